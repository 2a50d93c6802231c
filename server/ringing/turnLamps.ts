import type { LineCommand } from '../calls/commands.ts'
import { liveCall } from '../calls/roster.ts'
import { turnDue, type HeardOnFloor } from '../calls/turnLamp.ts'
import type { LineState } from '../protocol/lineState.ts'

export interface TurnLampsOptions {
  readonly clock: () => number
  readonly report: (line: string, command: LineCommand) => Promise<{ readonly ok: boolean }>
}

/** A log that fails is asked again this often. */
const RETRY_MS = 1_000

interface OfLine {
  state: LineState | undefined
  heard: HeardOnFloor
  timer: NodeJS.Timeout | undefined
}

/** Turns the lamp of consecutive mode by what is heard on the floor of each line: one fact for each change of it. */
export class TurnLamps {
  readonly #options: TurnLampsOptions
  readonly #lines = new Map<string, OfLine>()
  #closed = false

  static create(options: TurnLampsOptions): TurnLamps {
    return new TurnLamps(options)
  }

  private constructor(options: TurnLampsOptions) {
    this.#options = options
  }

  /** To be called with every new state of a line. */
  stateChanged(state: LineState): void {
    const of = this.#of(state.line)
    of.state = state
    this.#look(state.line, of)
  }

  /** Others speak on the floor of a line than before. */
  speakersChanged(line: string, consoles: readonly string[]): void {
    const of = this.#of(line)
    const nowMs = this.#options.clock()
    const { speaking, stopped } = of.heard
    const silent = [...speaking.keys()].filter((console) => !consoles.includes(console))
    of.heard = {
      speaking: new Map(consoles.map((console) => [console, speaking.get(console) ?? nowMs])),
      stopped: new Map([...stopped, ...silent.map((console) => [console, nowMs] as const)]),
    }
    // What was said in calls before counts for nothing.
    if (consoles.length === 0 && of.state !== undefined && liveCall(of.state) === undefined) this.#lines.delete(line)
    this.#look(line, of)
  }

  close(): void {
    this.#closed = true
    for (const { timer } of this.#lines.values()) clearTimeout(timer)
    this.#lines.clear()
  }

  #of(line: string): OfLine {
    const known = this.#lines.get(line)
    if (known !== undefined) return known
    const made: OfLine = { state: undefined, heard: { speaking: new Map(), stopped: new Map() }, timer: undefined }
    this.#lines.set(line, made)
    return made
  }

  #look(line: string, of: OfLine, atLeastMs = 0): void {
    clearTimeout(of.timer)
    const call = of.state && liveCall(of.state)
    const due = call && turnDue(call, of.heard)
    if (call?.consecutive === undefined || due === undefined || this.#closed) return
    const { callId, consecutive } = call
    const waitMs = Math.max(atLeastMs, due.atMs - this.#options.clock())
    of.timer = setTimeout(() => {
      // `setTimeout` counts whole milliseconds of another clock.
      if (this.#options.clock() < due.atMs) {
        this.#look(line, of)
        return
      }
      const command = { name: 'turn:tell', callId, from: consecutive.turn, turn: due.turn } as const
      void this.#options.report(line, command).then(({ ok }) => {
        if (!ok) this.#look(line, of, RETRY_MS)
      })
    }, waitMs)
  }
}
