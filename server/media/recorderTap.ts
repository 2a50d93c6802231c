import type { types } from 'mediasoup'
import { z } from 'zod'
import { FloodMeter } from './flood.ts'
import type { MediaLog, OpenTrackStart, TapDescription, TrackTap, TrackTaps } from './ports.ts'

/** Seconds from the NTP epoch (1900) to that of Unix (RFC 5905). */
const NTP_TO_UNIX_S = 2_208_988_800

/**
 * A track begins with a key frame, which arrives after the tap is made: the request that opens the track is sent before
 * the encoder has anything. Of a layer whose beginning was missed all the same, a key frame is asked for after this time;
 * asked for sooner, it would make the browser deaf to the requests of the listeners.
 */
const FIRST_PACKET_MS = 700

/**
 * A picture can be read from a key frame on only, and Chromium sends none by itself: one this often lets who looks for a
 * moment in a long record find it at once, and costs the sender little.
 */
const KEY_FRAMES_EVERY_MS = 10_000

/** Where a packet names its stream (RFC 3550, 5.1). */
const SSRC_OFFSET = 8

/** mediasoup types the details of a trace as unknown. */
const senderReportTraceSchema = z.object({
  ssrc: z.number(),
  ntpSec: z.number(),
  ntpFrac: z.number(),
  rtpTs: z.number(),
})

export interface RecorderTapOptions {
  readonly track: OpenTrackStart
  readonly producer: types.Producer
  readonly transport: types.DirectTransport
  readonly rtpCapabilities: types.RtpCapabilities
  readonly taps: TrackTaps
  readonly nowMs: () => number
  readonly log: MediaLog
  /** More comes than such a track can send: none of it is handed on any more. */
  readonly onFlood: () => void
  readonly keyFramesEveryMs?: number
}

/**
 * Hands one track to the recorder as it was received: every packet of every simulcast layer with its own timestamps (a
 * consumer with `pipe`), and the sender reports, which a direct transport does not emit and a producer's trace does.
 */
export class RecorderTap {
  readonly #producer: types.Producer
  readonly #consumer: types.Consumer
  readonly #sink: TrackTap
  readonly #nowMs: () => number
  readonly #firstPacket: NodeJS.Timeout
  readonly #keyFrames: NodeJS.Timeout
  /** The layers of which something has come. */
  readonly #streams = new Set<number>()
  #muted = false
  #closed = false

  /**
   * @returns `undefined` when the recorder does not want the track now, or fails.
   * @throws what mediasoup throws at a track that cannot be tapped.
   */
  static async create(options: RecorderTapOptions): Promise<RecorderTap | undefined> {
    const { producer, transport, rtpCapabilities, taps, log } = options
    const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities, pipe: true, enableRtx: false })
    try {
      await producer.enableTraceEvent(['sr'])
      const description = describe(options.track, consumer.rtpParameters)
      const sink = openSink(taps, description, log)
      if (sink !== undefined) return new RecorderTap(options, consumer, sink)
      consumer.close()
      return undefined
    } catch (error) {
      consumer.close()
      throw error
    }
  }

  private constructor(options: RecorderTapOptions, consumer: types.Consumer, sink: TrackTap) {
    const { producer, nowMs, log, keyFramesEveryMs = KEY_FRAMES_EVERY_MS } = options
    this.#producer = producer
    this.#consumer = consumer
    this.#sink = sink
    this.#nowMs = nowMs
    const meter = new FloodMeter(options.track.kind)
    consumer.on('rtp', (packet) => {
      if (this.#closed) return
      const atMs = nowMs()
      if (meter.floods(packet.length, atMs)) {
        options.onFlood()
        return
      }
      this.#streams.add(packet.readUInt32BE(SSRC_OFFSET))
      sink.packet(packet, atMs)
    })
    consumer.on('listenererror', (event, error) => log.error({ event, err: error }, 'recorder threw at a packet'))
    producer.on('trace', this.#onTrace)
    this.#firstPacket = setTimeout(() => {
      if (this.#streams.size < producer.score.length) void this.requestKeyFrames().catch(() => undefined)
    }, FIRST_PACKET_MS)
    this.#keyFrames = setInterval(() => {
      if (!this.#muted) void this.requestKeyFrames().catch(() => undefined)
    }, keyFramesEveryMs)
  }

  /** A recording can only be read from a key frame on. One request asks for all layers. */
  async requestKeyFrames(): Promise<void> {
    if (this.#consumer.kind === 'video') await this.#consumer.requestKeyFrame()
  }

  mark(muted: boolean, atMs: number): void {
    if (this.#closed || this.#muted === muted) return
    this.#muted = muted
    this.#sink.mark({ atMs, type: muted ? 'muted' : 'unmuted' })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#firstPacket)
    clearInterval(this.#keyFrames)
    this.#producer.off('trace', this.#onTrace)
    this.#consumer.close()
    this.#sink.close()
  }

  readonly #onTrace = (trace: types.ProducerTraceEventData): void => {
    if (trace.type !== 'sr' || this.#closed) return
    const arrivalMs = this.#nowMs()
    const { ssrc, ntpSec, ntpFrac, rtpTs } = senderReportTraceSchema.parse(trace.info)
    const layer = this.#layerOf(ssrc)
    const tapped = layer === undefined ? undefined : this.#consumer.rtpParameters.encodings?.[layer]?.ssrc
    // The report of a layer that has sent no packet yet says nothing that the next one would not.
    if (tapped === undefined) return
    const ntpMs = (ntpSec - NTP_TO_UNIX_S) * 1000 + (ntpFrac / 2 ** 32) * 1000
    this.#sink.senderReport({ arrivalMs, ssrc: tapped, ntpMs, rtpTimestamp: rtpTs })
  }

  /** The trace names the console's own stream, the packets the tap's: layers are in the same order in both. */
  #layerOf(ssrc: number): number | undefined {
    if (this.#consumer.rtpParameters.encodings?.length === 1) return 0
    return this.#producer.score.find((stream) => stream.ssrc === ssrc)?.encodingIdx
  }
}

/** A recorder that throws is one that is not there: it is asked again, and keeps nobody from speaking. */
function openSink(taps: TrackTaps, description: TapDescription, log: MediaLog): TrackTap | undefined {
  try {
    return taps.open(description)
  } catch (error) {
    log.error({ track: description.trackId, err: error }, 'track is not recorded')
    return undefined
  }
}

function describe(track: OpenTrackStart, parameters: types.RtpParameters): TapDescription {
  const [codec] = parameters.codecs
  if (codec === undefined) throw new Error('A track has no codec.')
  return {
    ...track,
    codec: {
      mimeType: codec.mimeType,
      clockRate: codec.clockRate,
      ...(codec.channels === undefined ? {} : { channels: codec.channels }),
      payloadType: codec.payloadType,
      parameters: codec.parameters ?? {},
    },
    encodings: (parameters.encodings ?? []).map(({ ssrc, rid }) => {
      if (ssrc === undefined) throw new Error('A piped layer has no SSRC.')
      return { ssrc, ...(rid === undefined ? {} : { rid }) }
    }),
    headerExtensions: (parameters.headerExtensions ?? []).map(({ uri, id }) => ({ uri, id })),
  }
}
