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

/**
 * Makes of every alarm of one recording one exception, once it is over: whether what was late has been kept in the end
 * is only known then, and what has failed may be what the fact is written to.
 */
export class ExceptionWatch {
  #open: { readonly fromMs: number; unsafe: Unsafe } | undefined
  /** Losses that an exception has told. */
  #lossesTold = 0

  /** @returns the exception that is over with this moment, if one is. */
  look({ atMs, safeUpToMs, unsafe, losses }: Moment): Exception | undefined {
    if (unsafe !== undefined) {
      this.#open ??= { fromMs: Math.round(Math.min(atMs, safeUpToMs)), unsafe }
      // A disk that refuses stalls first: the more certain of the two is the cause.
      if (this.#open.unsafe.cause === 'disk-stalled') this.#open.unsafe = unsafe
      return undefined
    }
    return this.#over(losses, false, atMs)
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

  #over(losses: number, lost: boolean, untilMs: number | undefined): Exception | undefined {
    if (this.#open === undefined) return undefined
    const { fromMs, unsafe } = this.#open
    const outcome = lost || losses > this.#lossesTold ? 'lost' : 'kept'
    this.#open = undefined
    this.#lossesTold = losses
    return { ...unsafe, fromMs, ...(untilMs !== undefined && { untilMs: Math.round(untilMs) }), outcome }
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
  fromMs: Math.round(fromMs),
  ...(untilMs !== undefined && { untilMs: Math.round(untilMs) }),
  outcome: 'lost',
})
