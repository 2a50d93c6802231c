import type { LineFact } from '../protocol/lineFacts.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { CommandOf } from './commands.ts'
import { facts, refuse, type AtConsole, type Decision, type Surroundings } from './decision.ts'
import { named, over } from './namedCall.ts'
import { legOf } from './roster.ts'
import { comingBack } from './settling.ts'

/**
 * Holds this console's leg. It is then its person's own hold, also where a flash ring had taken the console before: only
 * they end it. A leg whose console was lost on hold comes back as it was: a page does that by itself, and nobody has asked
 * for what was taken of them to become their own.
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
  if (leg.hold !== undefined && (leg.state === 'away' || leg.hold.reason !== 'pre-empted')) return facts(...back)
  const why = precedence === undefined ? { reason: 'asked' as const } : { reason: 'answering' as const, precedence }
  return facts(...back, { type: 'leg:held', v: 1, callId, console, ...why })
}

export function retrieve(state: LineState, { callId }: CommandOf<'call:retrieve'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const leg = legOf(call, by.console.console)
  if (leg === undefined) return refuse('not-now', 'This console is not in that call.')
  return facts(...comingBack(call, leg, by))
}
