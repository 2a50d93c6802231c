import type { SignedIn } from './consoles.ts'

/**
 * An armed console says twice a second that it lives. A browser lets the timers of a page that nobody looks at run once a
 * second, all at the same moment, so a healthy one is never quiet for much more than that; half a second is left for the
 * network and for a machine that is busy. A page that is asleep, stopped or cut off is shown within two seconds: this limit,
 * one look, and the quarter of a second for which news of consoles may wait (`presence.ts`).
 */
const SILENT_AFTER_MS = 1_500
export const LOOK_EVERY_MS = 100
/** Of the time between two looks no more than this counts. What is over it was this server's own absence. */
const COUNTED_MS = 2 * LOOK_EVERY_MS

export interface PulsesOptions {
  readonly consoles: () => Iterable<SignedIn>
  /** Server time, for what is told. */
  readonly clock: () => number
  /** Of an even clock, for what is counted. */
  readonly countedMs: () => number
  /** A console has fallen silent, or is heard again. */
  readonly onChange: (signedIn: SignedIn) => void
}

/**
 * Tells which armed consoles are silent. What counts is only the time in which this server could have heard them: while it
 * is held up itself, what they have said lies unread, and nobody is to be blamed for that.
 */
export class Pulses {
  readonly #options: PulsesOptions
  /** How long this server has listened, and when it looked last. */
  #listenedMs = 0
  #lookedAtMs: number
  readonly #heard = new WeakMap<SignedIn, { readonly listenedMs: number; readonly atMs: number }>()

  constructor(options: PulsesOptions) {
    this.#options = options
    this.#lookedAtMs = options.countedMs()
  }

  /** It has just said that it lives. */
  heard(signedIn: SignedIn): void {
    this.#heard.set(signedIn, { listenedMs: this.#listenedMs, atMs: this.#options.clock() })
    if (signedIn.silentSinceMs === undefined) return
    signedIn.silentSinceMs = undefined
    this.#options.onChange(signedIn)
  }

  /** To be called every `LOOK_EVERY_MS`. */
  look(): void {
    const nowMs = this.#options.countedMs()
    this.#listenedMs += Math.min(nowMs - this.#lookedAtMs, COUNTED_MS)
    this.#lookedAtMs = nowMs
    for (const signedIn of this.#options.consoles()) {
      // One that is not armed rings without a sound anyway, and its page may be asleep: it is not asked to beat.
      if (!signedIn.report.armed || signedIn.silentSinceMs !== undefined) continue
      const last = this.#heard.get(signedIn)
      if (last === undefined) this.heard(signedIn)
      else if (this.#listenedMs - last.listenedMs > SILENT_AFTER_MS) {
        signedIn.silentSinceMs = last.atMs
        this.#options.onChange(signedIn)
      }
    }
  }
}
