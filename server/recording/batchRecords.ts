import { canonicalJson } from '../chain/canonicalJson.ts'
import { readUint53, toMicroseconds, toMilliseconds, writeUint53 } from './microseconds.ts'
import { RecordingError } from './recordingError.ts'
import { trackMarkSchema, type ReceivedPacket, type SenderReport, type TrackMark } from './trackFile.ts'

const PACKET = 1
const SENDER_REPORT = 2
const MARK = 3

/** Type (1 byte), zero (1), length of what follows the head (2), time in microseconds (8). */
const HEAD_BYTES = 12
const SENDER_REPORT_BYTES = 16
const MAX_BODY_BYTES = 0xffff
const FIRST_ROOM = 32 * 1024

/** Gathers what one batch will hold, in clear and in memory only. */
export class BatchRecords {
  #buffer = Buffer.allocUnsafe(FIRST_ROOM)
  #length = 0
  #packets = 0

  get length(): number {
    return this.#length
  }

  get packets(): number {
    return this.#packets
  }

  /** @returns false for what cannot be an RTP packet by its size alone. */
  packet(rtp: Uint8Array, arrivalMs: number): boolean {
    if (rtp.length === 0 || rtp.length > MAX_BODY_BYTES) return false
    // First the head: it may put a larger buffer in place of this one.
    const at = this.#head(PACKET, arrivalMs, rtp.length)
    this.#buffer.set(rtp, at)
    this.#packets++
    return true
  }

  senderReport({ arrivalMs, ssrc, ntpMs, rtpTimestamp }: SenderReport): void {
    const at = this.#head(SENDER_REPORT, arrivalMs, SENDER_REPORT_BYTES)
    this.#buffer.writeUInt32BE(ssrc >>> 0, at)
    this.#buffer.writeUInt32BE(rtpTimestamp >>> 0, at + 4)
    writeUint53(this.#buffer, toMicroseconds(ntpMs), at + 8)
  }

  mark(mark: TrackMark): void {
    const body = Buffer.from(canonicalJson({ ...trackMarkSchema.parse(mark) }), 'utf8')
    const at = this.#head(MARK, mark.atMs, body.length)
    this.#buffer.set(body, at)
  }

  /** What has been gathered. It is only good until `clear`. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  clear(): void {
    // What was said does not linger in memory longer than it must.
    this.#buffer.fill(0, 0, this.#length)
    this.#length = 0
    this.#packets = 0
  }

  /** Writes the head of one record and says where its body goes. */
  #head(type: number, atMs: number, bodyBytes: number): number {
    const at = this.#length
    const end = at + HEAD_BYTES + bodyBytes
    if (end > this.#buffer.length) this.#grow(end)
    this.#buffer.writeUInt8(type, at)
    this.#buffer.writeUInt8(0, at + 1)
    this.#buffer.writeUInt16BE(bodyBytes, at + 2)
    writeUint53(this.#buffer, toMicroseconds(atMs), at + 4)
    this.#length = end
    return at + HEAD_BYTES
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer.fill(0, 0, this.#length)
    this.#buffer = larger
  }
}

export interface ContentSink {
  packets: ReceivedPacket[]
  senderReports: SenderReport[]
  marks: TrackMark[]
}

/**
 * Reads an opened batch. Records of a kind that is not known here are passed over, so that a later format may add some.
 *
 * @throws RecordingError `damaged` when the records do not fill the batch exactly.
 */
export function readBatchRecords(plain: Buffer, into: ContentSink): void {
  let at = 0
  while (at < plain.length) {
    if (at + HEAD_BYTES > plain.length) throw overrun(at)
    const type = plain.readUInt8(at)
    const end = at + HEAD_BYTES + plain.readUInt16BE(at + 2)
    if (end > plain.length) throw overrun(at)
    const atMs = toMilliseconds(readUint53(plain, at + 4))
    readRecord(type, atMs, plain.subarray(at + HEAD_BYTES, end), into)
    at = end
  }
}

function readRecord(type: number, arrivalMs: number, body: Buffer, into: ContentSink): void {
  switch (type) {
    case PACKET:
      into.packets.push({ arrivalMs, rtp: body })
      return
    case SENDER_REPORT:
      if (body.length !== SENDER_REPORT_BYTES)
        throw new RecordingError('damaged', 'A sender report has a wrong length.')
      into.senderReports.push({
        arrivalMs,
        ssrc: body.readUInt32BE(0),
        rtpTimestamp: body.readUInt32BE(4),
        ntpMs: toMilliseconds(readUint53(body, 8)),
      })
      return
    case MARK:
      into.marks.push(readMark(body))
  }
}

function readMark(body: Buffer): TrackMark {
  try {
    return trackMarkSchema.parse(JSON.parse(body.toString('utf8')))
  } catch (cause) {
    throw new RecordingError('damaged', 'A mark in a batch cannot be read.', { cause })
  }
}

const overrun = (at: number): RecordingError =>
  new RecordingError('damaged', `A record in a batch runs past its end (byte ${at} of what is sealed).`)
