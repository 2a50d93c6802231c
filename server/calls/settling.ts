import type { ConsolePerson } from '../protocol/actor.ts'
import type { LineFact, LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, Leg, Ring } from '../protocol/lineState.ts'
import { onLine, type AtConsole } from './decision.ts'
import { isOfInterpreters, ringOf } from './interpreterRings.ts'
import { isFor } from './ladder.ts'
import { isRinging } from './rings.ts'
import { legOfPerson } from './roster.ts'

/**
 * The ring that somebody settles by coming in: one that is for them, or, for who is rung on the line, one that has not come
 * to their step yet. One that rings for others by name goes on.
 */
export function settledBy(call: Call, by: AtConsole): Ring | undefined {
  const ring = ringOf(call, { ...onLine(by), party: by.console.party })
  if (ring === undefined || !isRinging(ring)) return undefined
  // Who is in the call already has answered the ring of its interpreters, which goes on for the others of their booth.
  if (isOfInterpreters(call, ring) && legOfPerson(call, by.console.person) !== undefined) return undefined
  return isFor(ring, onLine(by)) || (by.standing === 'rung' && ring.byName === undefined) ? ring : undefined
}

export const answered = (call: Call, ring: Ring, { console, person }: ConsolePerson): LineFact => ({
  type: 'ring:answered',
  ...ofRing(call, ring),
  console,
  person,
})

type AboutRing = Pick<LineFactOf<'ring:unanswered'>, 'v' | 'callId' | 'party' | 'attempt' | 'interpreters'>

/** What every fact of a ring that there is says of it. */
export const ofRing = (call: Call, ring: Ring): AboutRing => ({
  v: 1,
  callId: call.callId,
  party: ring.party,
  attempt: ring.attempt,
  ...(isOfInterpreters(call, ring) && { interpreters: true as const }),
})

/** A leg that is in the call already comes to be on: back where its console was lost, retrieved where it was held. */
function returning({ callId }: Call, { console, state, hold: isHeld }: Leg): LineFact[] {
  const back: LineFact[] = state === 'away' ? [{ type: 'leg:back', v: 1, callId, console }] : []
  const fromHold: LineFact[] = isHeld ? [{ type: 'leg:retrieved', v: 1, callId, console }] : []
  return [...back, ...fromHold]
}

/** The same of its person's own will: their party may have been rung again because none of it was heard. */
export function comingBack(call: Call, leg: Leg, by: AtConsole): LineFact[] {
  const ring = leg.state === 'on' ? undefined : settledBy(call, by)
  return [...returning(call, leg), ...(ring ? [answered(call, ring, by.console)] : [])]
}
