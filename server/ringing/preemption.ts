import type { LineCommand } from '../calls/commands.ts'
import { preemptions, type LineView, type WantedOnLine } from '../calls/otherLines.ts'
import type { Refusal } from '../protocol/refusal.ts'

export interface PreemptionOptions {
  /** Every line as it is now, with who is signed in on it. */
  readonly lines: () => readonly LineView[]
  readonly report: (line: string, command: LineCommand) => Promise<{ readonly ok: boolean; readonly refusal?: Refusal }>
}

/** A log that fails is asked again this often: a flash ring should not share a console for longer. */
const RETRY_MS = 1000

/**
 * Gives a flash ring the whole console: holds the legs of consoles in lower calls, and gives them back when the ring is
 * over. It remembers nothing: what should be held is computed from the states of all lines each time, so that it goes on
 * after a restart where it was.
 */
export class Preemption {
  readonly #options: PreemptionOptions
  /** What has been reported and is not in the log yet. */
  readonly #underWay = new Set<string>()
  #again: NodeJS.Timeout | undefined
  #closed = false

  static create(options: PreemptionOptions): Preemption {
    return new Preemption(options)
  }

  private constructor(options: PreemptionOptions) {
    this.#options = options
  }

  /** To be called after every change of any line, and once at the start. */
  stateChanged(): void {
    if (this.#closed) return
    for (const wanted of preemptions(this.#options.lines())) void this.#report(wanted)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#again)
  }

  async #report({ line, command }: WantedOnLine): Promise<void> {
    const name = `${line} ${command.name} ${command.callId} ${command.console}`
    if (this.#underWay.has(name)) return
    this.#underWay.add(name)
    const answer = await this.#options.report(line, command)
    this.#underWay.delete(name)
    // What the log has taken changed the line, and everything was looked at again then.
    if (this.#closed || answer.ok || answer.refusal?.code !== 'unavailable') return
    clearTimeout(this.#again)
    this.#again = setTimeout(() => this.stateChanged(), RETRY_MS)
  }
}
