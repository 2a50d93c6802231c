import { isDeepStrictEqual } from 'node:util'
import type { LineCommand } from '../calls/commands.ts'
import type { ConsoleReport, PresentConsole } from '../protocol/consoles.ts'
import type { PathHistory } from '../protocol/pathHistory.ts'
import { Attendance } from './attendance.ts'
import { changesLegs } from './busy.ts'
import type { Consoles, SignedIn } from './consoles.ts'
import { MEASURE_EVERY_MS, PathMemory } from './pathMemory.ts'
import type { DirectoryPort, LinesPort } from './ports.ts'
import { Presence, processTimer } from './presence.ts'
import { LOOK_EVERY_MS, Pulses } from './pulses.ts'

export interface ConsoleWatchOptions {
  readonly consoles: Consoles
  readonly lines: Pick<LinesPort, 'names' | 'definition' | 'state' | 'isBroken' | 'onChange'>
  readonly directory: Pick<DirectoryPort, 'person'>
  readonly clock: () => number
  readonly unattendedAfterMs: number
  readonly report: (line: string, command: LineCommand, stillSo: () => boolean) => void
  readonly tell: (line: string, consoles: PresentConsole[]) => void
}

/** Those that are missing are counted in seconds. */
const ATTENDANCE_EVERY_MS = 1_000

/** Watches the consoles that are signed in: what each says of itself, whether it says anything, and who is told of it. */
export class ConsoleWatch {
  readonly #lines: ConsoleWatchOptions['lines']
  readonly #clock: () => number
  readonly #presence: Presence
  readonly #pulses: Pulses
  readonly #paths: PathMemory
  readonly #endings: (() => void)[]

  static create(options: ConsoleWatchOptions): ConsoleWatch {
    return new ConsoleWatch(options)
  }

  private constructor({ consoles, lines, directory, clock, unattendedAfterMs, report, tell }: ConsoleWatchOptions) {
    this.#lines = lines
    this.#clock = clock
    const presentOn = (line: string): PresentConsole[] => {
      const definition = lines.definition(line)
      return definition ? consoles.presentOn(definition) : []
    }
    const attendance = new Attendance({ lines, presentOn, clock, unattendedAfterMs, report })
    this.#presence = new Presence({
      ...{ consoles, lines, directory, timer: processTimer },
      tell: (line, present) => {
        tell(line, present)
        attendance.look()
      },
    })
    this.#pulses = new Pulses({
      consoles: () => consoles.all,
      clock,
      countedMs: () => performance.now(),
      onChange: (signedIn) => this.#presence.changed(signedIn),
    })
    this.#paths = new PathMemory({ clock, lines: () => lines.names, presentOn })
    const timers = [
      setInterval(() => this.#pulses.look(), LOOK_EVERY_MS),
      setInterval(() => attendance.look(), ATTENDANCE_EVERY_MS),
      setInterval(() => this.#paths.look(), MEASURE_EVERY_MS),
    ]
    this.#endings = [
      () => timers.forEach(clearInterval),
      () => this.#presence.close(),
      lines.onChange((line, entry, state) => {
        if (!changesLegs(entry)) return
        for (const leg of state.call?.legs ?? []) {
          const signedIn = consoles.of(leg.console)
          if (signedIn) this.#presence.busyChanged(signedIn, line)
        }
      }),
    ]
  }

  /** It has come, or is gone. */
  changed(signedIn: SignedIn): void {
    this.#presence.changed(signedIn)
  }

  reported(signedIn: SignedIn, said: ConsoleReport): void {
    if (isDeepStrictEqual(signedIn.report, said)) return
    const { paths: _before, ...before } = signedIn.report
    const { paths: _now, ...now } = said
    signedIn.report = said
    if (said.armed !== before.armed) {
      signedIn.armedSinceMs = said.armed ? this.#clock() : undefined
      signedIn.silentSinceMs = undefined
      this.#pulses.heard(signedIn)
    }
    if (isDeepStrictEqual(before, now)) this.#presence.measured(signedIn)
    else this.#presence.changed(signedIn)
  }

  beat(signedIn: SignedIn): void {
    this.#pulses.heard(signedIn)
  }

  paths(line: string): PathHistory {
    return this.#paths.read(line, this.#lines.definition(line)?.parties ?? [])
  }

  close(): void {
    for (const end of this.#endings) end()
  }
}
