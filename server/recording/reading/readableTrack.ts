import { hashOfJson } from '../../chain/hash.ts'
import type { SealedTrack, SegmentInfo, TrackDescription } from '../trackFile.ts'
import { findActivity } from './activity.ts'
import type { BlockPlan } from './blockPlan.ts'
import { findGaps, type Gap, type Stretch } from './gaps.ts'
import { planPictures } from './picturePlan.ts'
import { readableCodec, UnreadableCodecError, type ReadableCodec } from './readableCodec.ts'
import { parseRtp } from './rtpPacket.ts'
import { SCAN_VERSION } from './readingCache.ts'
import { SegmentWindow } from './segmentWindow.ts'
import { planSound } from './soundPlan.ts'
import { frameTimes, type ScannedTrack } from './trackClock.ts'
import type { TrackScan } from './trackScan.ts'
import type { TrackScans } from './trackScans.ts'
import { parseVp8Payload } from './vp8Payload.ts'
import { layOutWebm, writeCluster, type Cluster, type WebmLayout } from './webmLayout.ts'

/** Raise it when the same record would be read as other bytes than before. */
const READING_VERSION = 3

/** The call that a track belongs to: its time zero, and its end once it has ended. Server time, ms since 1970 UTC. */
export interface CallSpan {
  readonly startedAtMs: number
  readonly endedAtMs?: number
}

/**
 * Opens a track for reading as WebM. `siblings` are the tracks of the same console (others are passed over): they share
 * its one clock. The first opening reads all of them once to the end, so that sizes, times and choices are known; it
 * keeps what it found in `scans`, from where the next opening takes milliseconds. After that a range of bytes reads
 * the segments that it touches, and nothing else. Of a call that still runs it is the track as far as it is now.
 *
 * Throws `UnreadableCodecError` for what is neither Opus nor VP8, and whatever the track throws.
 */
export async function openReadableTrack(
  track: SealedTrack,
  call: CallSpan,
  siblings: readonly SealedTrack[],
  scans: TrackScans,
): Promise<ReadableTrack> {
  return ReadableTrack.open(track, call, siblings, scans)
}

/** One track as a WebM whose time zero is the call's start and whose end is the call's end. */
export class ReadableTrack {
  readonly description: TrackDescription
  readonly durationMs: number
  readonly byteLength: number
  readonly mimeType: ReadableCodec['mimeType']
  /** Strong (RFC 9110 section 8.8.3), with its quotes: the same tag is the same bytes. */
  readonly etag: string
  readonly #track: SealedTrack
  readonly #segments: readonly SegmentInfo[]
  readonly #scan: TrackScan
  readonly #timesMs: Float64Array
  readonly #plan: BlockPlan
  readonly #layout: WebmLayout
  readonly #call: CallSpan

  private constructor(opened: OpenedTrack, call: CallSpan, timesMs: Float64Array, etag: string) {
    const { track, segments, scan } = opened
    const codec = readableCodec(track.description.codec)
    const untilMs = call.endedAtMs === undefined ? undefined : Math.max(0, call.endedAtMs - call.startedAtMs)
    const video = codec.name === 'vp8' ? planPictures(scan.frames, timesMs, untilMs) : undefined
    const plan = video ?? planSound(scan.frames, timesMs, untilMs)
    const { trackId, kind, person, party, callId } = track.description
    this.description = track.description
    this.durationMs = untilMs ?? plan.endMs
    this.mimeType = codec.mimeType
    this.etag = etag
    this.#track = track
    this.#segments = segments
    this.#scan = scan
    this.#timesMs = timesMs
    this.#plan = plan
    this.#call = call
    this.#layout = layOutWebm(
      {
        codec: codec.name,
        title: `${kind} of ${person} (${party}), call ${callId}, track ${trackId}`,
        startedAtMs: call.startedAtMs,
        durationMs: this.durationMs,
        channels: codec.channels,
        width: video?.width ?? 0,
        height: video?.height ?? 0,
      },
      plan,
      (block) => this.#sizeOf(block),
    )
    this.byteLength = this.#layout.byteLength
  }

  static async open(
    track: SealedTrack,
    call: CallSpan,
    siblings: readonly SealedTrack[],
    scans: TrackScans,
  ): Promise<ReadableTrack> {
    const opened = await scanOf(track, scans)
    const others: OpenedTrack[] = []
    for (const sibling of siblings) {
      const { trackId, console } = sibling.description
      if (console !== track.description.console || trackId === track.description.trackId) continue
      if (isReadable(sibling)) others.push(await scanOf(sibling, scans))
    }
    const serverTimes = frameTimes([opened, ...others])
    const timesMs = serverTimes.map((atMs) => atMs - call.startedAtMs)
    return new ReadableTrack(opened, call, timesMs, etagOf(call, [opened, ...others]))
  }

  /**
   * The bytes from `start` to `endInclusive` (as in RFC 9110 section 14.1.2), cluster by cluster. Throws a `RangeError`
   * at once when the file has no such bytes; while it streams, whatever `readSegment` throws.
   */
  stream(start = 0, endInclusive = this.byteLength - 1): AsyncGenerator<Uint8Array, void, undefined> {
    const whole = Number.isSafeInteger(start) && Number.isSafeInteger(endInclusive)
    if (!whole || start < 0 || endInclusive >= this.byteLength || start > endInclusive) {
      throw new RangeError(`bytes ${start}-${endInclusive} are not within ${this.byteLength}`)
    }
    return this.#stream(start, endInclusive + 1)
  }

  /** When there was speech, in call time; for a timeline of who spoke when. Nothing for pictures. */
  activity(): Stretch[] {
    return findActivity(this.#plan, this.#scan.frames)
  }

  /** Every hole of the track and why it is there, in call time: a muted minute is not a lost one. */
  gaps(): Gap[] {
    return findGaps(this.#plan, this.#scan, this.#timesMs, this.#call.startedAtMs)
  }

  async *#stream(start: number, end: number): AsyncGenerator<Uint8Array, void, undefined> {
    const { head, clusters } = this.#layout
    if (start < head.length) yield head.subarray(start, end)
    const packets = new SegmentWindow(this.#track, this.#segments)
    for (let i = firstBehind(clusters, start); i < clusters.length; i++) {
      const cluster = clusters[i]
      if (cluster === undefined || cluster.offset >= end) return
      const bytes = await this.#cluster(cluster, packets)
      yield bytes.subarray(Math.max(0, start - cluster.offset), end - cluster.offset)
    }
  }

  async #cluster(cluster: Cluster, packets: SegmentWindow): Promise<Uint8Array> {
    const made: Uint8Array[] = []
    for (let block = cluster.from; block < cluster.to; block++) made.push(await this.#bytesOf(block, packets))
    return writeCluster(this.#plan, cluster, (block) => made[block - cluster.from] ?? new Uint8Array())
  }

  #sizeOf(block: number): number {
    const source = this.#plan.sources[block] ?? 0
    return source < 0 ? (this.#plan.fillers[-1 - source]?.length ?? 0) : (this.#scan.frames.bytes[source] ?? 0)
  }

  async #bytesOf(block: number, packets: SegmentWindow): Promise<Uint8Array> {
    const source = this.#plan.sources[block] ?? 0
    const filler = this.#plan.fillers[-1 - source]
    if (source < 0) return filler ?? new Uint8Array()
    const { parts, partsFrom } = this.#scan.frames
    const payloads: Uint8Array[] = []
    for (const ordinal of parts.subarray(partsFrom[source], partsFrom[source + 1])) {
      const payload = parseRtp(await packets.packet(ordinal))?.payload ?? new Uint8Array()
      const vp8 = this.mimeType === 'video/webm; codecs=vp8' ? parseVp8Payload(payload) : undefined
      payloads.push(payload.subarray(vp8?.dataOffset ?? 0))
    }
    return payloads.length === 1 ? (payloads[0] ?? new Uint8Array()) : Buffer.concat(payloads)
  }
}

interface OpenedTrack extends ScannedTrack {
  readonly segments: readonly SegmentInfo[]
}

async function scanOf(track: SealedTrack, scans: TrackScans): Promise<OpenedTrack> {
  readableCodec(track.description.codec)
  const segments = await track.segments()
  return { track, segments, scan: await scans.of(track, segments) }
}

function isReadable(track: SealedTrack): boolean {
  try {
    readableCodec(track.description.codec)
    return true
  } catch (error) {
    if (error instanceof UnreadableCodecError) return false
    throw error
  }
}

/** All that the bytes depend on: this reader, the call's span, and how much there is of each track of the console. */
function etagOf(call: CallSpan, [track, ...siblings]: readonly [OpenedTrack, ...OpenedTrack[]]): string {
  const content = ({ track: { description }, segments }: OpenedTrack) => [
    description.trackId,
    ...segments.map(({ index, startMs, endMs, bytes, packets }) => [index, startMs, endMs, bytes, packets]),
  ]
  const others = siblings.toSorted((a, b) => (a.track.description.trackId < b.track.description.trackId ? -1 : 1))
  return `"${hashOfJson({
    versions: [READING_VERSION, SCAN_VERSION],
    span: [call.startedAtMs, call.endedAtMs ?? null],
    track: content(track),
    siblings: others.map(content),
  }).slice(0, 32)}"`
}

/** The first cluster that ends behind a byte. */
function firstBehind(clusters: readonly Cluster[], byte: number): number {
  let low = 0
  let high = clusters.length
  while (low < high) {
    const middle = (low + high) >> 1
    const cluster = clusters[middle]
    if (cluster !== undefined && cluster.offset + cluster.byteLength <= byte) low = middle + 1
    else high = middle
  }
  return low
}
