import type { LineCommand } from './calls/commands.ts'
import type { LineAnswer, ServerPart } from './facts/lineStreams.ts'

/** A log that could not take a report is asked again after this. */
const RETRY_MS = 500

type Take = (line: string, part: ServerPart, command: LineCommand) => Promise<LineAnswer>

/**
 * What has happened to consoles and media on its way into the log, line by line in its order. A log that fails, on a
 * full disk say, makes reports late and loses none: a roster that never heard of a lost console would be wrong for ever.
 */
export class LineReports {
  readonly #take: Take
  /** By line: resolves when all that was told so far is in the log, or has been given up. */
  readonly #last = new Map<string, Promise<void>>()
  readonly #wakes = new Set<() => void>()
  #closed = false

  static create(take: Take): LineReports {
    return new LineReports(take)
  }

  private constructor(take: Take) {
    this.#take = take
  }

  /** @param stillSo is asked before each try: what is not so any more by then is not reported. */
  tell(line: string, part: ServerPart, command: LineCommand, stillSo: () => boolean = () => true): void {
    const before = this.#last.get(line) ?? Promise.resolve()
    this.#last.set(
      line,
      before.then(() => this.#untilTaken(line, part, command, stillSo)),
    )
  }

  /** What waits gets one more try; the next start of the server finds out for itself what has happened to a call. */
  async close(): Promise<void> {
    this.#closed = true
    for (const wake of this.#wakes) wake()
    await Promise.all(this.#last.values())
  }

  async #untilTaken(line: string, part: ServerPart, command: LineCommand, stillSo: () => boolean): Promise<void> {
    while (stillSo()) {
      const answer = await this.#take(line, part, command)
      // A refusal means that it came too late to matter.
      if (answer.ok || answer.refusal.code !== 'unavailable' || this.#closed) return
      await this.#pause()
    }
  }

  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, RETRY_MS)
    this.#wakes.add(resolve)
    await promise
    clearTimeout(timer)
    this.#wakes.delete(resolve)
  }
}
