import type { KeyObject } from 'node:crypto'
import {
  BATCH_FRAME_BYTES,
  BATCH_HEAD_BYTES,
  encodeHeader,
  HASH_BYTES,
  RunningHash,
  writeBatchHead,
  type SegmentHeader,
} from './segmentFormat.ts'
import { deriveSegmentKey, sealBatch, segmentName } from './segmentKeys.ts'

/** What a batch holds, in clear. Times are microseconds since 1970 UTC. */
export interface OpenBatch {
  readonly fromUs: number
  readonly untilUs: number
  readonly packets: number
  readonly plain: Buffer
}

/** Makes the bytes of one segment, in order. It knows no file. */
export class SegmentSeal {
  /** The first bytes of the file. */
  readonly header: Buffer
  readonly #key: KeyObject
  readonly #name: string
  readonly #hash = new RunningHash()
  /** What the file ends with so far: the hash of everything before it. */
  #lastHash: Buffer
  #batches = 0
  #packets = 0
  #bytes: number

  constructor(callKey: Uint8Array, file: string, header: SegmentHeader) {
    this.#name = segmentName(header.callId, file)
    this.#key = deriveSegmentKey(callKey, this.#name)
    const text = encodeHeader(header)
    this.#lastHash = this.#hash.add(text).soFar()
    this.header = Buffer.concat([text, this.#lastHash])
    this.#hash.add(this.#lastHash)
    this.#bytes = this.header.length
  }

  get batches(): number {
    return this.#batches
  }

  get packets(): number {
    return this.#packets
  }

  get bytes(): number {
    return this.#bytes
  }

  /** SHA-256 of the file as far as it has been made. */
  sha256(): string {
    return this.#hash.soFar().toString('hex')
  }

  /** SHA-256 of all but the last 32 bytes of the file as far as it has been made, which are that hash. */
  get lastHash(): Buffer {
    return this.#lastHash
  }

  /** The bytes that follow in the file: head, sealed content, tag, hash of the file up to there. */
  seal({ fromUs, untilUs, packets, plain }: OpenBatch): Buffer {
    const number = this.#batches++
    const bytes = Buffer.allocUnsafe(BATCH_FRAME_BYTES + plain.length)
    writeBatchHead(bytes, { sealedBytes: plain.length, number, fromUs, untilUs, packets })
    const seal = { key: this.#key, name: this.#name, number, hashBefore: this.#lastHash, head: bytes }
    sealBatch(seal, plain, bytes.subarray(BATCH_HEAD_BYTES))
    this.#lastHash = this.#hash.add(bytes.subarray(0, bytes.length - HASH_BYTES)).soFar()
    this.#lastHash.copy(bytes, bytes.length - HASH_BYTES)
    this.#hash.add(this.#lastHash)
    this.#packets += packets
    this.#bytes += bytes.length
    return bytes
  }
}
