import type { LineCommand } from '../calls/commands.ts'
import { mayTouchOthers, preemptions, type LineView, type WantedOnLine } from '../calls/otherLines.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { Refusal } from '../protocol/refusal.ts'

export interface PreemptionOptions {
  /** Every line as it is now. */
  readonly states: () => readonly LineState[]
  /** Who is signed in on a line; it costs more than all the rest, and is asked for only while something rings there. */
  readonly signedIn: (line: string) => LineView['signedIn']
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

  /**
   * To be called after every change of any line, of the directory and of who is signed in, and once at the start. Most
   * changes are of lines that have nothing to do with each other.
   */
  look(): void {
    if (this.#closed) return
    const states = this.#options.states()
    if (!mayTouchOthers(states)) return
    for (const wanted of preemptions(states.map((state) => this.#viewOf(state)))) void this.#report(wanted)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#again)
  }

  #viewOf(state: LineState): LineView {
    let found: LineView['signedIn'] | undefined
    const find = (): LineView['signedIn'] => (found ??= this.#options.signedIn(state.line))
    return {
      state,
      get signedIn() {
        return find()
      },
    }
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
    this.#again = setTimeout(() => this.look(), RETRY_MS)
  }
}
