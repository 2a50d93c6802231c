import type { LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, Ring } from '../protocol/lineState.ts'
import type { SignedInConsole, Surroundings } from './decision.ts'
import { insistsAtLast, isFor, nextStep, ringsForMs } from './ladder.ts'
import { evolveRing, hasDeclined, nobodyRings } from './rings.ts'
import { legOfPerson } from './roster.ts'

type Sent = LineFactOf<'ring:sent'>
type Widened = LineFactOf<'ring:widened'>

/** The signed-in consoles of a party that somebody is at who passes. */
const consolesOf = (
  party: string,
  { signedIn }: Surroundings,
  passes: (at: SignedInConsole) => boolean,
): Sent['consoles'] =>
  signedIn.filter((at) => at.party === party && passes(at)).map(({ console, person }) => ({ console, person }))

const about = ({ callId }: Call, { party }: Ring, attempt: number) => ({ v: 1, callId, party, attempt }) as const

/** The next attempt to reach a party: every console that is signed in of those of its first step, armed or not. */
export function ringSent(call: Call, ring: Ring, given: Surroundings): Sent {
  const ladder = given.line.ladders?.[ring.party]
  const deadlineAtMs = given.atMs + ringsForMs(ladder, given.timing.ringTimeoutMs)
  return {
    type: 'ring:sent',
    ...about(call, ring, ring.attempt + 1),
    ...(!insistsAtLast(ladder) && { deadlineAtMs }),
    ...(ladder && { ladder }),
    // Somebody of it may be in the call, lost or on hold: there nothing rings.
    consoles: consolesOf(
      ring.party,
      given,
      (at) => isFor(ladder ? { ladder } : {}, at) && legOfPerson(call, at.person) === undefined,
    ),
  }
}

/** The next attempt, to reach one person of a party and nobody else. */
export const sentByName = (call: Call, ring: Ring, person: string, given: Surroundings): Sent => ({
  type: 'ring:sent',
  ...about(call, ring, ring.attempt + 1),
  deadlineAtMs: given.atMs + given.timing.ringTimeoutMs,
  person,
  consoles: consolesOf(ring.party, given, (at) => at.person === person),
})

/** A ring that rings for others of the party rings for this person as well, and for as long as any ring does. */
export const widenedByName = (call: Call, ring: Ring, person: string, given: Surroundings): Widened => ({
  type: 'ring:widened',
  ...about(call, ring, ring.attempt),
  person,
  ...putOff(ring, given),
  consoles: consolesOf(ring.party, given, (at) => at.person === person),
})

/** A further step is due: the consoles of those for whom the ring was not meant before. */
export function widened(call: Call, ring: Ring, step: number, given: Surroundings): Widened {
  const reach = { ...ring, step }
  const isNew = (at: SignedInConsole): boolean =>
    isFor(reach, at) &&
    !ring.targets.some(({ console }) => console === at.console) &&
    !hasDeclined(ring, at.person) &&
    legOfPerson(call, at.person) === undefined
  return {
    type: 'ring:widened',
    ...about(call, ring, ring.attempt),
    step,
    ...(nextStep(reach) === undefined && putOff(ring, given)),
    consoles: consolesOf(ring.party, given, isNew),
  }
}

/** Steps that are due at once: while nobody is left for whom it rings, to wait for the next one would be silence. */
export function widenedAtOnce(call: Call, ring: Ring, given: Surroundings): Widened[] {
  const step = nobodyRings(ring) ? nextStep(ring) : undefined
  if (step === undefined) return []
  const fact = widened(call, ring, step, given)
  return [fact, ...widenedAtOnce(call, evolveRing(ring, fact, given.atMs), given)]
}

/** Whoever rings from now on rings for the whole time that a ring has: a step may come late, after a restart. */
function putOff({ deadlineAtMs }: Ring, { atMs, timing }: Surroundings): Pick<Widened, 'deadlineAtMs'> {
  const earliestMs = atMs + timing.ringTimeoutMs
  return deadlineAtMs === undefined || deadlineAtMs >= earliestMs ? {} : { deadlineAtMs: earliestMs }
}
