import { derivedUuid } from '../chain/derivedUuid.ts'
import { placeOnLine } from '../calls/roster.ts'
import type { Surroundings } from '../calls/decision.ts'
import type { ConsoleReport, PresentConsole } from '../protocol/consoles.ts'
import type { Line, Person } from '../protocol/directory.ts'
import type { LampColour } from '../protocol/words.ts'

/** One signed-in console: the person is looked up at every use, so that a change of their roles bites at once. */
export interface SignedIn {
  readonly console: string
  readonly person: string
  report: ConsoleReport
}

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

  constructor(person: (person: string) => Person | undefined) {
    this.#person = person
  }

  add(consoleId: string, person: string): SignedIn {
    const signedIn: SignedIn = { console: consoleId, person, report: SILENT_REPORT }
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

  /** What the others on a line see of who is there. */
  presentOn(line: Line): PresentConsole[] {
    return [...this.#signedIn.values()].flatMap(({ console, person, report }) => {
      const who = this.#person(person)
      const place = who && placeOnLine(who, line)
      if (!who || !place) return []
      const path = report.paths.find((candidate) => candidate.line === line.line)
      return [
        {
          console,
          person,
          name: who.name,
          party: who.party,
          role: place.role,
          standing: place.standing,
          armed: report.armed,
          colour: worstOf(report),
          ...(path && { roundTripMs: path.roundTripMs, lossPercent: path.lossPercent }),
        },
      ]
    })
  }

  /** What a decision about a ring needs to know of them. */
  signedInOn(line: Line): Surroundings['signedIn'] {
    return this.presentOn(line).map(({ console, person, party, standing }) => ({ console, person, party, standing }))
  }
}

/** A console is as well as its worst lamp; one that has shown none is red. */
function worstOf({ lamps }: ConsoleReport): LampColour {
  if (lamps.length === 0 || lamps.some((lamp) => lamp.colour === 'red')) return 'red'
  return lamps.some((lamp) => lamp.colour === 'amber') ? 'amber' : 'green'
}
