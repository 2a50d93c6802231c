import { derivedUuid } from '../chain/derivedUuid.ts'
import { placeOnLine } from '../calls/roster.ts'
import type { ConsoleReport, Lamp, PresentConsole } from '../protocol/consoles.ts'
import type { Line, Person } from '../protocol/directory.ts'
import { lampColourSchema, type LampColour, type Precedence } from '../protocol/words.ts'

/** One signed-in console: the person is looked up at every use, so that a change of their roles bites at once. */
export interface SignedIn {
  readonly console: string
  readonly person: string
  report: ConsoleReport
  armedSinceMs: number | undefined
  /** It is armed and gives no sign of life: when it was heard last. */
  silentSinceMs: number | undefined
}

/** What else is known of a console: the precedence of a call that it is in on another line. */
export type BusyElsewhere = (console: string, line: string) => Precedence | undefined

/** A console before its first report: nothing is armed and nothing is proved. */
const SILENT_REPORT: ConsoleReport = { armed: false, lamps: [], paths: [] }

/**
 * The name of a console: made from the session's person and the identifier of the browser tab, so that nobody can take
 * the console, and with it the leg, of somebody else.
 */
export const consoleName = (person: string, tab: string): string => derivedUuid(`${person}\n${tab}`)

/** The consoles that are signed in at this moment, and what each says of itself. Not facts: they are there or not. */
export class Consoles {
  readonly #signedIn = new Map<string, SignedIn>()
  readonly #person: (person: string) => Person | undefined
  readonly #busyElsewhere: BusyElsewhere

  constructor(person: (person: string) => Person | undefined, busyElsewhere: BusyElsewhere) {
    this.#person = person
    this.#busyElsewhere = busyElsewhere
  }

  add(consoleId: string, person: string): SignedIn {
    const signedIn: SignedIn = {
      ...{ console: consoleId, person, report: SILENT_REPORT },
      ...{ armedSinceMs: undefined, silentSinceMs: undefined },
    }
    this.#signedIn.set(consoleId, signedIn)
    return signedIn
  }

  remove(signedIn: SignedIn): void {
    if (this.#signedIn.get(signedIn.console) === signedIn) this.#signedIn.delete(signedIn.console)
  }

  has(consoleId: string): boolean {
    return this.#signedIn.has(consoleId)
  }

  get count(): number {
    return this.#signedIn.size
  }

  get all(): Iterable<SignedIn> {
    return this.#signedIn.values()
  }

  /** The one that is signed in under this name. */
  of(consoleId: string): SignedIn | undefined {
    return this.#signedIn.get(consoleId)
  }

  /** What the others on a line see of who is there. */
  presentOn(line: Line): PresentConsole[] {
    return [...this.#signedIn.values()].flatMap((signedIn) => {
      const { console, person, report, armedSinceMs, silentSinceMs } = signedIn
      const who = this.#person(person)
      const place = who && placeOnLine(who, line)
      if (!who || !place) return []
      const path = report.paths.find((candidate) => candidate.line === line.line)
      const faults = faultsOf(report)
      const busy = this.#busyElsewhere(console, line.line)
      return [
        {
          console,
          person,
          name: who.name,
          party: who.party,
          role: place.role,
          standing: place.standing,
          armed: report.armed,
          colour: colourOf(signedIn, faults),
          ...(armedSinceMs !== undefined && { armedSinceMs }),
          ...(silentSinceMs !== undefined && { silentSinceMs }),
          ...(faults.length > 0 && { faults }),
          ...(busy && { busy }),
          ...(path && { roundTripMs: path.roundTripMs, lossPercent: path.lossPercent }),
        },
      ]
    })
  }
}

const WORST_FIRST = lampColourSchema.options

const faultsOf = ({ lamps }: ConsoleReport): Lamp[] =>
  lamps
    .filter(({ colour }) => colour !== 'green')
    .toSorted((one, other) => WORST_FIRST.indexOf(one.colour) - WORST_FIRST.indexOf(other.colour))

/** A console is as well as its worst lamp; one that has shown none, or is not heard, is red. */
function colourOf({ report, silentSinceMs }: SignedIn, [worst]: readonly Lamp[]): LampColour {
  if (report.lamps.length === 0 || silentSinceMs !== undefined) return 'red'
  return worst?.colour ?? 'green'
}
