import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Waits between tries when the log fails, 1.27 s in all: longer than a lock or a stall of a busy disk, shorter than the
 * patience of somebody who has clicked *Call now*.
 */
export const RETRY_WAITS_MS = [10, 20, 40, 80, 160, 320, 640]

/**
 * The log did not answer, however often it was asked. Sending the same command again with the same identifier is safe:
 * it gets the first answer when there was one.
 */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable'
  readonly code = 'log-unavailable'
  /** Whether the command may stand in the log all the same. False: it certainly has not happened. */
  readonly mayHaveHappened: boolean

  constructor(mayHaveHappened: boolean, cause: unknown) {
    const happened = mayHaveHappened ? 'The command may have happened all the same.' : 'The command has not happened.'
    super(`The log does not answer. ${happened}`, { cause })
    this.mayHaveHappened = mayHaveHappened
  }
}

/** How much longer one command waits for a log that fails: a growing wait after each failure, and then no more. */
export class Patience {
  /** Set when an append was answered `unknown`, until it is known what became of it. */
  mayHaveHappened = false
  readonly #waitsMs: readonly number[]
  #failures = 0

  constructor(waitsMs: readonly number[]) {
    this.#waitsMs = waitsMs
  }

  /** @throws LogUnavailable when the waits are used up. */
  async afterFailure(cause: unknown): Promise<void> {
    const waitMs = this.#waitsMs[this.#failures]
    if (waitMs === undefined) throw new LogUnavailable(this.mayHaveHappened, cause)
    this.#failures += 1
    await sleep(waitMs)
  }
}
