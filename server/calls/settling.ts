import type { ConsolePerson } from '../protocol/actor.ts'
import type { LineFact } from '../protocol/lineFacts.ts'
import type { Call, Leg, Ring } from '../protocol/lineState.ts'
import { onLine, type AtConsole } from './decision.ts'
import { isFor } from './ladder.ts'
import { isRinging } from './rings.ts'

/**
 * The ring that somebody settles by coming in: one that is for them, or, for who is rung on the line, one that has not come
 * to their step yet. One that rings for others by name goes on.
 */
export function settledBy(call: Call, by: AtConsole): Ring | undefined {
  const ring = call.rings.find((candidate) => candidate.party === by.console.party)
  if (ring === undefined || !isRinging(ring)) return undefined
  return isFor(ring, onLine(by)) || (by.standing === 'rung' && ring.byName === undefined) ? ring : undefined
}

export const answered = ({ callId }: Call, { party, attempt }: Ring, { console, person }: ConsolePerson): LineFact => ({
  type: 'ring:answered',
  v: 1,
  callId,
  party,
  attempt,
  console,
  person,
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
