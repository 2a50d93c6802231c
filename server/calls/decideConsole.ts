import type { LineFact, LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, LineState } from '../protocol/lineState.ts'
import type { CommandOf, ConsoleCommand } from './commands.ts'
import { caucusRules } from './decideCaucus.ts'
import { delegationRules } from './decideDelegation.ts'
import { textRules } from './decideText.ts'
import {
  facts,
  onLine,
  refuse,
  type AtConsole,
  type ConsoleRule,
  type Decision,
  type Surroundings,
} from './decision.ts'
import { isFor } from './ladder.ts'
import { deskMoved, interpretationRules } from './decideInterpretation.ts'
import { remembered } from './hearing.ts'
import { hold, retrieve } from './holdRules.ts'
import { ringOf } from './interpreterRings.ts'
import { refusePrecedence } from './precedence.ts'
import { named, over } from './namedCall.ts'
import { isRinging } from './rings.ts'
import { notForThem, ringRules } from './decideRing.ts'
import { confirmRollCall } from './decideRollCall.ts'
import { legOf, legOfPerson, liveCall } from './roster.ts'
import { answered, comingBack, settledBy } from './settling.ts'
import { preempted, startTest } from './testRules.ts'

/**
 * So often may one person come into one call: each time stays in its state, which every console is handed, and in its record
 * for ever. A path that is lost and comes back makes none, for the leg is the same.
 */
const MOST_LEGS = 500

/** The rules of what people command from their consoles. */
export const consoleRules: { [N in ConsoleCommand['name']]: ConsoleRule<CommandOf<N>> } = {
  'call:place': place,
  'call:cancel': cancel,
  'call:answer': answer,
  'call:join': join,
  'call:leave': leave,
  'call:hold': hold,
  'call:retrieve': retrieve,
  'call:end': end,
  ...ringRules,
  'test:start': startTest,
  ...textRules,
  ...delegationRules,
  ...caucusRules,
  ...interpretationRules,
  'rollcall:confirm': confirmRollCall,
}

function place(state: LineState, command: CommandOf<'call:place'>, by: AtConsole, given: Surroundings): Decision {
  const call = liveCall(state)
  // The race of two parties that place at once is settled here: the log has put one first, and the other, deciding
  // anew, finds a call that rings its own party or is up, and is in it.
  if (call !== undefined) return enter(state, call, by)
  const callId = given.newCallId
  const { line, parties } = given.line
  const { precedence, marking } = command
  const refused = refusePrecedence(given.line, by.console.role, precedence)
  if (refused) return { refusal: refused }
  const spoken = languagesOf(parties, given)
  return facts(
    { type: 'call:placed', v: 1, callId, line, parties, precedence, marking, ...spoken },
    { type: 'leg:joined', v: 1, callId, leg: by.console, how: 'placed' },
    ...remembered(state, { callId, ...spoken }, by.console),
    ...preempted(state),
  )
}

/** As they are when the call is placed: a later change of the directory moves nobody to another channel. */
function languagesOf(
  parties: readonly string[],
  { languageOf }: Surroundings,
): Pick<LineFactOf<'call:placed'>, 'channels' | 'speaks'> {
  const speaks = Object.fromEntries(
    parties.flatMap((party) => {
      const language = languageOf(party)
      return language === undefined ? [] : [[party, language]]
    }),
  )
  const channels = [...new Set(Object.values(speaks))]
  return channels.length === 0 ? {} : { channels, speaks }
}

function enter(state: LineState, call: Call, by: AtConsole): Decision {
  const { person, console } = by.console
  const isIn = legOf(call, console) !== undefined
  if (!isIn && call.legs.filter((leg) => leg.person === person).length >= MOST_LEGS)
    return refuse(
      'not-allowed',
      `You have come into this call ${MOST_LEGS} times. Ask somebody else to be in it for you.`,
    )
  return facts(...entering(state, call, by))
}

/** The facts by which a console comes into a call: an answer where it settles the ring of its party, else a joining. */
function entering(state: LineState, call: Call, by: AtConsole): LineFact[] {
  const { callId } = call
  const { console: who } = by
  const leg = legOf(call, who.console)
  if (leg !== undefined) return comingBack(call, leg, by)
  const ring = settledBy(call, by)
  // A person is in a call once: coming in at a second console leaves at the first.
  const before = legOfPerson(call, who.person)
  return [
    ...(before ? [{ type: 'leg:left', v: 1, callId, console: before.console, reason: 'moved' } as const] : []),
    ...(ring ? [answered(call, ring, who)] : []),
    { type: 'leg:joined', v: 1, callId, leg: who, how: ring ? 'answered' : 'joined' },
    ...remembered(state, call, who),
    ...(before ? deskMoved(call, before.console, who) : []),
  ]
}

function cancel(state: LineState, { callId }: CommandOf<'call:cancel'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  if (call.phase === 'up') return refuse('too-late', 'Somebody has answered. Leave the call, or end it for everybody.')
  if (call.placedBy.party !== by.console.party)
    return refuse('not-allowed', 'Only the party that placed the call can cancel it.')
  return facts({ type: 'call:ended', v: 1, callId, reason: 'cancelled' })
}

function answer(state: LineState, { callId }: CommandOf<'call:answer'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  if (legOf(call, by.console.console)?.state === 'on') return facts()
  const ring = ringOf(call, { ...onLine(by), party: by.console.party })
  if (ring === undefined || !isRinging(ring))
    return refuse('too-late', 'This call no longer rings for your party. You can join it.')
  if (!isFor(ring, onLine(by))) return notForThem
  return enter(state, call, by)
}

function join(state: LineState, { callId }: CommandOf<'call:join'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  if (call.phase === 'ringing' && by.standing !== 'rung' && settledBy(call, by) === undefined)
    return refuse('not-now', 'Nobody has answered yet. You can join as soon as the call is up.')
  return enter(state, call, by)
}

function leave(state: LineState, { callId }: CommandOf<'call:leave'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  if (legOf(call, by.console.console) === undefined) return facts()
  return facts(...leaving(call, by.console.console, 'left'))
}

/** A leg that goes by choice, and the end of the call when it was the last. */
export function leaving(call: Call, consoleId: string, reason: 'left' | 'suspended' | 'role-changed'): LineFact[] {
  const { callId } = call
  const gone: LineFact = { type: 'leg:left', v: 1, callId, console: consoleId, reason }
  const others = call.legs.some((leg) => leg.console !== consoleId && leg.state !== 'left')
  if (others) return [gone]
  return [gone, { type: 'call:ended', v: 1, callId, reason: call.phase === 'ringing' ? 'cancelled' : 'everybody-left' }]
}

function end(state: LineState, { callId }: CommandOf<'call:end'>, by: AtConsole): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const leg = legOf(call, by.console.console)
  if (leg === undefined) return refuse('not-now', 'Join the call before you end it for everybody.')
  if (leg.hold) return refuse('not-now', 'Come back to the call before you end it for everybody.')
  return facts({ type: 'call:ended', v: 1, callId, reason: 'ended' })
}
