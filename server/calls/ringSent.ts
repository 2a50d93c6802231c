import type { LineFact } from '../protocol/lineFacts.ts'
import type { Call, Ring } from '../protocol/lineState.ts'
import type { Surroundings } from './decision.ts'

/** The next attempt to reach a party: every console of its rung people that is signed in at this moment, armed or not. */
export function ringSent({ callId }: Call, ring: Ring, given: Surroundings): LineFact {
  return {
    type: 'ring:sent',
    v: 1,
    callId,
    party: ring.party,
    attempt: ring.attempt + 1,
    deadlineAtMs: given.atMs + given.timing.ringTimeoutMs,
    consoles: given.signedIn
      .filter((console) => console.party === ring.party && console.standing === 'rung')
      .map(({ console, person }) => ({ console, person })),
  }
}
