import type { Logger } from 'pino'
import type { LineCommand } from './calls/commands.ts'
import { isRoom } from './calls/room.ts'
import type { CallTiming } from './calls/timing.ts'
import type { Config } from './config.ts'
import type { LineDoors } from './lineDoors.ts'
import type { LineReports } from './lineReports.ts'
import { LineTests } from './lineTests/lineTests.ts'
import type { Media } from './media/media.ts'
import type { Owned } from './owned.ts'
import type { PresentConsole } from './protocol/consoles.ts'
import type { LineState } from './protocol/lineState.ts'
import type { RecordingDirector } from './recording/director.ts'
import type { RecordLibrary } from './recording/recordLibrary.ts'
import { Deadlines } from './ringing/deadlines.ts'
import { LateInterpreters } from './ringing/lateInterpreters.ts'
import { Preemption } from './ringing/preemption.ts'
import { RollCalls } from './ringing/rollCalls.ts'
import { TurnLamps } from './ringing/turnLamps.ts'

export interface ActingOptions {
  readonly config: Config
  readonly timing: CallTiming
  readonly clock: () => number
  readonly doors: LineDoors
  readonly reports: LineReports
  readonly director: RecordingDirector
  readonly media: Media
  readonly library: RecordLibrary
  readonly present: (line: string) => PresentConsole[]
  readonly log: Logger
  readonly owned: Owned
}

/** All that acts on the state of lines: each part compares it with what is, and tells what has happened. */
export class Acting {
  readonly tests: LineTests
  readonly #director: RecordingDirector
  readonly #media: Media
  readonly #deadlines: Deadlines
  readonly #preemption: Preemption
  readonly #lateInterpreters: LateInterpreters
  readonly #rollCalls: RollCalls
  readonly #turnLamps: TurnLamps

  constructor(options: ActingOptions) {
    const { config, timing, clock, doors, reports, director, media, library, present, log, owned } = options
    const { lines } = doors
    const report: LineDoors['report'] = async (line, ...rest) => await doors.report(line, ...rest)
    this.#director = director
    this.#media = media
    this.#deadlines = owned(
      Deadlines.create({ clock, timing, report: (line, command) => report(line, 'ringing', command) }),
    )
    const ring = async (line: string, command: LineCommand) => await report(line, 'ringing', command)
    const states = () => lines.names.flatMap((name) => lines.state(name) ?? [])
    this.#preemption = owned(Preemption.create({ states, signedIn: present, report: ring }))
    this.#lateInterpreters = new LateInterpreters({ clock, timing, states, present, report: ring })
    this.#rollCalls = owned(
      RollCalls.create({
        clock,
        definition: (line) => lines.definition(line),
        report: (line, command, commandId) => report(line, 'ringing', command, commandId),
      }),
    )
    this.#turnLamps = owned(TurnLamps.create({ clock, report: (line, command) => report(line, 'ringing', command) }))
    this.tests = owned(
      LineTests.create({
        clock,
        everyMinutes: config.lineTestEveryMinutes,
        lines: {
          get names() {
            return lines.names
          },
          state: (line) => doors.state(line),
          isBroken: (line) => lines.isBroken(line),
          report: (line, command) => report(line, 'testing', command),
          reportUntilTaken: (line, command, wanted) => reports.untilTaken(line, 'testing', command, wanted),
        },
        media,
        records: {
          verify: (callId) => library.verify(callId),
          countsOf: (callId) => library.tests.countsOf(callId),
        },
        log,
      }),
    )
  }

  /** To be called with every new state of a line or of a test room, and once with each state found at the start. */
  stateChanged(state: LineState): void {
    const { line } = state
    this.#director.stateChanged(state)
    this.#media.stateChanged(line)
    this.tests.stateChanged(state)
    // Nothing rings in a room, and what is open there is closed by its test.
    if (isRoom(line)) return
    this.#deadlines.stateChanged(state)
    this.#preemption.look()
    this.#rollCalls.stateChanged(state)
    this.#turnLamps.stateChanged(state)
  }

  /** Others speak on a line than before. */
  speakersChanged(line: string, consoles: readonly string[]): void {
    if (!isRoom(line)) this.#turnLamps.speakersChanged(line, consoles)
  }

  /**
   * Lines are defined otherwise: roll-calls may have been agreed anew, a new line is to be tested as well, and a ring may be
   * for others than it was.
   */
  definitionsChanged(states: readonly LineState[]): void {
    this.#preemption.look()
    for (const state of states) {
      this.#rollCalls.stateChanged(state)
      this.tests.stateChanged(state)
    }
  }

  /** A console has signed in: where a flash call rings, it is taken out of a lower one; an interpreter is rung. */
  consoleCame(console: string): void {
    this.#preemption.look()
    this.#lateInterpreters.consoleCame(console)
  }
}
