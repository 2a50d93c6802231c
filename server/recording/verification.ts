import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry } from '../chain/entryChain.ts'
import { Findings, type VerificationReport } from './findings.ts'
import { CLOSING_FACTS_FILE, MANIFEST_FILE, recordFile } from './recordFiles.ts'
import type { RecordState } from './recordState.ts'
import { walkSegment } from './segmentWalk.ts'
import { verifyFacts } from './verifyFacts.ts'
import { verifyKeys } from './verifyKeys.ts'
import { verifyManifest, verifySignatures, type TrustedKey, type VerifiedManifest } from './verifyManifest.ts'
import { verifyTracks } from './verifyTracks.ts'

/**
 * Checks a record, offline and without changing it: hashes, chains, seals, signatures and continuity. Each fault names
 * its file, the first byte that is wrong as near as it can be told, what was expected there and what was found.
 *
 * @param facts the call's slice of the log, from where it is kept; none when the folder is all there is. Only with it
 *   may the record be of a call that still runs.
 * @param identities age identities, to open the seals with; without any, all but the inside of the batches is checked.
 * @param trusted public keys from where they are trusted; without, a forged record with a key of its own is not found
 *   by its signatures, and the report says so.
 * @throws never for what is wrong with the record; only when the folder cannot be read at all.
 */
export async function verifyRecord(
  folder: string,
  facts: readonly Entry[],
  identities: readonly string[],
  trusted?: readonly TrustedKey[],
): Promise<VerificationReport> {
  const findings = new Findings()
  const names = await readdir(folder)
  const manifest = await verifyManifest(folder, mustBeClosed(facts), findings)
  const { entries, state } = manifest
  await verifySignatures(manifest, trusted, findings)
  const callKeys = await verifyKeys(folder, state, identities, findings)
  await verifyTracks(folder, entries, state, callKeys, findings)
  await verifyFacts(folder, entries, state, facts, findings)
  await verifyNothingElse(folder, names, state, findings)
  await findings.check(() => nameGaps(manifest, findings))
  return findings.report()
}

/** A call whose facts know no `recording:closed` may still be recorded; a folder alone must be whole. */
const mustBeClosed = (facts: readonly Entry[]): boolean =>
  facts.length === 0 || facts.some((entry) => entry.facts.some(({ type }) => type === 'recording:closed'))

async function verifyNothingElse(
  folder: string,
  names: readonly string[],
  state: RecordState,
  findings: Findings,
): Promise<void> {
  await findings.check(async () => {
    for (const name of names) {
      if (state.files.has(name) || name === MANIFEST_FILE || name === CLOSING_FACTS_FILE) continue
      if (!state.isClosed && (await isBeingWritten(folder, name, state))) continue
      findings.fault({ file: name, what: 'file', expected: 'none that the manifest does not name', found: 'this one' })
    }
    return `${names.length} files: nothing is beside the record that does not belong to it.`
  })
}

/** A segment that is still open: it names its track itself, and is whole as far as it goes. */
async function isBeingWritten(folder: string, name: string, state: RecordState): Promise<boolean> {
  const file = recordFile(name)
  if (file.kind !== 'segment') return false
  const bytes = await readFile(join(folder, name))
  const { header, fault } = walkSegment(bytes)
  if (fault && fault.what !== 'end') return false
  if (header === undefined) return bytes.length === 0 || fault?.what === 'end'
  const isHere = header.callId === state.opened?.callId && state.tracks.get(file.trackId)?.closed === undefined
  return isHere && header.kind === 'track' && header.index === file.index && header.track.trackId === file.trackId
}

/** Gaps are no faults; that they are named is what continuity means. */
function nameGaps({ entries, state }: VerifiedManifest, findings: Findings): string {
  for (const { body } of entries) {
    if (body.type !== 'packets:lost') continue
    const { trackId, fromMs, untilMs, packets } = body
    findings.gaps.push({ trackId, fromMs, untilMs, packets, cause: 'not-kept' })
  }
  for (const interruption of state.interruptions) findings.gaps.push({ ...interruption, cause: 'server-lost' })
  findings.gaps.sort((a, b) => a.fromMs - b.fromMs)
  const words = findings.gaps.map(({ trackId, fromMs, untilMs, cause }) => {
    const until = untilMs === undefined ? 'the end' : new Date(untilMs).toISOString()
    const what = trackId === undefined ? 'all tracks' : `track ${trackId}`
    return `${what} from ${new Date(fromMs).toISOString()} to ${until} (${CAUSES[cause]})`
  })
  return `Continuity: ${words.length === 0 ? 'no gap in what reached the server' : `gaps, each named: ${words.join('; ')}`}.`
}

const CAUSES = {
  'server-lost': 'the server was lost',
  'not-kept': 'the disk did not take it',
  'nothing-received': 'nothing was received',
} as const
