import { canonicalJson } from '../chain/canonicalJson.ts'
import { EMPTY_MANIFEST, entryHash, manifestEntrySchema } from './manifestEntry.ts'
import type { ManifestEntry, ManifestHead } from './manifestEntry.ts'

/** One entry as its line in `manifest.jsonl`. */
export const manifestLine = (entry: ManifestEntry): Buffer => Buffer.from(`${canonicalJson(entry)}\n`, 'utf8')

/** The first thing in a manifest that is not what the chain says it must be. */
export interface ManifestFault {
  /** Byte of the file where its line starts. */
  readonly offset: number
  readonly field: 'form' | 'version' | 'previous' | 'hash'
  readonly expected: string
  readonly found: string
}

export interface ManifestReading {
  readonly entries: readonly ManifestEntry[]
  readonly head: ManifestHead
  /** Up to the end of the last line that is whole and right. */
  readonly bytes: number
  /** Bytes after the last line end: a line that was being written. */
  readonly tornBytes: number
  readonly fault: ManifestFault | undefined
}

const LINE_END = 0x0a

/** Reads a manifest, or what has been added to one since a head, up to the first fault. */
export function readManifest(bytes: Buffer, after: ManifestHead = EMPTY_MANIFEST, startOffset = 0): ManifestReading {
  const entries: ManifestEntry[] = []
  let head = after
  let at = 0
  for (;;) {
    const end = bytes.indexOf(LINE_END, at)
    const reading = { entries, head, bytes: at }
    if (end < 0) return { ...reading, tornBytes: bytes.length - at, fault: undefined }
    const checked = checkLine(bytes.subarray(at, end + 1), head)
    if ('field' in checked) return { ...reading, tornBytes: 0, fault: { offset: startOffset + at, ...checked } }
    entries.push(checked)
    head = { version: checked.version, hash: checked.hash }
    at = end + 1
  }
}

function checkLine(line: Buffer, head: ManifestHead): ManifestEntry | Omit<ManifestFault, 'offset'> {
  const entry = parseLine(line)
  if (entry === undefined) {
    return { field: 'form', expected: 'an entry in canonical JSON', found: excerpt(line) }
  }
  const version = head.version + 1
  if (entry.version !== version) {
    return { field: 'version', expected: String(version), found: String(entry.version) }
  }
  if (entry.previous !== head.hash) return { field: 'previous', expected: head.hash, found: entry.previous }
  const hash = entryHash(entry)
  if (entry.hash !== hash) return { field: 'hash', expected: hash, found: entry.hash }
  return entry
}

/** Only the one canonical spelling is taken: two files with one meaning would be one too many. */
function parseLine(line: Buffer): ManifestEntry | undefined {
  try {
    const entry = manifestEntrySchema.parse(JSON.parse(line.toString('utf8')))
    return manifestLine(entry).equals(line) ? entry : undefined
  } catch {
    return undefined
  }
}

const excerpt = (line: Buffer): string => JSON.stringify(line.toString('utf8').trimEnd().slice(0, 120))
