import type { Leg } from '../../server/protocol/lineState.ts'
import type { Sentences } from '../languages/en.ts'

/** Why somebody is on hold, as far as the others may know: the precedence of the other call, and no more of it. */
export function heldSays(t: Sentences, hold: Leg['hold']): string {
  const precedence = hold?.precedence
  return precedence === undefined ? t.hold.onHold : t.hold.onHoldFor(precedence)
}
