import { Continuity } from './continuity.ts'
import type { Findings } from './findings.ts'
import type { ManifestEntry } from './manifestEntry.ts'
import { toMicroseconds } from './microseconds.ts'
import { MANIFEST_FILE } from './recordFiles.ts'
import type { RecordState, RecordTrack } from './recordState.ts'
import { verifyKeptFile } from './verifyKeys.ts'
import { verifySegment, type EarlierHash } from './verifySegment.ts'

/** Checks every segment of every track, and that each track covers its time without a hole. */
export async function verifyTracks(
  folder: string,
  entries: readonly ManifestEntry[],
  { tracks }: RecordState,
  callKeys: ReadonlyMap<number, Buffer>,
  findings: Findings,
): Promise<void> {
  const earlier = earlierHashes(entries)
  let opened = 0
  let segments = 0
  await findings.check(async () => {
    for (const track of tracks.values()) {
      const { trackId, startedAtMs } = track.description
      const callKey = callKeys.get(track.keyNumber)
      const continuity = new Continuity(trackId, startedAtMs)
      verifyOrder(track, findings)
      for (const segment of track.segments) {
        segments++
        const bytes = await verifyKeptFile(folder, segment, findings)
        if (bytes === undefined) continue
        const content = verifySegment(segment, bytes, track, callKey, earlier.get(segment.file) ?? [], findings)
        if (content) continuity.add(content)
        if (content) opened++
      }
      const sum = (of: 'packets' | 'bytes'): number => track.segments.reduce((all, segment) => all + segment[of], 0)
      const total = { trackId, segments: track.segments.length, packets: sum('packets'), bytes: sum('bytes') }
      findings.tracks.push({ ...total, ...(callKey && { missing: continuity.missing }) })
      findings.gaps.push(...continuity.gaps)
    }
    const seals = callKeys.size === 0 ? 'the seals were not opened: no key' : `the seals of ${opened} were opened`
    return `${segments} segments of ${tracks.size} tracks: form, hashes and places; ${seals}.`
  })
}

/** Segments of a track are numbered without a hole, and each begins at the microsecond where the one before ended. */
function verifyOrder({ description, segments, closed }: RecordTrack, findings: Findings): void {
  const { trackId } = description
  let untilUs = toMicroseconds(description.startedAtMs)
  for (const [index, segment] of [...segments].sort((a, b) => a.index - b.index).entries()) {
    const named = (what: string, expected: number, found: number): void => {
      if (expected === found) return
      const about = `${what} of ${segment.file}`
      findings.fault({ file: MANIFEST_FILE, what: about, expected: String(expected), found: String(found) })
    }
    named('number', index, segment.index)
    named('beginning', untilUs, toMicroseconds(segment.fromMs))
    untilUs = toMicroseconds(segment.untilMs)
  }
  if (closed === undefined || closed.segments === segments.length) return
  const [expected, found] = [`${closed.segments}`, `${segments.length}`]
  findings.fault({ file: MANIFEST_FILE, what: `number of segments of track ${trackId}`, expected, found })
}

function earlierHashes(entries: readonly ManifestEntry[]): Map<string, EarlierHash[]> {
  const hashes = new Map<string, EarlierHash[]>()
  for (const { body } of entries) {
    if (body.type !== 'checkpoint:taken') continue
    for (const { file, bytes, sha256 } of body.open) {
      const known = hashes.get(file)
      if (known) known.push({ bytes, sha256 })
      else hashes.set(file, [{ bytes, sha256 }])
    }
  }
  return hashes
}
