import type { Line, Person } from '../protocol/directory.ts'
import type { Call, Leg, LineState } from '../protocol/lineState.ts'
import type { Role, Standing } from '../protocol/words.ts'

/** A call that has not ended. */
export function liveCall(state: LineState): Call | undefined {
  return state.call !== undefined && state.call.phase !== 'ended' ? state.call : undefined
}

/** The leg of a console that is in the call, here, held or away. */
export function legOf(call: Call, consoleId: string): Leg | undefined {
  return call.legs.find((leg) => leg.console === consoleId && leg.state !== 'left')
}

/** The leg of a person that is in the call, at whichever console. */
export function legOfPerson(call: Call, person: string): Leg | undefined {
  return call.legs.find((leg) => leg.person === person && leg.state !== 'left')
}

/** Does this person hear the call at this moment? Whoever is lost or on hold does not, and can be rung by name. */
export function hears(call: Call, person: string): boolean {
  return legOfPerson(call, person)?.state === 'on'
}

/** The legs that send and receive at this moment. */
export function legsOn(call: Call): Leg[] {
  return call.legs.filter((leg) => leg.state === 'on')
}

/** The legs whose consoles are connected: also those that are held. */
export function legsConnected(call: Call): Leg[] {
  return call.legs.filter((leg) => leg.state === 'on' || leg.state === 'held')
}

/** Is somebody of that party in the call, if only with a connection that is lost at this moment? */
export function isThere(call: Call, party: string): boolean {
  return call.legs.some((leg) => leg.party === party && leg.state !== 'left' && standsFor(call, leg))
}

/** Does somebody of that party hear the call at this moment? */
export function isHeardBy(call: Call, party: string): boolean {
  return legsOn(call).some((leg) => leg.party === party && standsFor(call, leg))
}

/** A party is not there because its interpreter is, unless they were rung for it and have answered. */
export function standsFor({ rings }: Call, { party, role, person }: Pick<Leg, 'party' | 'role' | 'person'>): boolean {
  if (role !== 'interpreter') return true
  const ring = rings.find((candidate) => candidate.party === party)
  return ring === undefined || ring.answeredBy?.person === person
}

/** Who of a party is not in the call in any way: whom a ring could reach while others of it are lost or on hold. */
export function outsideOf<Who extends { party: string; person: string }>(
  call: Call,
  party: string,
  people: readonly Who[],
): Who[] {
  return people.filter((who) => who.party === party && legOfPerson(call, who.person) === undefined)
}

/** Somebody is there, also on hold while another call rings at their console or has them: it is not of their choosing. */
const isWaitedFor = ({ state, hold }: Leg): boolean =>
  state === 'on' || (state === 'held' && hold !== undefined && hold.reason !== 'asked')

/**
 * Since when nobody has been there: the last change of a leg. Undefined while somebody is, or is kept from it by another
 * call. Whoever is on hold for no other call, or lost, hears nothing and comes back by a click.
 */
export function emptySinceMs(call: Call): number | undefined {
  return call.legs.some(isWaitedFor) ? undefined : Math.max(call.placedAtMs, ...call.legs.map(({ sinceMs }) => sinceMs))
}

/**
 * In which of their roles a person is on a line: a role that is rung goes before one that joins, and among equals the
 * first in the person's own order. Undefined when the line has no place for them.
 */
export function placeOnLine(
  person: Pick<Person, 'party' | 'roles' | 'suspended'>,
  line: Line,
): { role: Role; standing: Standing } | undefined {
  if (person.suspended || !line.parties.includes(person.party)) return undefined
  for (const standing of ['rung', 'joins'] as const) {
    const role = person.roles.find((candidate) => line.standings[candidate] === standing)
    if (role !== undefined) return { role, standing }
  }
  return undefined
}
