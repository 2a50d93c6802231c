import { hearsRings } from '../calls/attendance.ts'
import type { LineCommand } from '../calls/commands.ts'
import type { PresentConsole } from '../protocol/consoles.ts'
import type { LinesPort } from './ports.ts'

export interface AttendanceOptions {
  readonly lines: Pick<LinesPort, 'names' | 'definition' | 'state' | 'isBroken'>
  readonly presentOn: (line: string) => readonly PresentConsole[]
  readonly clock: () => number
  /** See `CallTiming`. */
  readonly unattendedAfterMs: number
  readonly report: (line: string, command: LineCommand, stillSo: () => boolean) => void
}

/** What is known of one party on one line beside the log. */
interface Watched {
  /** When it was last seen to be attended; absent while this server has not seen it so. */
  lastHeardMs: number | undefined
  /** Since when it is not, as far as this server has seen. */
  missingSinceMs: number | undefined
  /** What was reported and is not in the log yet. */
  reported: boolean | undefined
}

/**
 * Reports which parties have an armed console, by comparing what the log says with what is. Attended is told at once;
 * unattended only when it has lasted, so that a page which is loaded anew is no fact. What the log says after a start of
 * the server holds for as long, too: the consoles have to find their way back first.
 */
export class Attendance {
  readonly #options: AttendanceOptions
  readonly #watched = new Map<string, Watched>()

  constructor(options: AttendanceOptions) {
    this.#options = options
  }

  /** To be called when consoles have come, gone, armed or lapsed, and every second for those that are missing. */
  look(): void {
    const { lines, presentOn } = this.#options
    for (const line of lines.names) {
      const definition = lines.definition(line)
      // A broken line takes no report.
      if (definition === undefined || lines.isBroken(line)) continue
      const attended = new Set(
        presentOn(line)
          .filter((console) => hearsRings(definition, console))
          .map(({ party }) => party),
      )
      for (const party of definition.parties) this.#compare(line, party, attended.has(party))
    }
  }

  #compare(line: string, party: string, attended: boolean): void {
    const watched = this.#of(line, party)
    const nowMs = this.#options.clock()
    if (attended) {
      watched.lastHeardMs = nowMs
      watched.missingSinceMs = undefined
    } else watched.missingSinceMs ??= nowMs
    const known = this.#options.lines.state(line)?.attendance.find((candidate) => candidate.party === party)
    if ((known?.attended ?? false) === attended) watched.reported = undefined
    else if (attended || nowMs - (watched.missingSinceMs ?? nowMs) >= this.#options.unattendedAfterMs)
      this.#report(line, party, attended)
  }

  #report(line: string, party: string, attended: boolean): void {
    const watched = this.#of(line, party)
    if (watched.reported === attended) return
    watched.reported = attended
    const { lastHeardMs } = watched
    const heard = lastHeardMs === undefined ? {} : { lastHeardMs }
    const command: LineCommand = attended
      ? { name: 'party:attend', party }
      : { name: 'party:unattend', party, ...heard }
    // A log that fails may take it late: what is not so any more by then is not told.
    this.#options.report(line, command, () => (watched.missingSinceMs === undefined) === attended)
  }

  #of(line: string, party: string): Watched {
    const key = `${line}\n${party}`
    const known = this.#watched.get(key)
    if (known) return known
    const made = { lastHeardMs: undefined, missingSinceMs: undefined, reported: undefined }
    this.#watched.set(key, made)
    return made
  }
}
