import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../chain/canonicalJson.ts'
import { callIdSchema } from '../protocol/identifiers.ts'
import { readUint53, writeUint53 } from './microseconds.ts'
import { trackDescriptionSchema } from './trackFile.ts'

/** The outside of a segment: what can be read and checked without a key. Numbers are big-endian. */

export const MAGIC = Buffer.from('RDSEG1\r\n', 'latin1')
export const HASH_BYTES = 32
export const TAG_BYTES = 16
export const BATCH_HEAD_BYTES = 32
/** What a batch has beyond what is sealed in it. */
export const BATCH_FRAME_BYTES = BATCH_HEAD_BYTES + TAG_BYTES + HASH_BYTES
/** Magic and the length of the header's text. */
export const HEADER_FRAME_BYTES = MAGIC.length + 4
/** Far above what is ever written; it keeps a reader of a foreign file from believing in any length. */
export const MAX_HEADER_TEXT_BYTES = 64 * 1024
export const MAX_BATCH_BYTES = 16 * 1024 * 1024
export const MAX_SEGMENT_BYTES = 256 * 1024 * 1024

const common = { format: z.literal(1), callId: callIdSchema, keyNumber: z.int().positive() }

export const segmentHeaderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), ...common }),
  z.strictObject({
    kind: z.literal('track'),
    ...common,
    index: z.int().nonnegative(),
    track: trackDescriptionSchema,
  }),
])
export type SegmentHeader = z.infer<typeof segmentHeaderSchema>

/** The head of a batch. Times are microseconds since 1970 UTC. */
export interface BatchHead {
  /** Of what is sealed, the tag not counted. */
  readonly sealedBytes: number
  /** From 0 in each segment. */
  readonly number: number
  /** Where the batch before ended: batches cover time without a hole. */
  readonly fromUs: number
  /** Everything that was received before is in this batch or an earlier one. */
  readonly untilUs: number
  readonly packets: number
}

/** Magic, length and text of the header. The hash over them follows in the file. */
export function encodeHeader(header: SegmentHeader): Buffer {
  const text = Buffer.from(canonicalJson(segmentHeaderSchema.parse(header)), 'utf8')
  const bytes = Buffer.alloc(HEADER_FRAME_BYTES + text.length)
  MAGIC.copy(bytes)
  bytes.writeUInt32BE(text.length, MAGIC.length)
  text.copy(bytes, HEADER_FRAME_BYTES)
  return bytes
}

export function writeBatchHead(bytes: Buffer, head: BatchHead): void {
  bytes.writeUInt32BE(head.sealedBytes, 0)
  bytes.writeUInt32BE(head.number, 4)
  writeUint53(bytes, head.fromUs, 8)
  writeUint53(bytes, head.untilUs, 16)
  bytes.writeUInt32BE(head.packets, 24)
  bytes.writeUInt32BE(0, 28)
}

export function readBatchHead(bytes: Buffer, at: number): BatchHead {
  return {
    sealedBytes: bytes.readUInt32BE(at),
    number: bytes.readUInt32BE(at + 4),
    fromUs: readUint53(bytes, at + 8),
    untilUs: readUint53(bytes, at + 16),
    packets: bytes.readUInt32BE(at + 24),
  }
}

/** SHA-256 of a file as far as it goes, which is what the header and every batch end with. */
export class RunningHash {
  readonly #hash = createHash('sha256')

  add(bytes: Uint8Array): this {
    this.#hash.update(bytes)
    return this
  }

  /** The hash of everything added so far; more may be added after. */
  soFar(): Buffer {
    return this.#hash.copy().digest()
  }
}
