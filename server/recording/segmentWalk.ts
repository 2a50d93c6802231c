import { canonicalJson } from '../chain/canonicalJson.ts'
import {
  BATCH_FRAME_BYTES,
  BATCH_HEAD_BYTES,
  HASH_BYTES,
  HEADER_FRAME_BYTES,
  MAGIC,
  MAX_BATCH_BYTES,
  MAX_HEADER_TEXT_BYTES,
  readBatchHead,
  RunningHash,
  segmentHeaderSchema,
  TAG_BYTES,
  type BatchHead,
  type SegmentHeader,
} from './segmentFormat.ts'

export interface WalkedBatch extends BatchHead {
  readonly offset: number
  readonly head: Buffer
  readonly sealed: Buffer
  readonly tag: Buffer
  readonly hashBefore: Buffer
}

/** The first bytes of a segment that are not what they must be. */
export interface SegmentFault {
  readonly offset: number
  /** `end`: the file stops in the middle of what begins at the offset. */
  readonly what:
    | 'magic'
    | 'header'
    | 'header-hash'
    | 'batch-length'
    | 'batch-number'
    | 'batch-time'
    | 'batch-zero'
    | 'hash'
    | 'end'
  readonly expected: string
  readonly found: string
}

export interface SegmentWalk {
  readonly header: SegmentHeader | undefined
  readonly batches: readonly WalkedBatch[]
  /** Up to the end of the last whole batch; 0 when not even the header is whole. */
  readonly wholeBytes: number
  /** SHA-256 of the whole bytes. */
  readonly sha256: string
  /** The hash with which the whole bytes end. */
  readonly lastHash: Buffer
  readonly fault: SegmentFault | undefined
}

/** Reads the outside of a segment, up to the first thing that is wrong. No key is needed. */
export function walkSegment(bytes: Buffer): SegmentWalk {
  const hash = new RunningHash()
  const header = walkHeader(bytes, hash)
  if ('fault' in header) {
    const sha256 = new RunningHash().soFar()
    return {
      header: undefined,
      batches: [],
      wholeBytes: 0,
      sha256: sha256.toString('hex'),
      lastHash: sha256,
      ...header,
    }
  }
  const batches: WalkedBatch[] = []
  let at = header.end
  let lastHash = bytes.subarray(at - HASH_BYTES, at)
  let fault: SegmentFault | undefined
  while (at < bytes.length) {
    const batch = walkBatch(bytes, at, batches.length, batches.at(-1)?.untilUs, lastHash, hash)
    if ('expected' in batch) {
      fault = batch
      break
    }
    batches.push(batch)
    at += BATCH_FRAME_BYTES + batch.sealedBytes
    lastHash = bytes.subarray(at - HASH_BYTES, at)
  }
  return { header: header.header, batches, wholeBytes: at, sha256: hash.soFar().toString('hex'), lastHash, fault }
}

function walkHeader(
  bytes: Buffer,
  hash: RunningHash,
): { readonly header: SegmentHeader; readonly end: number } | { readonly fault: SegmentFault } {
  const bad = (fault: SegmentFault): { readonly fault: SegmentFault } => ({ fault })
  const magic = bytes.subarray(0, MAGIC.length)
  const wrong = firstDifference(magic, MAGIC)
  if (wrong < magic.length) {
    return bad({ offset: wrong, what: 'magic', expected: hex(MAGIC, wrong, 1), found: hex(bytes, wrong, 1) })
  }
  if (bytes.length < HEADER_FRAME_BYTES) return bad(ends(bytes, 0, HEADER_FRAME_BYTES))
  const textBytes = bytes.readUInt32BE(MAGIC.length)
  if (textBytes > MAX_HEADER_TEXT_BYTES) {
    const expected = `at most ${MAX_HEADER_TEXT_BYTES}`
    return bad({ offset: MAGIC.length, what: 'header', expected, found: String(textBytes) })
  }
  const textEnd = HEADER_FRAME_BYTES + textBytes
  const end = textEnd + HASH_BYTES
  if (bytes.length < end) return bad(ends(bytes, 0, end))
  const expected = hash.add(bytes.subarray(0, textEnd)).soFar()
  const found = bytes.subarray(textEnd, end)
  if (!expected.equals(found)) {
    return bad({ offset: 0, what: 'header-hash', expected: expected.toString('hex'), found: found.toString('hex') })
  }
  const header = parseHeader(bytes.subarray(HEADER_FRAME_BYTES, textEnd))
  if (header === undefined) {
    const text = JSON.stringify(bytes.subarray(HEADER_FRAME_BYTES, Math.min(textEnd, 120)).toString('utf8'))
    return bad({ offset: HEADER_FRAME_BYTES, what: 'header', expected: 'a header in canonical JSON', found: text })
  }
  hash.add(found)
  return { header, end }
}

function walkBatch(
  bytes: Buffer,
  at: number,
  number: number,
  fromUs: number | undefined,
  hashBefore: Buffer,
  hash: RunningHash,
): WalkedBatch | SegmentFault {
  if (bytes.length < at + BATCH_HEAD_BYTES) return ends(bytes, at, at + BATCH_HEAD_BYTES)
  const head = readBatchHead(bytes, at)
  const wrong = wrongHead(bytes, at, head, number, fromUs)
  if (wrong) return wrong
  const tagAt = at + BATCH_HEAD_BYTES + head.sealedBytes
  const hashAt = tagAt + TAG_BYTES
  if (bytes.length < hashAt + HASH_BYTES) return ends(bytes, at, hashAt + HASH_BYTES)
  const expected = hash.add(bytes.subarray(at, hashAt)).soFar()
  const found = bytes.subarray(hashAt, hashAt + HASH_BYTES)
  if (!expected.equals(found)) {
    return { offset: at, what: 'hash', expected: expected.toString('hex'), found: found.toString('hex') }
  }
  hash.add(found)
  return {
    ...head,
    offset: at,
    head: bytes.subarray(at, at + BATCH_HEAD_BYTES),
    sealed: bytes.subarray(at + BATCH_HEAD_BYTES, tagAt),
    tag: bytes.subarray(tagAt, hashAt),
    hashBefore,
  }
}

/** What of a batch's head can be said to be wrong by itself. */
function wrongHead(
  bytes: Buffer,
  at: number,
  head: BatchHead,
  number: number,
  fromUs: number | undefined,
): SegmentFault | undefined {
  if (head.sealedBytes > MAX_BATCH_BYTES) {
    return { offset: at, what: 'batch-length', expected: `at most ${MAX_BATCH_BYTES}`, found: String(head.sealedBytes) }
  }
  if (head.number !== number) {
    return { offset: at + 4, what: 'batch-number', expected: String(number), found: String(head.number) }
  }
  if (fromUs !== undefined && head.fromUs !== fromUs) {
    return { offset: at + 8, what: 'batch-time', expected: String(fromUs), found: String(head.fromUs) }
  }
  if (head.untilUs < head.fromUs || !Number.isSafeInteger(head.untilUs)) {
    return { offset: at + 16, what: 'batch-time', expected: `at least ${head.fromUs}`, found: String(head.untilUs) }
  }
  if (bytes.readUInt32BE(at + 28) === 0) return undefined
  return { offset: at + 28, what: 'batch-zero', expected: '00000000', found: hex(bytes, at + 28, 4) }
}

function parseHeader(text: Buffer): SegmentHeader | undefined {
  try {
    const header = segmentHeaderSchema.parse(JSON.parse(text.toString('utf8')))
    return Buffer.from(canonicalJson(header), 'utf8').equals(text) ? header : undefined
  } catch {
    return undefined
  }
}

const ends = (bytes: Buffer, offset: number, needed: number): SegmentFault => ({
  offset,
  what: 'end',
  expected: `${needed} bytes`,
  found: `${bytes.length} bytes`,
})

const hex = (bytes: Buffer, at: number, length: number): string => bytes.subarray(at, at + length).toString('hex')

function firstDifference(a: Buffer, b: Buffer): number {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return at
  return a.length
}
