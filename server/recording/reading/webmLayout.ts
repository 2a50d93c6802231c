import type { BlockPlan } from './blockPlan.ts'
import { Column } from './frameTable.ts'
import { ELEMENT, element, floatElement, idBytes, sizeBytes, sizeWidth, uintBytes } from './ebml.ts'

/**
 * Where every byte of a WebM is, before any of it is made. mediabunny muxes WebM as well, but only from its first byte
 * to its last: it cannot say where a cluster will be without muxing all before it, and writes its cues at the end. Here
 * sizes come first (they follow from the frame table), so the cues stand in front, any range of bytes can be made from
 * the clusters that it touches, and the same range is the same bytes every time. Writing takes few elements: see
 * `ebml.ts`. The format is Matroska (RFC 9559) in the subset that WebM allows.
 */
export interface WebmLayout {
  /** EBML header, segment information, track, cues: everything before the first cluster. */
  readonly head: Uint8Array
  readonly clusters: readonly Cluster[]
  readonly byteLength: number
}

export interface Cluster {
  /** Where it begins in the file. */
  readonly offset: number
  readonly byteLength: number
  readonly timeMs: number
  /** Its blocks in the plan, the second exclusive. */
  readonly from: number
  readonly to: number
}

export interface WebmTrack {
  readonly codec: 'opus' | 'vp8'
  readonly title: string
  /** Of the call's start: time zero of the file. */
  readonly startedAtMs: number
  readonly durationMs: number
  readonly channels: number
  readonly width: number
  readonly height: number
}

/** Times in a block are 16 bits from its cluster's; and a seek reads a cluster from its beginning. */
const LONGEST_CLUSTER_MS = 5000
/** Key frames nearer than this do not begin a cluster of their own. */
const SHORTEST_CLUSTER_MS = 1000
const TRACK_NUMBER = 1
/** Opus needs 80 ms before it sounds right after a seek (RFC 7845 section 4.6), in nanoseconds. */
const SEEK_PRE_ROLL_NS = 80_000_000
const MATROSKA_EPOCH_MS = Date.UTC(2001, 0, 1)
const WRITER = 'Ringdown'

/** Lays the file out. `sizeOf` gives the bytes of a block's frame by its number in the plan. */
export function layOutWebm(track: WebmTrack, plan: BlockPlan, sizeOf: (block: number) => number): WebmLayout {
  const ranges = clusterRanges(plan, track.codec === 'vp8')
  const sizes = ranges.map(({ from, to }) => clusterBytes(from, to, sizeOf))
  const info = infoElement(track)
  const tracks = tracksElement(track)
  const cues = ranges.filter(({ cued }) => cued).length
  const cuesAt = info.length + tracks.length
  let position = cuesAt + cuesBytes(cues)
  const positions = sizes.map((size) => (position += size) - size)
  const ebml = ebmlElement()
  const segment = Uint8Array.from([...idBytes(ELEMENT.Segment), ...sizeBytes(position, 8)])
  const cued = ranges.flatMap((range, i) =>
    range.cued ? [cuePoint(blockTime(plan, range.from), positions[i] ?? 0)] : [],
  )
  const cuesHead = Uint8Array.from([...idBytes(ELEMENT.Cues), ...sizeBytes(cues * CUE_POINT_BYTES, 8)])
  const head = Buffer.concat([ebml, segment, info, tracks, cuesHead, ...cued])
  const base = ebml.length + segment.length
  const clusters = ranges.map(({ from, to }, i) => ({
    offset: base + (positions[i] ?? 0),
    byteLength: sizes[i] ?? 0,
    timeMs: blockTime(plan, from),
    from,
    to,
  }))
  return { head, clusters, byteLength: base + position }
}

/** Makes the bytes of one cluster; `bytesOf` gives a block's frame, which must be as long as was laid out. */
export function writeCluster(plan: BlockPlan, cluster: Cluster, bytesOf: (block: number) => Uint8Array): Uint8Array {
  const out = new Uint8Array(cluster.byteLength)
  let at = 0
  const put = (bytes: ArrayLike<number>) => {
    out.set(bytes, at)
    at += bytes.length
  }
  put(idBytes(ELEMENT.Cluster))
  put(sizeBytes(cluster.byteLength - CLUSTER_HEAD_BYTES, CLUSTER_SIZE_WIDTH))
  put([ELEMENT.Timestamp, 0x84, ...uintBytes(cluster.timeMs, 4)])
  for (let block = cluster.from; block < cluster.to; block++) {
    const bytes = bytesOf(block)
    const key = plan.keys[block] === 1 ? 0x80 : 0
    put([ELEMENT.SimpleBlock, ...sizeBytes(BLOCK_HEAD_BYTES + bytes.length)])
    put([0x80 | TRACK_NUMBER, ...uintBytes(blockTime(plan, block) - cluster.timeMs, 2), key])
    put(bytes)
  }
  if (at !== out.length) throw new Error(`a cluster of ${out.length} bytes was laid out, and ${at} were made`)
  return out
}

const CLUSTER_SIZE_WIDTH = 4
const CLUSTER_HEAD_BYTES = 4 + CLUSTER_SIZE_WIDTH
const TIMESTAMP_BYTES = 6
const BLOCK_HEAD_BYTES = 4

function blockTime(plan: BlockPlan, block: number): number {
  return Math.round(plan.timesMs[block] ?? 0)
}

interface ClusterRange {
  readonly from: number
  readonly to: number
  /** It begins with a frame that can be decoded from nothing. */
  readonly cued: boolean
}

function clusterRanges(plan: BlockPlan, atKeys: boolean): ClusterRange[] {
  const starts = new Column(Uint32Array)
  let startMs = Number.NEGATIVE_INFINITY
  for (let block = 0; block < plan.sources.length; block++) {
    const elapsedMs = blockTime(plan, block) - startMs
    const atKey = atKeys && plan.keys[block] === 1 && elapsedMs >= SHORTEST_CLUSTER_MS
    if (!atKey && elapsedMs < LONGEST_CLUSTER_MS) continue
    starts.push(block)
    startMs = blockTime(plan, block)
  }
  const from = starts.finish()
  return [...from].map((start, i) => ({
    from: start,
    to: from[i + 1] ?? plan.sources.length,
    cued: plan.keys[start] === 1,
  }))
}

function clusterBytes(from: number, to: number, sizeOf: (block: number) => number): number {
  let bytes = CLUSTER_HEAD_BYTES + TIMESTAMP_BYTES
  for (let block = from; block < to; block++) {
    const size = BLOCK_HEAD_BYTES + sizeOf(block)
    bytes += 1 + sizeWidth(size) + size
  }
  return bytes
}

function ebmlElement(): Uint8Array {
  return element(ELEMENT.EBML, [
    element(ELEMENT.EBMLVersion, 1),
    element(ELEMENT.EBMLReadVersion, 1),
    element(ELEMENT.EBMLMaxIDLength, 4),
    element(ELEMENT.EBMLMaxSizeLength, 8),
    element(ELEMENT.DocType, 'webm'),
    element(ELEMENT.DocTypeVersion, 4),
    element(ELEMENT.DocTypeReadVersion, 2),
  ])
}

function infoElement(track: WebmTrack): Uint8Array {
  const date = Buffer.alloc(8)
  date.writeBigInt64BE(BigInt(Math.round(track.startedAtMs - MATROSKA_EPOCH_MS)) * 1_000_000n)
  return element(ELEMENT.Info, [
    element(ELEMENT.TimestampScale, 1_000_000),
    floatElement(ELEMENT.Duration, track.durationMs),
    element(ELEMENT.DateUTC, date),
    element(ELEMENT.Title, track.title),
    element(ELEMENT.MuxingApp, WRITER),
    element(ELEMENT.WritingApp, WRITER),
  ])
}

function tracksElement(track: WebmTrack): Uint8Array {
  const common = [
    element(ELEMENT.TrackNumber, TRACK_NUMBER),
    element(ELEMENT.TrackUID, TRACK_NUMBER),
    element(ELEMENT.FlagLacing, 0),
  ]
  const entry =
    track.codec === 'opus'
      ? [
          ...common,
          element(ELEMENT.TrackType, 2),
          element(ELEMENT.CodecID, 'A_OPUS'),
          element(ELEMENT.CodecPrivate, opusHead(track.channels)),
          element(ELEMENT.SeekPreRoll, SEEK_PRE_ROLL_NS),
          element(ELEMENT.Audio, [
            floatElement(ELEMENT.SamplingFrequency, 48_000),
            element(ELEMENT.Channels, track.channels),
          ]),
        ]
      : [
          ...common,
          element(ELEMENT.TrackType, 1),
          element(ELEMENT.CodecID, 'V_VP8'),
          element(ELEMENT.Video, [
            element(ELEMENT.PixelWidth, track.width),
            element(ELEMENT.PixelHeight, track.height),
            element(ELEMENT.Colour, [
              element(ELEMENT.MatrixCoefficients, BT_601),
              element(ELEMENT.Range, STUDIO_RANGE),
              element(ELEMENT.TransferCharacteristics, BT_601),
              element(ELEMENT.Primaries, BT_601),
            ]),
          ]),
        ]
  return element(ELEMENT.Tracks, [element(ELEMENT.TrackEntry, entry)])
}

/**
 * VP8 is in the colours of BT.601, in studio range (RFC 6386 section 9.2; numbers of ITU-T H.273). A file that does not say
 * so is taken by browsers for BT.709 from 720 lines on, and everybody's face is darker in the record than in the call.
 */
const BT_601 = 6
const STUDIO_RANGE = 1

/** The identification header of Opus (RFC 7845 section 5.1), with nothing to skip: RTP has no lead-in that is not sound. */
function opusHead(channels: number): Uint8Array {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 'latin1')
  head.writeUInt8(1, 8)
  head.writeUInt8(channels, 9)
  head.writeUInt32LE(48_000, 12)
  return head
}

/** Cue points all have the same length, so that the length of the cues is known before what they point at. */
function cuePoint(timeMs: number, clusterPosition: number): Uint8Array {
  return element(ELEMENT.CuePoint, [
    element(ELEMENT.CueTime, Uint8Array.from(uintBytes(timeMs, 4))),
    element(ELEMENT.CueTrackPositions, [
      element(ELEMENT.CueTrack, TRACK_NUMBER),
      element(ELEMENT.CueClusterPosition, Uint8Array.from(uintBytes(clusterPosition, 6))),
    ]),
  ])
}

const CUE_POINT_BYTES = cuePoint(0, 0).length

function cuesBytes(count: number): number {
  return idBytes(ELEMENT.Cues).length + 8 + count * CUE_POINT_BYTES
}
