import type { SentKind } from '../protocol/words.ts'

/** Long enough that what a broken path kept back and brings at once is none. */
const WINDOW_MS = 2_000
const MEGABIT_BYTES = 125_000
/** Opus has at most half a megabit a second; a camera of three layers, or a screen, has two and a half here. */
const MOST_BYTES: Readonly<Record<SentKind, number>> = {
  microphone: 2 * MEGABIT_BYTES,
  interpretation: 2 * MEGABIT_BYTES,
  caucus: 2 * MEGABIT_BYTES,
  camera: 32 * MEGABIT_BYTES,
  screen: 32 * MEGABIT_BYTES,
}

/** Tells what nobody's microphone or camera sends from what is: all that comes is recorded, and a disk is only so large. */
export class FloodMeter {
  readonly #most: number
  #sinceMs = Number.NEGATIVE_INFINITY
  #bytes = 0

  constructor(kind: SentKind) {
    this.#most = MOST_BYTES[kind]
  }

  /** @returns whether with this packet it is more than such a track can send. */
  floods(bytes: number, atMs: number): boolean {
    if (atMs - this.#sinceMs >= WINDOW_MS) {
      this.#sinceMs = atMs
      this.#bytes = 0
    }
    this.#bytes += bytes
    return this.#bytes > this.#most
  }
}
