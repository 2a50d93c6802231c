import { canonicalJson } from '../chain/canonicalJson.ts'
import { readBatchRecords, type ContentSink } from './batchRecords.ts'
import type { Findings } from './findings.ts'
import { toMicroseconds } from './microseconds.ts'
import type { ClosedSegment, RecordTrack } from './recordState.ts'
import { BATCH_FRAME_BYTES, BATCH_HEAD_BYTES, HASH_BYTES, readBatchHead, TAG_BYTES } from './segmentFormat.ts'
import { deriveSegmentKey, openBatch, segmentName } from './segmentKeys.ts'
import { walkSegment, type SegmentFault, type SegmentWalk } from './segmentWalk.ts'
import { hashOfBytes } from '../chain/hash.ts'

/** A hash that a checkpoint gave for the first bytes of a segment. */
export interface EarlierHash {
  readonly bytes: number
  readonly sha256: string
}

/**
 * Checks one segment against its entry in the manifest: form, hashes, place in its track and, with a key, the seal of
 * every batch.
 *
 * @returns what is in it, when it could be opened.
 */
export function verifySegment(
  segment: ClosedSegment,
  bytes: Buffer,
  track: RecordTrack,
  callKey: Buffer | undefined,
  earlier: readonly EarlierHash[],
  findings: Findings,
): ContentSink | undefined {
  const { file } = segment
  const before = findings.count
  const walk = walkSegment(bytes)
  if (walk.fault) findings.fault({ file, ...(callKey ? refined(walk, bytes, callKey, track, file) : walk.fault) })
  verifyPlace(segment, walk, track, findings)
  const hashes = new Map(
    walk.batches.map(({ offset, sealedBytes }) => {
      const at = offset + BATCH_FRAME_BYTES - HASH_BYTES + sealedBytes
      return [at, bytes.subarray(at, at + HASH_BYTES).toString('hex')]
    }),
  )
  for (const { bytes: offset, sha256 } of earlier) {
    const found = hashes.get(offset) ?? hashOfBytes(bytes.subarray(0, offset))
    if (found !== sha256) {
      findings.fault({ file, offset: 0, what: `SHA-256 of the first ${offset} bytes`, expected: sha256, found })
    }
  }
  const content = callKey && openBatches(walk, callKey, track, file, findings)
  // Only when nothing nearer to the wrong byte has been found.
  if (findings.count === before && (walk.sha256 !== segment.sha256 || walk.wholeBytes !== segment.bytes)) {
    findings.fault({ file, offset: 0, what: 'SHA-256 of the file', expected: segment.sha256, found: walk.sha256 })
  }
  return content
}

function verifyPlace(segment: ClosedSegment, walk: SegmentWalk, track: RecordTrack, findings: Findings): void {
  const { file } = segment
  const { header, batches } = walk
  if (header === undefined) return
  const { callId } = track.description
  const wanted = { kind: 'track', format: 1, callId, keyNumber: track.keyNumber, index: segment.index } as const
  const [expected, found] = [canonicalJson({ ...wanted, track: track.description }), canonicalJson(header)]
  if (expected !== found) findings.fault({ file, offset: 12, what: 'header', expected, found })
  if (walk.fault) return
  const packets = batches.reduce((sum, batch) => sum + batch.packets, 0)
  const [fromUs, untilUs] = [batches[0]?.fromUs, batches.at(-1)?.untilUs]
  const claims: [string, number, number | undefined][] = [
    ['number of batches', segment.batches, batches.length],
    ['number of packets', segment.packets, packets],
    ['first time (microseconds)', toMicroseconds(segment.fromMs), fromUs],
    ['last time (microseconds)', toMicroseconds(segment.untilMs), untilUs],
  ]
  for (const [what, named, is] of claims) {
    if (named !== is) findings.fault({ file, what, expected: String(named), found: String(is) })
  }
}

function openBatches(
  walk: SegmentWalk,
  callKey: Buffer,
  track: RecordTrack,
  file: string,
  findings: Findings,
): ContentSink {
  const name = segmentName(track.description.callId, file)
  const key = deriveSegmentKey(callKey, name)
  const content: ContentSink = { packets: [], senderReports: [], marks: [] }
  for (const batch of walk.batches) {
    const { offset, number } = batch
    const wrong = (expected: string, found: string): void =>
      findings.fault({ file, offset, what: `batch ${number}`, expected, found })
    const plain = openBatch({ key, name, ...batch }, batch.sealed, batch.tag)
    if (plain === undefined) {
      wrong('what was sealed here', 'something that the key does not open')
      continue
    }
    const before = content.packets.length
    try {
      readBatchRecords(plain, content)
    } catch (error) {
      wrong('records that fill it', error instanceof Error ? error.message : String(error))
      continue
    }
    const packets = content.packets.length - before
    if (packets !== batch.packets) wrong(`${batch.packets} packets`, `${packets} packets`)
  }
  return content
}

/**
 * A batch whose hash is wrong: with the key it can be told whether it is the hash itself that was changed, and at which
 * byte, or the batch before it.
 */
function refined(walk: SegmentWalk, bytes: Buffer, callKey: Buffer, track: RecordTrack, file: string): SegmentFault {
  const fault = walk.fault
  if (fault === undefined || fault.what !== 'hash') return fault ?? { offset: 0, what: 'hash', expected: '', found: '' }
  const at = fault.offset
  const head = readBatchHead(bytes, at)
  const tagAt = at + BATCH_HEAD_BYTES + head.sealedBytes
  const name = segmentName(track.description.callId, file)
  const seal = {
    key: deriveSegmentKey(callKey, name),
    name,
    number: head.number,
    hashBefore: walk.lastHash,
    head: bytes.subarray(at, at + BATCH_HEAD_BYTES),
  }
  const tag = bytes.subarray(tagAt, tagAt + TAG_BYTES)
  if (openBatch(seal, bytes.subarray(at + BATCH_HEAD_BYTES, tagAt), tag) === undefined) return fault
  const trailerAt = at + BATCH_FRAME_BYTES - HASH_BYTES + head.sealedBytes
  const expected = Buffer.from(fault.expected, 'hex')
  const wrong = expected.findIndex((byte, index) => byte !== bytes[trailerAt + index])
  const hex = (byte: number | undefined): string => (byte ?? 0).toString(16).padStart(2, '0')
  const offset = trailerAt + wrong
  return { offset, what: 'hash', expected: hex(expected[wrong]), found: hex(bytes[offset]) }
}
