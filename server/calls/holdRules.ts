import type { LineFact } from '../protocol/lineFacts.ts'
import type { Call, Leg, LineState } from '../protocol/lineState.ts'
import type { CommandOf } from './commands.ts'
import { facts, refuse, type AtConsole, type Decision, type Surroundings } from './decision.ts'
import { named, over } from './namedCall.ts'
import { legOf } from './roster.ts'

/**
 * Holds this console's leg. It is then its person's own hold, also where a flash ring had taken the console before: only
 * they end it. A leg whose console was lost comes back as held.
 */
export function hold(
  state: LineState,
  { callId }: CommandOf<'call:hold'>,
  by: AtConsole,
  given: Surroundings,
): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const { console } = by.console
  const leg = legOf(call, console)
  if (leg === undefined) return refuse('not-now', 'This console is not in that call.')
  const precedence = given.rungElsewhere(console)
  const back: LineFact[] = leg.state === 'away' ? [{ type: 'leg:back', v: 1, callId, console }] : []
  if (leg.hold !== undefined && leg.hold.reason !== 'pre-empted') return facts(...back)
  const why = precedence === undefined ? { reason: 'asked' as const } : { reason: 'answering' as const, precedence }
  return facts(...back, { type: 'leg:held', v: 1, callId, console, ...why })
}

export function retrieve(state: LineState, { callId }: CommandOf<'call:retrieve'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const leg = legOf(call, by.console.console)
  if (leg === undefined) return refuse('not-now', 'This console is not in that call.')
  return facts(...returning(call, leg))
}

/** A leg that is in the call already comes to be on: back where its console was lost, retrieved where it was held. */
export function returning({ callId }: Call, { console, state, hold: isHeld }: Leg): LineFact[] {
  const back: LineFact[] = state === 'away' ? [{ type: 'leg:back', v: 1, callId, console }] : []
  const fromHold: LineFact[] = isHeld ? [{ type: 'leg:retrieved', v: 1, callId, console }] : []
  return [...back, ...fromHold]
}
