import type { types } from 'mediasoup-client'
import { PathWindow, type PathMeasured } from './pathWindow.ts'

/** Five a second: enough to tell one lost in fifty within ten seconds, and nothing beside a picture. */
const EVERY_MS = 200
/** A path on which nothing has come back for so long is gone, whatever the transports still believe. */
const GONE_AFTER_MS = 4_000
/** So long without anything is not loss any more: said at once, while the path may still come back by itself. */
const QUIET_AFTER_MS = 1_500
/** ICE and DTLS have this long at first. */
const UP_WITHIN_MS = 10_000

/** The numbered messages that go round on a warm line's data channels, as long as it lives. */
export class Probe {
  readonly #out: types.DataProducer
  readonly #window = new PathWindow()
  readonly #timer: ReturnType<typeof setInterval>
  readonly #madeMs = performance.now()
  #number = 0
  #quiet = false

  /** `onUp` once, when the first message is back; `onQuiet` when none comes back for a moment, and when one does again;
   * `onGone` when none came back in time. */
  constructor(
    out: types.DataProducer,
    back: types.DataConsumer,
    { onUp, onQuiet, onGone }: { onUp: () => void; onQuiet: () => void; onGone: (why: string) => void },
  ) {
    this.#out = out
    let up = false
    const become = (quiet: boolean): void => {
      if (quiet === this.#quiet) return
      this.#quiet = quiet
      onQuiet()
    }
    back.on('message', (message: unknown) => {
      this.#window.back(Number(message), performance.now())
      become(false)
      if (up) return
      up = true
      onUp()
    })
    out.on('open', () => this.#send())
    back.on('open', () => this.#send())
    this.#timer = setInterval(() => {
      this.#send()
      const nowMs = performance.now()
      const silentMs = this.#window.silentMs(nowMs)
      if (silentMs === undefined && nowMs - this.#madeMs > UP_WITHIN_MS) onGone('not up in time')
      if (silentMs !== undefined && silentMs > QUIET_AFTER_MS) become(true)
      if (silentMs !== undefined && silentMs > GONE_AFTER_MS) onGone('nothing comes back')
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

  #send(): void {
    if (this.#out.readyState !== 'open') return
    this.#number += 1
    this.#window.sent(this.#number, performance.now())
    this.#out.send(String(this.#number))
  }
}
