import type { Line } from '../protocol/directory.ts'
import type { LineFact, LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, Ring } from '../protocol/lineState.ts'
import type { Surroundings } from './decision.ts'
import { isFor, type OnLine } from './ladder.ts'
import { sentByName, widenedByName } from './ringFacts.ts'
import {
  evolveRing,
  hasDeclined,
  isCalled,
  isRinging,
  ringsFor,
  silenced,
  waitingRing,
  type RingFact,
} from './rings.ts'
import { legOfPerson } from './roster.ts'
import type { CallTiming } from './timing.ts'

/** Whom it rings, in the words of a ladder: one rule says for whom any ring is. */
const STEPS = [{ afterMs: 0, roles: ['interpreter' as const] }]

/**
 * Whether a party's interpreters are rung by a ring of their own: they only join the line, no ladder says in which steps its
 * people are rung, and the line does not leave it to them. A party is not reached because its interpreter is there, so their
 * answer must not settle its ring; and the party that calls has no ring at all, and needs its interpreter as much.
 */
const areRung = ({ standings, ladders, interpreters }: Line, party: string): boolean =>
  standings.interpreter === 'joins' && ladders?.[party] === undefined && interpreters !== 'join'

/** The rings of the interpreters of every party of whom somebody is signed in: sent with the others, in the same entry. */
export function interpretersRung(call: Call, given: Surroundings): LineFactOf<'ring:sent'>[] {
  const rung = new Set((call.interpreterRings ?? []).map(({ party }) => party))
  return call.parties.flatMap((party): LineFactOf<'ring:sent'>[] => {
    if (rung.has(party) || !areRung(given.line, party)) return []
    const consoles = given.signedIn
      .filter((at) => at.party === party && isFor({ ladder: STEPS }, at))
      .filter((at) => legOfPerson(call, at.person) === undefined)
      .map(({ console, person }) => ({ console, person }))
    if (consoles.length === 0) return []
    const deadlineAtMs = given.atMs + given.timing.ringTimeoutMs
    const { callId } = call
    const about = { v: 1, callId, party, attempt: 1, interpreters: true } as const
    return [{ type: 'ring:sent', ...about, deadlineAtMs, ladder: STEPS, consoles }]
  })
}

/** Whether it is still so early in a call that it rings interpreters who sign in: for as long as it rings anybody at first. */
export const ringsLateInterpreters = (
  { placedAtMs, rings }: Call,
  atMs: number,
  { ringTimeoutMs }: CallTiming,
): boolean => atMs < placedAtMs + ringTimeoutMs && !rings.some(({ state }) => state === 'waiting')

/**
 * The ring of an interpreter who has signed in since the others were rung: one of their party's interpreters, where nobody of
 * them was there, and one by name, where the others have settled theirs. One that goes on is theirs as it is. Who has had
 * part in the call already, or has declined it, knows of it.
 */
export function lateInterpreterRung(call: Call, console: string, given: Surroundings): LineFact[] {
  const who = given.signedIn.find((one) => one.console === console)
  if (who === undefined || !ringsLateInterpreters(call, given.atMs, given.timing)) return []
  if (!areRung(given.line, who.party) || !isFor({ ladder: STEPS }, who)) return []
  const ring = call.interpreterRings?.find(({ party }) => party === who.party)
  if (ring === undefined) return interpretersRung(call, given)
  const knows = hasDeclined(ring, who.person) || call.legs.some(({ person }) => person === who.person)
  if (knows || ringsFor(ring, who)) return []
  const byName = isRinging(ring) ? widenedByName : sentByName
  return [{ ...byName(call, ring, who.person, given), interpreters: true }]
}

/** The ring of its party that is for somebody: where that of the party is not, the one of its interpreters. */
export function ringOf(call: Call, who: OnLine & { readonly party: string }): Ring | undefined {
  const ofParty = call.rings.find(({ party }) => party === who.party)
  if (ofParty !== undefined && isRinging(ofParty) && isFor(ofParty, who)) return ofParty
  return (call.interpreterRings ?? []).find((ring) => ring.party === who.party && ringsFor(ring, who)) ?? ofParty
}

export const isOfInterpreters = ({ interpreterRings = [] }: Call, ring: Ring): boolean =>
  interpreterRings.includes(ring)

/** The rings of interpreters after one fact of them. */
export function evolveInterpreterRings(call: Call, fact: RingFact, atMs: number): Call {
  const { interpreterRings = [] } = call
  const sent = interpreterRings.find(({ party }) => party === fact.party)
  const known = sent ?? waitingRing(fact.party)
  const after = fact.type === 'ring:answered' ? answeredByOne(known, fact, atMs) : evolveRing(known, fact, atMs)
  const rings = sent ? interpreterRings.map((ring) => (ring === sent ? after : ring)) : [...interpreterRings, after]
  return { ...call, interpreterRings: rings }
}

/** Each of a booth is needed: the answer of one silences their own consoles, and rings on for the others. */
function answeredByOne(ring: Ring, fact: LineFactOf<'ring:answered'>, atMs: number): Ring {
  const targets = ring.targets.filter(({ person }) => person !== fact.person)
  const isLast = targets.every(({ person }) => ring.declines.some((decline) => decline.person === person))
  const others = { ...ring, targets, answered: [...(ring.answered ?? []), fact.person] }
  return isLast ? evolveRing(others, fact, atMs) : others
}

export const silencedInterpreters = ({ interpreterRings }: Call, atMs: number): Pick<Call, 'interpreterRings'> =>
  interpreterRings === undefined ? {} : { interpreterRings: interpreterRings.map((ring) => silenced(ring, atMs)) }

/** Does a call ring at somebody's consoles: is it for them, and are they outside of it, or called by name? */
export function ringsAt(call: Call, who: OnLine & { readonly party: string }): Ring | undefined {
  const ring = ringOf(call, who)
  if (ring === undefined || ring.state === 'waiting' || !ringsFor(ring, who)) return undefined
  return legOfPerson(call, who.person) === undefined || isCalled(ring, who.person) ? ring : undefined
}
