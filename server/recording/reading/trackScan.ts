import { hashOfJson } from '../../chain/hash.ts'
import type { SealedTrack, SegmentInfo, SenderReport, TrackMark } from '../trackFile.ts'
import { OpusAssembly, Vp8Assembly, type FrameAssembly, type OrderedPacket } from './frameAssembly.ts'
import { FrameTableBuilder, type FrameColumns } from './frameTable.ts'
import { readableCodec, type ReadableCodec } from './readableCodec.ts'
import { Resequencer } from './resequencer.ts'
import { parseRtp } from './rtpPacket.ts'
import { StreamOrder } from './streamOrder.ts'

/** One run of RTP numbers: an SSRC, and a further one each time its sender starts again under it. */
export interface ScannedStream {
  readonly ssrc: number
  readonly generation: number
}

/** Packets that never came, before a row of the frame table. */
export interface Loss {
  readonly frame: number
  readonly packets: number
}

/** All that reading has to know of a track before it makes its first byte: everything but the media itself. */
export interface TrackScan {
  readonly streams: readonly ScannedStream[]
  readonly frames: FrameColumns
  readonly losses: readonly Loss[]
  readonly reports: readonly SenderReport[]
  readonly marks: readonly TrackMark[]
}

/** Names exactly what was scanned: one more segment, and it is another scan. */
export function scanName(track: SealedTrack, segments: readonly SegmentInfo[]): string {
  const { trackId, callId } = track.description
  const content = segments.map(({ index, startMs, endMs, bytes, packets }) => [index, startMs, endMs, bytes, packets])
  return hashOfJson({ callId, trackId, content })
}

/** Reads a track once from end to end: see `TrackScanning`. */
export async function scanTrack(track: SealedTrack, segments: readonly SegmentInfo[]): Promise<TrackScan> {
  const scanning = new TrackScanning(track)
  await scanning.readTo(segments)
  return scanning.finish()
}

/**
 * Reads a track once, segment by segment, and keeps where its frames are, not what is in them; a track that still grows
 * is read on later. Packets of a foreign payload type and bytes that are no RTP are passed over.
 */
export class TrackScanning {
  readonly #track: SealedTrack
  readonly #scanner: TrackScanner
  #segments = 0
  #reading: Promise<void> = Promise.resolve()

  /** @throws UnreadableCodecError */
  constructor(track: SealedTrack) {
    this.#track = track
    this.#scanner = new TrackScanner(track, readableCodec(track.description.codec))
  }

  /** How many segments have been read, or are being read. */
  get segments(): number {
    return this.#segments
  }

  /** Reads those of the first segments of the track that were not read before. @throws what `readSegment` throws. */
  async readTo(segments: readonly SegmentInfo[]): Promise<void> {
    const further = segments.slice(this.#segments)
    this.#segments += further.length
    this.#reading = this.#reading.then(async () => {
      for (const segment of further) await this.#read(segment)
    })
    await this.#reading
  }

  /** What was read. Nothing may be read after it. */
  finish(): TrackScan {
    return this.#scanner.finish()
  }

  async #read(segment: SegmentInfo): Promise<void> {
    const { packets, senderReports, marks } = await this.#track.readSegment(segment.index)
    if (packets.length < segment.packets) {
      const { trackId } = this.#track.description
      throw new Error(`segment ${segment.index} of ${trackId} holds ${packets.length} packets, not ${segment.packets}`)
    }
    // The last segment of a call that still runs may have grown since it was listed; the list is what is read.
    const grown = packets.length > segment.packets
    const known = packets.slice(0, segment.packets)
    for (const { arrivalMs, rtp } of known) this.#scanner.packet(rtp, arrivalMs)
    const untilMs = grown ? (known.at(-1)?.arrivalMs ?? segment.endMs) : Number.POSITIVE_INFINITY
    this.#scanner.reports.push(...senderReports.filter(({ arrivalMs }) => arrivalMs <= untilMs))
    this.#scanner.marks.push(...marks.filter(({ atMs }) => atMs <= untilMs))
  }
}

type SeenPacket = Omit<OrderedPacket, 'arrivalMs' | 'ticks'>

interface StreamScan {
  readonly order: Resequencer<Omit<OrderedPacket, 'arrivalMs'>>
  readonly assembly: FrameAssembly
}

class TrackScanner {
  readonly reports: SenderReport[] = []
  readonly marks: TrackMark[] = []
  readonly #codec: ReadableCodec
  readonly #payloadType: number
  readonly #audioLevelId: number | undefined
  readonly #orders = new Map<number, StreamOrder<SeenPacket>>()
  readonly #scans = new Map<string, StreamScan>()
  readonly #streams: ScannedStream[] = []
  readonly #frames = new FrameTableBuilder()
  readonly #losses: Loss[] = []
  #rows = 0
  #ordinal = 0

  constructor(track: SealedTrack, codec: ReadableCodec) {
    this.#codec = codec
    this.#payloadType = track.description.codec.payloadType
    this.#audioLevelId = track.description.codec.audioLevelId
  }

  packet(bytes: Uint8Array, arrivalMs: number): void {
    const ordinal = this.#ordinal++
    const rtp = parseRtp(bytes, this.#audioLevelId)
    if (rtp === undefined || rtp.payloadType !== this.#payloadType) return
    let order = this.#orders.get(rtp.ssrc)
    if (order === undefined) this.#orders.set(rtp.ssrc, (order = new StreamOrder(this.#codec.clockRate)))
    const { marker, payload, audioLevel } = rtp
    const seen = { marker, ordinal, payload, audioLevel }
    for (const placed of order.place(rtp.sequenceNumber, rtp.timestamp, arrivalMs, seen)) {
      const { generation, sequence, ticks } = placed
      const packet = { ...placed.packet, ticks }
      this.#stream(rtp.ssrc, generation).order.push({ sequence, arrivalMs: placed.arrivalMs, packet })
    }
  }

  finish(): TrackScan {
    for (const { order, assembly } of this.#scans.values()) {
      order.end()
      assembly.end()
    }
    const { reports, marks } = this
    return { streams: this.#streams, frames: this.#frames.finish(), losses: this.#losses, reports, marks }
  }

  #stream(ssrc: number, generation: number): StreamScan {
    const key = `${ssrc}/${generation}`
    const known = this.#scans.get(key)
    if (known !== undefined) return known
    const stream = this.#streams.push({ ssrc, generation }) - 1
    let lost = 0
    const Assembly = this.#codec.name === 'opus' ? OpusAssembly : Vp8Assembly
    const assembly = new Assembly((frame) => {
      if (lost > 0) this.#losses.push({ frame: this.#rows, packets: lost })
      lost = 0
      this.#rows++
      this.#frames.add({ ...frame, stream })
    })
    const order = new Resequencer<Omit<OrderedPacket, 'arrivalMs'>>(
      ({ packet, arrivalMs }) => assembly.packet({ ...packet, arrivalMs }),
      (missing) => {
        lost += missing.lost
        assembly.missing()
      },
    )
    const scan = { order, assembly }
    this.#scans.set(key, scan)
    return scan
  }
}
