import type { Exception, ExceptionCause } from '../protocol/exceptions.ts'

/** What keeps speech from being safe at this moment. */
export interface Unsafe {
  readonly cause: ExceptionCause
  /** What the disk or the recorder said. */
  readonly detail?: string
}

/** How safe a recording is at one moment, as all in the call are told it. */
export interface Moment {
  readonly atMs: number
  /** Everything that was said before is on the disk. */
  readonly safeUpToMs: number
  readonly unsafe: Unsafe | undefined
  /** How many packets, or stretches of them, have been given up so far. */
  readonly losses: number
}

interface Open {
  readonly fromMs: number
  unsafe: Unsafe
}

/** Moments come twice in a second. Where three are missing, consoles are about to raise the alarm by themselves. */
const LATE_MS = 1_500

/**
 * Makes of every alarm of one recording one exception, once it is over: whether what was late has been kept in the end
 * is only known then, and what has failed may be what the fact is written to.
 */
export class ExceptionWatch {
  #open: Open | undefined
  #before: Moment | undefined
  /** When all was well for the last time. */
  #losses = 0

  /** @returns the exception that is over with this moment, if one is. */
  look(moment: Moment): Exception | undefined {
    const { atMs, safeUpToMs, losses } = moment
    const before = this.#before
    // What is given up is not safe, whatever the disk says in that moment.
    const loses = this.#open === undefined && before !== undefined && losses > before.losses
    const unsafe = moment.unsafe ?? (loses ? ({ cause: 'disk-stalled' } as const) : undefined)
    this.#before = moment
    if (before !== undefined && atMs - before.atMs > LATE_MS) {
      // Nothing was told meanwhile: the process had no time to, or the machine was suspended.
      this.#begin(before.safeUpToMs, { cause: 'server-stalled' })
    }
    if (unsafe === undefined) {
      const over = this.#over(losses, false, atMs)
      this.#losses = losses
      return over
    }
    const open = this.#begin(Math.min(atMs, safeUpToMs), unsafe)
    // A disk that refuses stalls first: the more certain of the two is the cause.
    if (open.unsafe.cause === 'disk-stalled') open.unsafe = unsafe
    return undefined
  }

  /**
   * The recording is over, or this server's part of it.
   *
   * @param lost whether something that waited has been given up with it.
   * @param untilMs when, if it was not the end of the call.
   */
  end(losses: number, lost: boolean, untilMs?: number): Exception | undefined {
    return this.#over(losses, lost, untilMs)
  }

  /** @returns the exception that goes on from now. */
  #begin(fromMs: number, unsafe: Unsafe): Open {
    return (this.#open ??= { fromMs: Math.floor(fromMs), unsafe })
  }

  #over(losses: number, lost: boolean, untilMs: number | undefined): Exception | undefined {
    if (this.#open === undefined) return undefined
    const { fromMs, unsafe } = this.#open
    const outcome = lost || losses > this.#losses ? 'lost' : 'kept'
    this.#open = undefined
    return { ...unsafe, fromMs, ...(untilMs !== undefined && { untilMs: Math.ceil(untilMs) }), outcome }
  }
}

/** A stretch of a call without a recorder, by the manifest of its record. Without an end it lasts as long as the call. */
export interface Interruption {
  readonly fromMs: number
  readonly untilMs?: number
}

/** What was said while there was no server, and the last tenth of a second before, is nowhere. */
export const serverLost = ({ fromMs, untilMs }: Interruption): Exception => ({
  cause: 'server-lost',
  fromMs: Math.floor(fromMs),
  ...(untilMs !== undefined && { untilMs: Math.ceil(untilMs) }),
  outcome: 'lost',
})
