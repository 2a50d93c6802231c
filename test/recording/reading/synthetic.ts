import { RtpHeader, RtpPacket } from 'werift-rtp'
import type {
  ReceivedPacket,
  SealedTrack,
  SegmentContent,
  SegmentInfo,
  SenderReport,
  TrackDescription,
  TrackMark,
} from '../../../server/recording/trackFile.ts'

/** When the made calls start: a server time like any other. */
export const CALL_START_MS = 1_790_000_000_000
const PAYLOAD_TYPE = 100
const SEGMENT_MS = 4000

/** Numbers that look random and are the same every time (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface ConsoleOptions {
  readonly offsetMs: number
  readonly driftPpm: number
  /** The console's clock is set by so much at a call time. */
  readonly step?: { readonly atMs: number; readonly byMs: number }
}

/** A console whose clock is off: NTP time as a function of the true server time. */
export class SyntheticConsole {
  readonly id: string
  readonly #options: ConsoleOptions

  constructor(id: string, options: ConsoleOptions) {
    this.id = id
    this.#options = options
  }

  /** How much time has passed by the console's quartz since the call's start. */
  elapsedMs(callMs: number): number {
    return callMs * (1 + this.#options.driftPpm / 1e6)
  }

  ntpMs(callMs: number): number {
    const { offsetMs, step } = this.#options
    const stepMs = step !== undefined && callMs >= step.atMs ? step.byMs : 0
    return CALL_START_MS + offsetMs + this.elapsedMs(callMs) + stepMs
  }
}

export interface Path {
  readonly shortestMs: number
  readonly jitterMs: number
  /** Call times between which everything comes so much later. */
  readonly bursts?: readonly { readonly fromMs: number; readonly toMs: number; readonly byMs: number }[]
}

export const GOOD_PATH: Path = { shortestMs: 8, jitterMs: 12 }

export interface StreamOptions {
  readonly ssrc: number
  readonly clockRate: number
  readonly firstTimestamp?: number
  readonly firstSequence?: number
  readonly path?: Path
  /** Call time of the first report and how often they come; absent: none ever. */
  readonly reports?: { readonly firstMs: number; readonly everyMs: number; readonly lateMs?: number }
  /** RTP time stands still from here on by so much: the device was changed. */
  readonly frozen?: { readonly atMs: number; readonly forMs: number }
  /** What a frame takes from its capture until it is sent. */
  readonly encodeMs?: number
  readonly seed?: number
}

interface MadePacket extends ReceivedPacket {
  readonly sentMs: number
}

/** Makes the packets of one SSRC: `frame` for every frame at its true call time, reports by themselves. */
export class SyntheticStream {
  readonly packets: MadePacket[] = []
  readonly reports: SenderReport[] = []
  readonly #console: SyntheticConsole
  readonly #options: StreamOptions
  readonly #random: () => number
  readonly #captured = new Map<number, number>()
  #sequence: number
  #nextReportMs: number

  constructor(console: SyntheticConsole, options: StreamOptions) {
    this.#console = console
    this.#options = options
    this.#random = seededRandom(options.seed ?? options.ssrc)
    this.#sequence = options.firstSequence ?? 65_500
    this.#nextReportMs = options.reports?.firstMs ?? Number.POSITIVE_INFINITY
  }

  get ssrc(): number {
    return this.#options.ssrc
  }

  /** True call time of the frame with this RTP timestamp. */
  capturedMs(timestamp: number): number | undefined {
    return this.#captured.get(timestamp)
  }

  timestamp(callMs: number): number {
    const { clockRate, firstTimestamp = 4_294_900_000, frozen } = this.#options
    const lostMs = frozen !== undefined && callMs >= frozen.atMs ? frozen.forMs : 0
    const ticks = Math.round(((this.#console.elapsedMs(callMs) - lostMs) * clockRate) / 1000)
    return (((firstTimestamp + ticks) % 2 ** 32) + 2 ** 32) % 2 ** 32
  }

  frame(callMs: number, payloads: readonly Uint8Array[], audioLevel?: number): void {
    while (callMs >= this.#nextReportMs) this.#report(this.#nextReportMs)
    const timestamp = this.timestamp(callMs)
    this.#captured.set(timestamp, callMs)
    const sentMs = callMs + (this.#options.encodeMs ?? 0)
    for (const [i, payload] of payloads.entries()) {
      const header = new RtpHeader({
        payloadType: PAYLOAD_TYPE,
        sequenceNumber: this.#sequence,
        timestamp,
        ssrc: this.#options.ssrc,
        marker: i === payloads.length - 1,
        ...(audioLevel === undefined
          ? {}
          : { extension: true, extensions: [{ id: 10, payload: Buffer.from([0x80 | audioLevel]) }] }),
      })
      this.#sequence = (this.#sequence + 1) & 0xffff
      const rtp = new RtpPacket(header, Buffer.from(payload)).serialize()
      this.packets.push({ arrivalMs: CALL_START_MS + sentMs + this.#delayMs(callMs), rtp, sentMs })
    }
  }

  #report(callMs: number): void {
    const { reports, ssrc } = this.#options
    this.#nextReportMs += reports?.everyMs ?? 1000
    const lateMs = this.#random() < 0.2 ? (reports?.lateMs ?? 0) : 0
    this.reports.push({
      arrivalMs: CALL_START_MS + callMs + this.#delayMs(callMs) + lateMs,
      ssrc,
      // Chromium reckons a report's RTP time from its last frame: a few milliseconds either way.
      ntpMs: this.#console.ntpMs(callMs) + (this.#random() - 0.5) * 6,
      rtpTimestamp: this.timestamp(callMs),
    })
  }

  #delayMs(callMs: number): number {
    const { shortestMs, jitterMs, bursts = [] } = this.#options.path ?? GOOD_PATH
    const burst = bursts.find(({ fromMs, toMs }) => callMs >= fromMs && callMs < toMs)
    return shortestMs + (burst?.byMs ?? 0) + this.#random() ** 2 * jitterMs * (burst === undefined ? 1 : 5)
  }
}

export interface TrackOptions {
  readonly kind?: TrackDescription['kind']
  readonly mimeType?: string
  readonly audioLevelId?: number
  readonly marks?: readonly TrackMark[]
}

let made = 0
const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
export const CONSOLE_A = uuid(0xa)
export const CONSOLE_B = uuid(0xb)

/** A sealed track in memory, in segments of four seconds by arrival; counts what is read of it. */
export class MemoryTrack implements SealedTrack {
  readonly description: TrackDescription
  isClosed = true
  readonly read: number[] = []
  readonly streams: readonly SyntheticStream[]
  readonly #segments: { readonly info: SegmentInfo; readonly content: SegmentContent }[] = []

  constructor(console: SyntheticConsole, streams: readonly SyntheticStream[], options: TrackOptions = {}) {
    const kind = options.kind ?? 'microphone'
    const opus = (options.mimeType ?? (kind === 'microphone' ? 'audio/opus' : 'video/VP8')) === 'audio/opus'
    this.streams = streams
    const packets = streams.flatMap((stream) => stream.packets).toSorted((a, b) => a.arrivalMs - b.arrivalMs)
    const reports = streams.flatMap((stream) => stream.reports).toSorted((a, b) => a.arrivalMs - b.arrivalMs)
    this.description = {
      trackId: uuid(0x1000 + made++),
      callId: uuid(1),
      kind,
      person: 'kr-principal',
      party: 'kr',
      console: console.id,
      startedAtMs: packets[0]?.arrivalMs ?? CALL_START_MS,
      codec: {
        mimeType: options.mimeType ?? (opus ? 'audio/opus' : 'video/VP8'),
        clockRate: opus ? 48_000 : 90_000,
        ...(opus ? { channels: 2 } : {}),
        payloadType: PAYLOAD_TYPE,
        ...(options.audioLevelId === undefined ? {} : { audioLevelId: options.audioLevelId }),
      },
      encodings: streams.map(({ ssrc }, i) => ({ ssrc, rid: `r${i}` })),
    }
    this.#cut(packets, reports, options.marks ?? [])
  }

  async segments(): Promise<readonly SegmentInfo[]> {
    return this.#segments.map(({ info }) => info)
  }

  async readSegment(index: number): Promise<SegmentContent> {
    this.read.push(index)
    const segment = this.#segments[index]
    if (segment === undefined) throw new Error(`no segment ${index}`)
    return segment.content
  }

  /** True call time of a frame. */
  capturedMs(ssrc: number, ticks: number): number {
    const timestamp = ((ticks % 2 ** 32) + 2 ** 32) % 2 ** 32
    const captured = this.streams.find((stream) => stream.ssrc === ssrc && stream.capturedMs(timestamp) !== undefined)
    return captured?.capturedMs(timestamp) ?? Number.NaN
  }

  #cut(packets: readonly ReceivedPacket[], reports: readonly SenderReport[], marks: readonly TrackMark[]): void {
    const slot = (ms: number) => Math.floor((ms - CALL_START_MS) / SEGMENT_MS)
    const packetsIn = Map.groupBy(packets, ({ arrivalMs }) => slot(arrivalMs))
    const reportsIn = Map.groupBy(reports, ({ arrivalMs }) => slot(arrivalMs))
    const marksIn = Map.groupBy(marks, ({ atMs }) => slot(atMs))
    const slots = new Set([...packetsIn.keys(), ...reportsIn.keys(), ...marksIn.keys()])
    for (const at of [...slots].toSorted((a, b) => a - b)) {
      const index = this.#segments.length
      const content = {
        packets: packetsIn.get(at) ?? [],
        senderReports: reportsIn.get(at) ?? [],
        marks: marksIn.get(at) ?? [],
      }
      const bytes = content.packets.reduce((sum, { rtp }) => sum + rtp.length, 0)
      const startMs = CALL_START_MS + at * SEGMENT_MS
      const info = { index, startMs, endMs: startMs + SEGMENT_MS, bytes, packets: content.packets.length }
      this.#segments.push({ info, content })
    }
  }
}
