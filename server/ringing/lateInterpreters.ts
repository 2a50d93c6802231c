import type { LineCommand } from '../calls/commands.ts'
import { ringsLateInterpreters } from '../calls/interpreterRings.ts'
import { liveCall } from '../calls/roster.ts'
import type { CallTiming } from '../calls/timing.ts'
import type { PresentConsole } from '../protocol/consoles.ts'
import type { LineState } from '../protocol/lineState.ts'

export interface LateInterpretersOptions {
  readonly clock: () => number
  readonly timing: CallTiming
  readonly states: () => readonly LineState[]
  readonly present: (line: string) => readonly PresentConsole[]
  readonly report: (line: string, command: LineCommand) => Promise<unknown>
}

/**
 * Has a call that still rings ring an interpreter who signs in as well. Their ring is sent to those who are there, and not
 * to a party as others are: without one of them there is none that could be theirs.
 */
export class LateInterpreters {
  readonly #options: LateInterpretersOptions

  constructor(options: LateInterpretersOptions) {
    this.#options = options
  }

  consoleCame(console: string): void {
    const { clock, timing, states, present, report } = this.#options
    for (const state of states()) {
      const call = liveCall(state)
      if (call === undefined || !ringsLateInterpreters(call, clock(), timing)) continue
      const who = present(state.line).find((one) => one.console === console)
      if (who?.role !== 'interpreter') continue
      void report(state.line, { name: 'interpreters:ring', callId: call.callId, console })
    }
  }
}
