import type { Channel, Desk, FloorOrChannel } from '../protocol/interpretation.ts'
import type { LineFact } from '../protocol/lineFacts.ts'
import type { Call, Leg, LineState } from '../protocol/lineState.ts'
import { insidersOf, isInCaucus } from './caucus.ts'
import type { CommandOf } from './commands.ts'
import { facts, refuse, type AtConsole, type Decision } from './decision.ts'
import { deskOf, evolveDesks, isCarried, isFree, liveOn, partnersOn } from './desks.ts'
import { hearingOf } from './hearing.ts'
import { named, over } from './namedCall.ts'
import { legOf } from './roster.ts'

/** The rules of who hears what, and of the desks of interpreters. */
export const interpretationRules = {
  'hearing:choose': choose,
  'desk:take': takeDesk,
  'desk:turn': turn,
  'desk:leave': leaveDesk,
  'channel:offer': offer,
  'channel:keep': keep,
  'channel:take': takeChannel,
  'mode:set': setMode,
  'turn:set': setTurn,
}

const notIn = refuse('not-now', 'This console is not in that call.')
const noDesk = refuse('not-now', 'Take a desk first.')
const inCaucus = refuse('not-now', 'Leave the caucus first: nobody interprets from there.')
const noChannel = refuse('unknown', 'This call has no such channel.')
const notOfPair = refuse('not-now', 'That channel is not of the pair of your desk.')

/** At a leg that hears and is heard: nobody interprets from a call that they have put aside. */
function atLeg(
  state: LineState,
  { callId }: { readonly callId: string },
  by: AtConsole,
  rule: (call: Call, leg: Leg) => Decision,
): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const leg = legOf(call, by.console.console)
  return leg?.state === 'on' ? rule(call, leg) : notIn
}

const atDesk = (
  state: LineState,
  command: { readonly callId: string },
  by: AtConsole,
  rule: (call: Call, desk: Desk, leg: Leg) => Decision,
): Decision =>
  atLeg(state, command, by, (call, leg) => {
    const desk = deskOf(call, leg.console)
    return desk === undefined ? noDesk : rule(call, desk, leg)
  })

const isChannelOf = ({ channels = [] }: Call, channel: FloorOrChannel): boolean => channels.includes(channel)

function choose(state: LineState, command: CommandOf<'hearing:choose'>, by: AtConsole): Decision {
  const { hearing } = command
  const call = named(state, command.callId)
  if (call === undefined) return over()
  const { console, person } = by.console
  const leg = legOf(call, console)
  if (leg === undefined) return notIn
  if (hearing !== 'floor' && !isChannelOf(call, hearing)) return noChannel
  if (hearing !== 'floor' && deskOf(call, console)?.output === hearing)
    return refuse('not-now', 'You interpret into that channel. Listen to the floor, or to another one.')
  if (hearingOf(leg) === hearing) return facts()
  return facts({ type: 'hearing:chosen', v: 1, callId: call.callId, console, person, hearing })
}

function takeDesk(state: LineState, command: CommandOf<'desk:take'>, by: AtConsole): Decision {
  const { pair, output } = command
  return atLeg(state, command, by, (call, leg) => {
    if (isInCaucus(insidersOf(call), leg.console)) return inCaucus
    if (!pair.every((channel) => isChannelOf(call, channel))) return noChannel
    if (pair[0] === pair[1]) return refuse('malformed', 'A desk interprets between two languages.')
    if (output !== 'floor' && !pair.includes(output)) return notOfPair
    const known = deskOf(call, leg.console)
    if (known?.output === output && known.pair.every((channel) => pair.includes(channel))) return facts()
    const { callId } = call
    const { console, person } = leg
    const taken = { type: 'desk:taken', v: 1, callId, console, person, pair, output } as const
    const after = { ...call, desks: evolveDesks(call.desks ?? [], taken, 0) }
    return facts(taken, ...comingTo(after, leg, output))
  })
}

function turn(state: LineState, command: CommandOf<'desk:turn'>, by: AtConsole): Decision {
  const { output } = command
  return atDesk(state, command, by, (call, desk, leg) => {
    if (output !== 'floor' && !desk.pair.includes(output)) return notOfPair
    if (desk.output === output) return facts()
    return facts(turned(call, desk, output), ...comingTo(call, leg, output))
  })
}

const turned = ({ callId }: Call, { console }: Desk, output: FloorOrChannel): LineFact => ({
  type: 'desk:turned',
  v: 1,
  callId,
  console,
  output,
})

/** What else is so when a desk speaks there from now on: it is live where nobody is, and does not listen to itself. */
function comingTo(call: Call, leg: Leg, output: FloorOrChannel): LineFact[] {
  if (output === 'floor') return []
  return [...(isFree(call, output) ? [takenBy(call, leg, output)] : []), ...notItself(call, leg, output)]
}

const takenBy = ({ callId }: Call, { console }: Pick<Leg, 'console'>, channel: Channel): LineFact => ({
  type: 'channel:taken',
  v: 1,
  callId,
  console,
  channel,
})

/**
 * The desk of somebody who comes in at a second console goes there with them, in the same entry: a channel does not stop in the
 * middle of a sentence because its interpreter has changed machines. Who was muted there is not live here by that; who was
 * in a caucus has no desk.
 */
export function deskMoved(call: Call, from: string, to: Pick<Leg, 'console' | 'person'>): LineFact[] {
  const desk = deskOf(call, from)
  if (desk === undefined) return []
  const { callId } = call
  const { console, person } = to
  const { pair, output, live } = desk
  const sent = call.tracks.findLast((track) => track.console === from && track.channel === output)
  const goesOn = live && output !== 'floor' && sent?.muted !== true
  return [
    { type: 'desk:taken', v: 1, callId, console, person, pair, output },
    ...(goesOn ? [takenBy(call, to, output)] : []),
  ]
}

function notItself({ callId }: Call, leg: Leg, output: Channel): LineFact[] {
  const { console, person } = leg
  if (hearingOf(leg) !== output) return []
  return [{ type: 'hearing:chosen', v: 1, callId, console, person, hearing: 'floor' }]
}

function leaveDesk(state: LineState, command: CommandOf<'desk:leave'>, by: AtConsole): Decision {
  const call = named(state, command.callId)
  if (call === undefined) return over()
  const { console } = by.console
  if (deskOf(call, console) === undefined) return facts()
  return facts({ type: 'desk:left', v: 1, callId: call.callId, console })
}

function offer(state: LineState, command: CommandOf<'channel:offer'>, by: AtConsole): Decision {
  return atDesk(state, command, by, (call, { console, live, output, offeredAtMs }) => {
    if (!live || output === 'floor') return refuse('not-now', 'You are live on no channel.')
    if (offeredAtMs !== undefined) return facts()
    if (partnersOn(call, output, console).length === 0)
      return refuse('not-now', 'Nobody else has a desk from which this channel could be taken over.')
    return facts({ type: 'channel:offered', v: 1, callId: call.callId, console, channel: output })
  })
}

function keep(state: LineState, command: CommandOf<'channel:keep'>, by: AtConsole): Decision {
  return atDesk(state, command, by, ({ callId }, { console, output, offeredAtMs }) =>
    offeredAtMs === undefined || output === 'floor'
      ? facts()
      : facts({ type: 'channel:kept', v: 1, callId, console, channel: output }),
  )
}

/**
 * A channel is taken from who is live on it when they have asked for that. Where nothing comes from them, because they are
 * lost, on hold, gone or muted, it is taken without asking: it is never silent because somebody is not there. Nobody is made
 * live by the server, for a microphone goes on the air by its own person's act alone.
 */
function takeChannel(state: LineState, command: CommandOf<'channel:take'>, by: AtConsole): Decision {
  const { channel } = command
  return atDesk(state, command, by, (call, desk, leg) => {
    if (!desk.pair.includes(channel)) return notOfPair
    if (desk.live && desk.output === channel) return facts()
    const isAskedFor = liveOn(call, channel)?.offeredAtMs !== undefined
    if (!isAskedFor && isCarried(call, channel))
      return refuse('not-now', 'Somebody interprets into this channel. It is yours as soon as they hand it over.')
    return facts(
      ...(desk.output === channel ? [] : [turned(call, desk, channel)]),
      takenBy(call, leg, channel),
      ...notItself(call, leg, channel),
    )
  })
}

function setMode(state: LineState, command: CommandOf<'mode:set'>, by: AtConsole): Decision {
  const { mode } = command
  return atLeg(state, command, by, ({ callId, consecutive }) =>
    (mode === 'consecutive') === (consecutive !== undefined)
      ? facts()
      : facts({ type: 'mode:changed', v: 1, callId, mode }),
  )
}

function setTurn(state: LineState, command: CommandOf<'turn:set'>, by: AtConsole): Decision {
  return atDesk(state, command, by, ({ callId, consecutive }) => {
    if (consecutive === undefined) return refuse('not-now', 'The call is not in consecutive mode.')
    if (consecutive.turn === command.turn) return facts()
    return facts({ type: 'turn:changed', v: 1, callId, turn: command.turn })
  })
}
