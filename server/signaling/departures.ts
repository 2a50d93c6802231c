import type { LineCommand } from '../calls/commands.ts'
import { legOf, liveCall, placeOnLine } from '../calls/roster.ts'
import type { DirectoryPort, LinesPort } from './ports.ts'

export interface DeparturesOptions {
  readonly lines: Pick<LinesPort, 'names' | 'definition' | 'state'>
  readonly directory: Pick<DirectoryPort, 'person'>
  /** Takes to a line what has happened to its consoles, as soon as the log can be written and if it is still so then. */
  readonly report: (line: string, command: LineCommand, stillSo?: () => boolean) => void
  readonly isConnected: (consoleId: string) => boolean
}

/** What calls are told of consoles that are gone, and of people who may no longer be in them. */
export class Departures {
  readonly #options: DeparturesOptions

  constructor(options: DeparturesOptions) {
    this.#options = options
  }

  /** The calls that a console is in, here or away, each with its line. */
  callsWith(consoleId: string): [line: string, callId: string][] {
    return this.#options.lines.names.flatMap((line): [string, string][] => {
      const state = this.#options.lines.state(line)
      const call = state && liveCall(state)
      return call && legOf(call, consoleId) ? [[line, call.callId]] : []
    })
  }

  /** Its socket is gone: its legs are away. */
  lost(console: string): void {
    // A log that fails may take it late: a console that has come back by then is not lost any more.
    const isGone = (): boolean => !this.#options.isConnected(console)
    for (const [line, callId] of this.callsWith(console))
      this.#options.report(line, { name: 'leg:lose', callId, console }, isGone)
  }

  /**
   * To be called when a command of a console has been taken. Race: the console was lost while the command, by which it has
   * come into a call, still waited for the log; then there was no leg yet that could have been away.
   */
  commandTaken(console: string): void {
    if (!this.#options.isConnected(console)) this.lost(console)
  }

  /** Its person has signed out, or may no longer sign in. */
  removed(console: string, reason: 'left' | 'suspended'): void {
    for (const [line, callId] of this.callsWith(console))
      this.#options.report(line, { name: 'leg:remove', callId, console, reason })
  }

  /** Also of legs that are away and have no socket: the role under which a leg stands in the roster must be true. */
  misplaced(): void {
    const { directory, lines, report } = this.#options
    for (const name of lines.names) {
      const [line, state] = [lines.definition(name), lines.state(name)]
      const call = state && liveCall(state)
      for (const leg of call?.legs ?? []) {
        const who = directory.person(leg.person)
        if (!line || !call || leg.state === 'left') continue
        if (who && placeOnLine(who, line)?.role === leg.role) continue
        const reason = who && !who.suspended ? 'role-changed' : 'suspended'
        report(name, { name: 'leg:remove', callId: call.callId, console: leg.console, reason })
      }
    }
  }
}
