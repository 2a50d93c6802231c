import type { LineFact } from '../protocol/lineFacts.ts'
import type { LineState } from '../protocol/lineState.ts'
import { insidersOf, isInCaucus } from './caucus.ts'
import type { CommandOf } from './commands.ts'
import { facts, refuse, type AtConsole, type Decision } from './decision.ts'
import { deskOf } from './desks.ts'
import { named, over } from './namedCall.ts'
import { legOf } from './roster.ts'

/** So often may one person enter in one call: each time stays in its state and in its record for ever. */
const MOST_STAYS = 200

/** The rules of entering and leaving the caucus of one's party: anybody of it who is in the call, also who only listens. */
export const caucusRules = { 'caucus:enter': enter, 'caucus:leave': leave }

function enter(state: LineState, { callId }: CommandOf<'caucus:enter'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const { console, person, party } = by.console
  if (legOf(call, console)?.state !== 'on') return refuse('not-now', 'Only who is in the call can do that.')
  if (isInCaucus(insidersOf(call), console)) return facts()
  if (call.caucuses && call.caucuses.filter((stay) => stay.person === person).length >= MOST_STAYS)
    return refuse('not-allowed', 'You have entered the caucus of this call too often.')
  // Nothing of a desk is on the air from a caucus, and nobody is live on a channel by coming out of one: it is taken anew.
  const desk: LineFact[] = deskOf(call, console) ? [{ type: 'desk:left', v: 1, callId, console }] : []
  return facts(...desk, { type: 'caucus:entered', v: 1, callId, console, person, party })
}

function leave(state: LineState, { callId }: CommandOf<'caucus:leave'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const { console, person, party } = by.console
  if (!isInCaucus(insidersOf(call), console)) return facts()
  return facts({ type: 'caucus:left', v: 1, callId, console, person, party })
}
