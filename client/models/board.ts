import { hearsRings, isArmedAndAlive, isRungOn } from '../../server/calls/attendance.ts'
import type { LineSnapshot, PresentConsole } from '../../server/protocol/consoles.ts'
import type { Line } from '../../server/protocol/directory.ts'
import { ROLES } from '../../server/protocol/words.ts'

/** When a party was heard last: at this moment, at a time, never, or nobody can say. */
export type LastHeard = 'now' | 'never' | 'unknown' | { readonly atMs: number }

/** What the board of a line shows of one party. */
export interface BoardParty {
  readonly party: string
  /** First those to which a ring comes, then those that are armed, each by role. */
  readonly consoles: readonly PresentConsole[]
  readonly lastHeard: LastHeard
  /** A ring would be heard by nobody to whom it comes: since when; `never`: it never was so that one would be. */
  readonly unattended?: { readonly sinceMs: number } | 'never'
  /** A console of it is armed and lives, be it that no ring comes to its person or that its sound is blocked. */
  readonly armed: boolean
  /** What its armed consoles measure now: the mean round trip, and the loss of who loses the most. */
  readonly path?: { readonly roundTripMs: number; readonly lossPercent: number }
}

/** What a board is made of. */
export interface BoardSource extends Pick<LineSnapshot, 'line' | 'consoles'> {
  readonly attendance: LineSnapshot['state']['attendance']
}

export function boardOf({ line, consoles: all, attendance }: BoardSource): BoardParty[] {
  return line.parties.map((party): BoardParty => {
    const consoles = all.filter((console) => console.party === party).toSorted(bestFirst(line))
    const known = attendance.find((candidate) => candidate.party === party)
    // What is seen goes before what the log says yet: that somebody is missing is a fact only when it has lasted.
    const attended = consoles.some((console) => hearsRings(line, console)) || known?.attended === true
    const path = pathOf(consoles)
    return {
      ...{ party, consoles, lastHeard: lastHeardOf(consoles, known), armed: consoles.some(isArmedAndAlive) },
      ...(!attended && { unattended: known === undefined ? 'never' : { sinceMs: known.sinceMs } }),
      ...(path && { path }),
    }
  })
}

function bestFirst(line: Line): (one: PresentConsole, other: PresentConsole) => number {
  const rank = (console: PresentConsole): number =>
    (isRungOn(line, console) ? 0 : 200) + (console.armed ? 0 : 100) + ROLES.indexOf(console.role)
  return (one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name)
}

function lastHeardOf(
  consoles: readonly PresentConsole[],
  known: BoardSource['attendance'][number] | undefined,
): LastHeard {
  if (consoles.some(isArmedAndAlive)) return 'now'
  const silent = consoles.flatMap(({ silentSinceMs }) => (silentSinceMs === undefined ? [] : [silentSinceMs]))
  if (silent.length > 0) return { atMs: Math.max(...silent) }
  if (known === undefined) return 'never'
  return known.lastHeardMs === undefined ? 'unknown' : { atMs: known.lastHeardMs }
}

function pathOf(consoles: readonly PresentConsole[]): BoardParty['path'] {
  const measured = consoles
    .filter(isArmedAndAlive)
    .flatMap(({ roundTripMs, lossPercent }) =>
      roundTripMs === undefined || lossPercent === undefined ? [] : [{ roundTripMs, lossPercent }],
    )
  if (measured.length === 0) return undefined
  return {
    roundTripMs: measured.reduce((sum, one) => sum + one.roundTripMs, 0) / measured.length,
    lossPercent: Math.max(...measured.map(({ lossPercent }) => lossPercent)),
  }
}
