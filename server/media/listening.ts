import type { types } from 'mediasoup'
import type { Notice } from '../protocol/events.ts'
import type { ConsoleId, LineId } from '../protocol/identifiers.ts'
import type { PictureSize } from '../protocol/media.ts'
import { rtpParametersSchema } from '../protocol/rtp.ts'
import { onTheWire } from './onTheWire.ts'
import type { Notify } from './ports.ts'
import type { Carrier } from './carrier.ts'
import { KEY_FRAME_EVERY_MS, type Track } from './track.ts'

/** The layers of a camera come one after the other; after this time they all stand. */
const YOUNG_MS = 1_000
const LOWEST_LAYER = 0
const MIDDLE_LAYER = 1
const TOP_LAYER = 2
const LAYER: Readonly<Record<PictureSize, number>> = { small: LOWEST_LAYER, medium: MIDDLE_LAYER, full: TOP_LAYER }

/** One track at one console: made paused, offered, and flowing once the browser is ready and the console is in the call. */
export class Listening {
  readonly track: Track
  readonly consumer: types.Consumer
  /** Has the browser said that it has it? */
  ready = false
  #flowing = false
  /** Has it begun small, and is to rise when it has come? */
  #rises = false
  /** No more lines than the console shows. */
  #most = TOP_LAYER
  #timer: NodeJS.Timeout | undefined

  /** @throws what mediasoup throws when the console cannot receive the track's codec, or either is closed meanwhile. */
  static async create(warmLine: Carrier, track: Track): Promise<Listening> {
    const { capabilities } = warmLine
    if (capabilities === undefined) throw new Error('A warm line that is not ready is offered nothing.')
    const consumer = await warmLine.receive.consume({
      producerId: track.producer.id,
      rtpCapabilities: capabilities,
      paused: true,
    })
    const listening = new Listening(track, consumer)
    listening.ready = warmLine.isReady ?? false
    return listening
  }

  private constructor(track: Track, consumer: types.Consumer) {
    this.track = track
    this.consumer = consumer
    consumer.on('layerschange', (layers) => {
      if (layers !== undefined) this.#rise()
    })
    consumer.observer.once('close', () => clearTimeout(this.#timer))
  }

  get flowing(): boolean {
    return this.#flowing
  }

  offer(line: LineId, warmLine: Carrier): Notice<'consumer:opened'> {
    const { callId, trackId, console, kind, channel } = this.track.start
    return {
      line,
      callId,
      warmLine: warmLine.id,
      consumer: this.consumer.id,
      producerId: this.consumer.producerId,
      trackId,
      console,
      kind,
      ...(channel !== undefined && { channel }),
      muted: this.track.muted,
      rtpParameters: onTheWire(rtpParametersSchema, this.consumer.rtpParameters),
    }
  }

  tellMuted(notify: Notify, to: ConsoleId, line: LineId, warmLine: Carrier): void {
    const { trackId } = this.track.start
    const { muted } = this.track
    notify(to, 'consumer:changed', { line, warmLine: warmLine.id, consumer: this.consumer.id, trackId, muted })
  }

  /** Lets it flow or holds it; resuming asks the sender for a key frame, so that the picture is there at once. */
  async flow(wanted: boolean): Promise<void> {
    if (this.#flowing === wanted || this.consumer.closed) return
    this.#flowing = wanted
    // The worker takes both in this order; waiting in between would cost a round trip.
    const begun = wanted && this.track.producer.type === 'simulcast' ? this.#begin() : undefined
    await Promise.all([begun, wanted ? this.consumer.resume() : this.consumer.pause()])
  }

  /** Larger or smaller from now on; one that is only beginning comes to it when it has come. */
  prefer(size: PictureSize): void {
    const layer = LAYER[size]
    if (layer === this.#most) return
    this.#most = layer
    if (!this.#flowing || this.#rises || this.track.producer.type !== 'simulcast') return
    const deafMs = this.track.keyFrameAsked()
    if (deafMs === 0) this.#prefer(layer)
    else this.#later(() => this.#prefer(this.#most), deafMs)
  }

  close(): void {
    this.consumer.close()
  }

  /**
   * A picture begins small and rises soon after: a key frame of all its lines takes the sender several times as long to
   * make, and who answers waits for it. The layers of a camera that has just come on come one after the other; there it
   * begins in the lowest, or the browser would be asked about several layers within the time in which it listens to one
   * request only, and a picture could be missing for a second. The browser does not hear the request either where somebody
   * else has just asked for another layer. The worker asks for the same layer again only after a second, so another one is
   * asked for as soon as the browser will listen, and the first again where that has not come either.
   */
  async #begin(): Promise<void> {
    const middle = Math.min(MIDDLE_LAYER, this.#most)
    const [first, other] = isYoung(this.track) ? [LOWEST_LAYER, middle] : [middle, LOWEST_LAYER]
    this.#rises = true
    const deafMs = this.track.keyFrameAsked()
    this.#later(() => this.#askAgain([other, first]), deafMs === 0 ? KEY_FRAME_EVERY_MS : deafMs)
    await this.consumer.setPreferredLayers({ spatialLayer: first })
  }

  #askAgain([layer, ...rest]: readonly number[]): void {
    if (!this.#rises || layer === undefined) return
    this.#prefer(layer)
    this.#later(() => this.#askAgain(rest), KEY_FRAME_EVERY_MS)
  }

  /** The first layer has come: the browser will listen to the next request for a key frame after a while. */
  #rise(): void {
    if (!this.#rises) return
    this.#rises = false
    this.#later(() => this.#prefer(this.#most), KEY_FRAME_EVERY_MS)
  }

  #later(step: () => void, delayMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(step, delayMs)
  }

  #prefer(spatialLayer: number): void {
    this.track.keyFrameAsked()
    // Closed meanwhile is no fault.
    this.consumer.setPreferredLayers({ spatialLayer }).catch(() => undefined)
  }
}

const isYoung = ({ ageMs }: Track): boolean => ageMs < YOUNG_MS
