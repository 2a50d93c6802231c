import type { ConsoleId } from '../protocol/identifiers.ts'

/**
 * A path that has been narrow counts as narrow for so long after. Each change has everybody in the call send their voice
 * anew, which nobody's console is to bring about again and again.
 */
const STAYS_MS = 20_000

interface Told {
  readonly narrow: boolean
  /** When it was said to be narrow last, or to be so no more. */
  readonly atMs: number
}

/** Which consoles of a line have a path that is too narrow for pictures, as they have measured it themselves. */
export class NarrowPaths {
  readonly #told = new Map<ConsoleId, Told>()

  tell(console: ConsoleId, narrow: boolean, atMs: number): void {
    // What never was narrow is nothing to be told of.
    if (narrow || this.#told.get(console)?.narrow === true) this.#told.set(console, { narrow, atMs })
  }

  has(console: ConsoleId, nowMs: number): boolean {
    const told = this.#told.get(console)
    return told !== undefined && (told.narrow || nowMs - told.atMs < STAYS_MS)
  }

  /** Keeps what counts, of the consoles that still have a warm line. */
  forget(isWarm: (console: ConsoleId) => boolean, nowMs: number): void {
    for (const console of this.#told.keys()) {
      if (!isWarm(console) || !this.has(console, nowMs)) this.#told.delete(console)
    }
  }
}
