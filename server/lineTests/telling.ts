import type { LineCommand } from '../calls/commands.ts'
import type { TestLines, TestTimers } from './ports.ts'

/** A log that took no report is asked again after this. */
const RETRY_MS = 1_000

/** What tests tell lines and rooms, until the log has it: a full disk makes it late. Closed, it leaves no timer behind. */
export class Telling {
  readonly #lines: Pick<TestLines, 'report'>
  readonly #timers: TestTimers
  readonly #wakes = new Set<() => void>()
  #closed = false

  constructor(lines: Pick<TestLines, 'report'>, timers: TestTimers) {
    this.#lines = lines
    this.#timers = timers
  }

  /**
   * @param wanted is asked before each try.
   * @returns whether it was taken; a refusal means that it came too late to matter.
   */
  async untilTaken(line: string, command: LineCommand, wanted: () => boolean = () => true): Promise<boolean> {
    while (!this.#closed && wanted()) {
      const { ok, refusal } = await this.#lines.report(line, command)
      if (ok || refusal?.code !== 'unavailable') return ok
      await this.pause(RETRY_MS)
    }
    return false
  }

  /** Over early when this is closed. */
  async pause(delayMs: number): Promise<void> {
    if (this.#closed) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const stopTimer = this.#timers.after(delayMs, resolve)
    this.#wakes.add(resolve)
    await promise
    stopTimer()
    this.#wakes.delete(resolve)
  }

  /** The server is being closed: the next start finds what is open. */
  close(): void {
    this.#closed = true
    for (const wake of this.#wakes) wake()
  }
}
