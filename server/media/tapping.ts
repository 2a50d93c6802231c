import type { types } from 'mediasoup'
import type { MediaLog, TrackTaps } from './ports.ts'
import { RecorderTap } from './recorderTap.ts'
import type { Track } from './track.ts'

export interface TappingOptions {
  readonly taps: TrackTaps
  readonly nowMs: () => number
  readonly log: MediaLog
}

/** The way of one line's tracks into the recorder. */
export class Tapping {
  readonly #options: TappingOptions
  readonly #router: types.Router
  readonly #transport: types.DirectTransport

  static async create(router: types.Router, options: TappingOptions): Promise<Tapping> {
    return new Tapping(options, router, await router.createDirectTransport())
  }

  private constructor(options: TappingOptions, router: types.Router, transport: types.DirectTransport) {
    this.#options = options
    this.#router = router
    this.#transport = transport
  }

  /**
   * The recorder may not be up when a track begins; then it is asked again at the line's next change. One that fails never
   * keeps anybody from speaking: that the call is not recorded is told by the recorder's own marks.
   *
   * @throws what mediasoup throws at a track that cannot be tapped: its parameters are of no use to anybody else either.
   */
  async tap(track: Track): Promise<boolean> {
    const { taps, nowMs, log } = this.#options
    const { open: start, producer } = track
    // What is said in a caucus is recorded by nobody.
    if (start === undefined) return false
    const transport = this.#transport
    const { rtpCapabilities } = this.#router
    const onFlood = () => track.flooded()
    const options = { track: start, producer, transport, rtpCapabilities, taps, nowMs, log, onFlood }
    const tap = await RecorderTap.create(options)
    if (tap !== undefined) track.attach(tap, nowMs())
    return tap !== undefined
  }

  /** Asks again for a track that the recorder did not take when it began. Never rejects. */
  async tapLate(track: Track): Promise<void> {
    try {
      if (await this.tap(track)) await track.tap?.requestKeyFrames()
    } catch (error) {
      // Closed on the way is no fault. Otherwise it is asked again at the next change: it could be tapped once.
      if (!track.closed) this.#options.log.warn({ track: track.start.trackId, err: error }, 'track cannot be tapped')
    }
  }
}
