import type { LineCommand } from './calls/commands.ts'
import type { ServerPart } from './facts/lineStreams.ts'
import type { Refusal } from './protocol/refusal.ts'

/** A log that could not take a report is asked again after this. */
const RETRY_MS = 500

export interface LineReportsOptions {
  /** One try; `unavailable` means that the log could not take it now. Never throws. */
  readonly take: (
    line: string,
    part: ServerPart,
    command: LineCommand,
    commandId?: string,
  ) => Promise<{ readonly ok: boolean; readonly refusal?: Refusal }>
  /** @returns what stops the timer. */
  readonly after?: (delayMs: number, run: () => void) => () => void
}

/**
 * What has happened, on its way into the log. A log that fails, on a full disk say, makes reports late and loses none: a
 * roster that never heard of a lost console would be wrong for ever.
 */
export class LineReports {
  readonly #options: LineReportsOptions
  /** By line: resolves when all that was told so far is in the log, or has been given up. */
  readonly #last = new Map<string, Promise<unknown>>()
  readonly #underWay = new Set<Promise<boolean>>()
  readonly #wakes = new Set<() => void>()
  #closed = false

  static create(options: LineReportsOptions): LineReports {
    return new LineReports(options)
  }

  private constructor(options: LineReportsOptions) {
    this.#options = options
  }

  /**
   * Line by line in the order in which it was told.
   *
   * @param stillSo is asked before each try: what is not so any more by then is not reported.
   */
  tell(line: string, part: ServerPart, command: LineCommand, stillSo: () => boolean = () => true): void {
    const before = this.#last.get(line) ?? Promise.resolve()
    this.#last.set(
      line,
      before.then(() => this.untilTaken(line, part, command, stillSo)),
    )
  }

  /**
   * By itself, whatever else waits for the same line.
   *
   * @param stillSo as above.
   * @param commandId the same for the same report, which is then one fact however often it is told.
   * @returns whether it was taken; a refusal means that it came too late to matter.
   */
  async untilTaken(
    line: string,
    part: ServerPart,
    command: LineCommand,
    stillSo: () => boolean = () => true,
    commandId?: string,
  ): Promise<boolean> {
    const telling = this.#untilTaken(stillSo, () => this.#options.take(line, part, command, commandId))
    this.#underWay.add(telling)
    return await telling.finally(() => this.#underWay.delete(telling))
  }

  /** What waits gets one more try; the next start of the server finds out for itself what has happened to a call. */
  async close(): Promise<void> {
    this.#closed = true
    for (const wake of this.#wakes) wake()
    await Promise.all([...this.#last.values(), ...this.#underWay])
  }

  async #untilTaken(stillSo: () => boolean, take: () => ReturnType<LineReportsOptions['take']>): Promise<boolean> {
    while (stillSo()) {
      const { ok, refusal } = await take()
      if (ok || refusal?.code !== 'unavailable' || this.#closed) return ok
      await this.#pause()
    }
    return false
  }

  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { after = afterMs } = this.#options
    const stopTimer = after(RETRY_MS, resolve)
    this.#wakes.add(resolve)
    await promise
    stopTimer()
    this.#wakes.delete(resolve)
  }
}

function afterMs(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
