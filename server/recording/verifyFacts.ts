import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entrySchema, findFault, type Entry } from '../chain/entryChain.ts'
import type { Findings } from './findings.ts'
import type { ManifestEntry } from './manifestEntry.ts'
import { factLines } from './recordClosing.ts'
import { CLOSING_FACTS_FILE } from './recordFiles.ts'
import type { RecordState } from './recordState.ts'
import { verifyHash, verifyKeptFile } from './verifyKeys.ts'
import { signedHeadSchema } from '../protocol/lineFacts.ts'

/**
 * Checks the call's slice of the log: the file beside the manifest, what an export put beside it, and the log itself as
 * far as it was handed in; and that what they say of the manifest is so.
 */
export async function verifyFacts(
  folder: string,
  entries: readonly ManifestEntry[],
  state: RecordState,
  log: readonly Entry[],
  findings: Findings,
): Promise<void> {
  await findings.check(async () => {
    const { facts: kept } = state
    const bytes = kept && (await verifyKeptFile(folder, kept, findings))
    const slice = kept && bytes ? readFactLines(kept.file, bytes, findings) : []
    if (kept && bytes) {
      verifyHash(kept, bytes, findings)
      chained(kept.file, kept.stream, slice, findings)
      const [first, last] = [slice[0], slice.at(-1)]
      if (first?.previous !== kept.after.hash || last?.hash !== kept.head.hash) {
        const found = `${first?.previous} to ${last?.hash}`
        findings.fault({ file: kept.file, what: 'slice', expected: `${kept.after.hash} to ${kept.head.hash}`, found })
      }
    }
    const closing = await readFile(join(folder, CLOSING_FACTS_FILE)).catch(() => undefined)
    const after = closing ? readFactLines(CLOSING_FACTS_FILE, closing, findings) : []
    const last = slice.at(-1)
    if (closing && last) chained(CLOSING_FACTS_FILE, last.stream, [last, ...after], findings)
    const stream = log[0]?.stream
    if (stream !== undefined) chained(undefined, stream, log, findings)
    sameAsLog(kept?.file, slice, log, findings)
    for (const entry of [...slice, ...after, ...log]) verifyHeads(entry, entries, state, findings)
    const handed = log.length > 0 ? ` and ${log.length} of the log itself` : ''
    return `The call's slice of the log: ${slice.length + after.length} entries beside the recording${handed}.`
  })
}

function readFactLines(file: string, bytes: Buffer, findings: Findings): Entry[] {
  const read: Entry[] = []
  let offset = 0
  for (const line of bytes.toString('utf8').split('\n')) {
    if (line === '') continue
    const entry = parseEntry(line)
    if (entry === undefined) {
      const found = JSON.stringify(line.slice(0, 120))
      findings.fault({ file, offset, what: 'form', expected: 'an entry of the log in canonical JSON', found })
      return read
    }
    read.push(entry)
    offset += Buffer.byteLength(line) + 1
  }
  return read
}

function parseEntry(line: string): Entry | undefined {
  try {
    const entry = entrySchema.parse(JSON.parse(line))
    return factLines([entry]).toString('utf8') === `${line}\n` ? entry : undefined
  } catch {
    return undefined
  }
}

function chained(file: string | undefined, stream: string, slice: readonly Entry[], findings: Findings): void {
  const [first] = slice
  if (first === undefined) return
  const fault = findFault(stream, { version: first.version - 1, hash: first.previous }, slice)
  if (fault === undefined) return
  const { version, field, expected, found } = fault
  const index = slice.findIndex((entry) => entry.version === version)
  const offset = file === undefined || index < 0 ? undefined : factLines(slice.slice(0, index)).length
  const where = { ...(file !== undefined && { file }), ...(offset !== undefined && { offset }) }
  findings.fault({ ...where, what: `${field} of entry ${version} of ${stream}`, expected, found })
}

/** What is beside the recording and what is in the log now are the same entries. */
function sameAsLog(file: string | undefined, slice: readonly Entry[], log: readonly Entry[], findings: Findings): void {
  const known = new Map(log.map((entry) => [entry.version, entry]))
  for (const { version, hash, stream } of slice) {
    const inLog = known.get(version)
    if (log.length === 0 || (inLog?.hash === hash && inLog.stream === stream)) continue
    const expected = inLog?.hash ?? 'it to be in the log'
    findings.fault({ ...(file && { file }), what: `entry ${version} of ${stream}`, expected, found: hash })
    return
  }
}

/** A head that became a fact is the head that the manifest had: so the manifest cannot be rewritten or cut short. */
function verifyHeads(entry: Entry, entries: readonly ManifestEntry[], state: RecordState, findings: Findings): void {
  for (const fact of entry.facts) {
    if (fact.type !== 'recording:checkpointed' && fact.type !== 'recording:closed') continue
    if (fact['callId'] !== state.opened?.callId) continue
    const head = signedHeadSchema.safeParse(fact['head'])
    const hash = head.success ? entries[head.data.version - 1]?.hash : undefined
    const what = `head of the manifest in ${fact.type} (entry ${entry.version} of ${entry.stream})`
    if (!head.success || hash !== head.data.hash) {
      const expected = head.success ? head.data.hash : 'a signed head'
      findings.fault({ what, expected, found: hash ?? 'no such entry in the manifest' })
    } else if (fact.type === 'recording:closed' && head.data.version !== entries.length - 1) {
      findings.fault({ what, expected: `version ${entries.length - 1}`, found: `version ${head.data.version}` })
    }
  }
}
