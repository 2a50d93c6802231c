import type { types } from 'mediasoup'
import type { Notice } from '../protocol/events.ts'
import type { ConsoleId, LineId } from '../protocol/identifiers.ts'
import { rtpParametersSchema } from '../protocol/rtp.ts'
import { onTheWire } from './onTheWire.ts'
import type { Notify } from './ports.ts'
import { KEY_FRAME_EVERY_MS, type Track } from './track.ts'
import type { WarmLine } from './warmLine.ts'

/** The layers of a camera come one after the other; after this time they all stand. */
const YOUNG_MS = 1_000
const LOWEST_LAYER = 0
const TOP_LAYER = 2

/** One track at one console: made paused, offered, and flowing once the browser is ready and the console is in the call. */
export class Listening {
  readonly track: Track
  readonly consumer: types.Consumer
  /** Has the browser said that it has it? */
  ready = false
  #flowing = false

  /** @throws what mediasoup throws when the console cannot receive the track's codec, or either is closed meanwhile. */
  static async create(warmLine: WarmLine, track: Track): Promise<Listening> {
    const { capabilities } = warmLine
    if (capabilities === undefined) throw new Error('A warm line that is not ready is offered nothing.')
    const consumer = await warmLine.receive.consume({
      producerId: track.producer.id,
      rtpCapabilities: capabilities,
      paused: true,
    })
    return new Listening(track, consumer)
  }

  private constructor(track: Track, consumer: types.Consumer) {
    this.track = track
    this.consumer = consumer
  }

  get flowing(): boolean {
    return this.#flowing
  }

  offer(line: LineId, warmLine: WarmLine): Notice<'consumer:opened'> {
    const { callId, trackId, console, kind } = this.track.start
    return {
      line,
      callId,
      warmLine: warmLine.id,
      consumer: this.consumer.id,
      producerId: this.consumer.producerId,
      trackId,
      console,
      kind,
      muted: this.track.muted,
      rtpParameters: onTheWire(rtpParametersSchema, this.consumer.rtpParameters),
    }
  }

  tellMuted(notify: Notify, to: ConsoleId, line: LineId, warmLine: WarmLine): void {
    const { trackId } = this.track.start
    const { muted } = this.track
    notify(to, 'consumer:changed', { line, warmLine: warmLine.id, consumer: this.consumer.id, trackId, muted })
  }

  /** Lets it flow or holds it; resuming asks the sender for a key frame, so that the picture is there at once. */
  async flow(wanted: boolean): Promise<void> {
    if (this.#flowing === wanted || this.consumer.closed) return
    this.#flowing = wanted
    if (wanted && isYoung(this.track)) await this.#beginLow()
    await (wanted ? this.consumer.resume() : this.consumer.pause())
  }

  close(): void {
    this.consumer.close()
  }

  /**
   * The picture of a camera that has just come on begins in the lowest layer, which is there first, and rises soon after.
   * Did each listener ask for the layer that is the best at its moment, the browser would be asked about several within
   * the time in which it listens to one request only, and a picture could be missing for a second.
   */
  async #beginLow(): Promise<void> {
    const { consumer } = this
    await consumer.setPreferredLayers({ spatialLayer: LOWEST_LAYER })
    let timer: NodeJS.Timeout | undefined
    const rise = () => {
      // Closed meanwhile is no fault.
      consumer.setPreferredLayers({ spatialLayer: TOP_LAYER }).catch(() => undefined)
    }
    consumer.on('layerschange', (layers) => {
      if (layers !== undefined) timer ??= setTimeout(rise, KEY_FRAME_EVERY_MS)
    })
    consumer.observer.once('close', () => clearTimeout(timer))
  }
}

const isYoung = ({ producer, ageMs }: Track): boolean => producer.type === 'simulcast' && ageMs < YOUNG_MS
