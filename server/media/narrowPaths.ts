import type { ConsoleId } from '../protocol/identifiers.ts'

/**
 * A path that has been narrow counts as narrow for so long after, for twice as long after the second time, and so on. Each
 * change has everybody in the call send their voice anew, which no console that wavers, or lies, is to bring about again and
 * again.
 */
const STAYS_MS = 20_000
const MOST_TIMES = 30
/** After so long a console that wavered begins anew. */
const KEPT_MS = 60 * 60_000

interface Told {
  readonly narrow: boolean
  /** When it was said to be narrow last, or to be so no more. */
  readonly atMs: number
  /** How often it has become so. */
  readonly times: number
}

/** Which consoles of a line have a path that is too narrow for pictures, as they have measured it themselves. */
export class NarrowPaths {
  readonly #told = new Map<ConsoleId, Told>()

  tell(console: ConsoleId, narrow: boolean, atMs: number): void {
    const told = this.#told.get(console)
    if (narrow) this.#told.set(console, { narrow, atMs, times: (told?.times ?? 0) + (this.has(console, atMs) ? 0 : 1) })
    // What was not narrow is nothing to be told of.
    else if (told?.narrow === true) this.#told.set(console, { ...told, narrow, atMs })
  }

  has(console: ConsoleId, nowMs: number): boolean {
    const told = this.#told.get(console)
    return told !== undefined && (told.narrow || nowMs - told.atMs < STAYS_MS * Math.min(told.times, MOST_TIMES))
  }

  /** Whoever has no warm line any more has no path; what they said counts for as long as if they had said otherwise now. */
  forget(isWarm: (console: ConsoleId) => boolean, nowMs: number): void {
    for (const [console, { narrow, atMs }] of this.#told) {
      if (narrow && !isWarm(console)) this.tell(console, false, nowMs)
      if (!narrow && nowMs - atMs > KEPT_MS) this.#told.delete(console)
    }
  }
}
