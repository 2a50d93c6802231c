import type { types } from 'mediasoup-client'
import { PathPair, paired } from './pathPair.ts'
import type { PathWidth } from './pathWidth.ts'
import { PathWindow, type PathMeasured } from './pathWindow.ts'

/** Five a second: enough to tell one lost in fifty within ten seconds, and nothing beside a picture. */
const EVERY_MS = 200
/** On a narrow path each takes room of a voice; so many ticks lie between two of them there. */
const NARROW_TICKS = 3
/** Ticks between two pairs: soon enough to make room for voices, and on a narrow path a twentieth of it. */
const PAIR_TICKS = 10
const NARROW_PAIR_TICKS = 40
/** A path on which nothing has come back for so long is gone, whatever the transports still believe. */
const GONE_AFTER_MS = 4_000
/** One that is too full to bring anything back is not gone: it has this long to come to itself on voices alone. */
const FULL_GONE_AFTER_MS = 10_000
/** So long without anything is not loss any more: said at once, while the path may still come back by itself. */
const QUIET_AFTER_MS = 1_500
/** ICE and DTLS have this long at first. */
const UP_WITHIN_MS = 10_000

/** The numbered messages that go round on a warm line's data channels, as long as it lives. */
export class Probe {
  readonly #out: types.DataProducer
  readonly #width: PathWidth
  readonly #window = new PathWindow()
  readonly #timer: ReturnType<typeof setInterval>
  readonly #madeMs = performance.now()
  #number = 0
  #ticks = 0
  /** The last one that was sent, while not both of it are back. */
  #pair: PathPair | undefined
  #quiet = false

  /** `onUp` once, when the first message is back; `onQuiet` when none comes back for a moment, and when one does again;
   * `onGone` when none came back in time. How wide the path is, is told to `width`. */
  constructor(
    out: types.DataProducer,
    back: types.DataConsumer,
    width: PathWidth,
    { onUp, onQuiet, onGone }: { onUp: () => void; onQuiet: () => void; onGone: (why: string) => void },
  ) {
    this.#out = out
    this.#width = width
    let up = false
    const become = (quiet: boolean): void => {
      if (quiet === this.#quiet) return
      this.#quiet = quiet
      onQuiet()
    }
    back.on('message', (message: unknown) => {
      this.#back(Number(message), performance.now())
      become(false)
      if (up) return
      up = true
      onUp()
    })
    out.on('open', () => this.#send())
    back.on('open', () => this.#send())
    this.#timer = setInterval(() => {
      this.#tick()
      const nowMs = performance.now()
      const silentMs = this.#window.silentMs(nowMs)
      if (silentMs === undefined && nowMs - this.#madeMs > UP_WITHIN_MS) onGone('not up in time')
      if (silentMs !== undefined && silentMs > QUIET_AFTER_MS) become(true)
      if (silentMs !== undefined && silentMs > (width.narrow ? FULL_GONE_AFTER_MS : GONE_AFTER_MS))
        onGone('nothing comes back')
    }, EVERY_MS)
    this.#send()
  }

  /** Nothing has come back for a moment. */
  get quiet(): boolean {
    return this.#quiet
  }

  measured(): PathMeasured {
    return this.#window.measured(performance.now())
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    this.#ticks += 1
    const { narrow } = this.#width
    if (this.#ticks % (narrow ? NARROW_PAIR_TICKS : PAIR_TICKS) === 0) this.#sendPair()
    else if (!narrow || this.#ticks % NARROW_TICKS === 0) this.#send()
  }

  #sendPair(): void {
    if (this.#pair !== undefined) this.#told(undefined)
    // What still waits here for its turn would make the two wait for each other.
    if (this.#out.readyState !== 'open' || this.#out.bufferedAmount > 0) return
    this.#pair = new PathPair(this.#number + 1)
    this.#send(paired)
    this.#send(paired)
  }

  #send(written: (number: number) => string = String): void {
    if (this.#out.readyState !== 'open') return
    this.#number += 1
    this.#window.sent(this.#number, performance.now())
    this.#out.send(written(this.#number))
  }

  #back(number: number, nowMs: number): void {
    this.#window.back(number, nowMs)
    const kbps = this.#pair?.back(number, nowMs)
    if (kbps !== undefined) this.#told(kbps)
  }

  /** What came of the last pair. */
  #told(kbps: number | undefined): void {
    this.#pair = undefined
    this.#width.pair(kbps, this.measured().lossPercent)
  }
}
