import type { Actor, ConsolePerson } from '../protocol/actor.ts'
import type { AttendanceFact, CallFact, LineEntry, LineFact, LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, Leg, LineState } from '../protocol/lineState.ts'
import { evolveDesks, withoutLapsedOffers } from './desks.ts'
import { withChoice } from './hearing.ts'
import { evolveInterpreterRings, silencedInterpreters } from './interpreterRings.ts'
import { acknowledged, withMissed, withoutMissed } from './missedRings.ts'
import { isSoonAgain } from './otherLines.ts'
import { evolveCaucus, followCaucus } from './caucus.ts'
import { evolveDelegation, followDelegation } from './evolveDelegation.ts'
import { stayMuted } from './hush.ts'
import { atTheEnd, evolveRecording, startingAgain } from './recordingState.ts'
import { evolveTests } from './evolveTests.ts'
import { evolveRing, silenced, waitingRing } from './rings.ts'
import { standsFor } from './roster.ts'
import { evolveTexts, NO_TEXTS } from './texts.ts'
import { evolveRollCalls } from './rollCalls.ts'

export const emptyLine = (line: string): LineState => ({
  line,
  version: 0,
  missed: [],
  attendance: [],
  texts: NO_TEXTS,
  rollCalls: [],
  unsealed: [],
})

/** What an entry says around its facts, as far as folding needs it. */
export type FactContext = Pick<LineEntry, 'version' | 'atMs' | 'by' | 'commandId'>

/**
 * A line after one fact. Pure: the same facts give the same state on the server, in a console and in ten years.
 * A fact about a call that the state does not hold (an older recording that closes late) leaves the call alone.
 */
export function evolve(state: LineState, fact: LineFact, context: FactContext): LineState {
  const next = { ...state, version: context.version }
  switch (fact.type) {
    case 'party:attended':
    case 'party:unattended':
      return { ...next, attendance: attended(state, fact, context.atMs) }
    case 'test:started':
    case 'test:finished':
    case 'test:aborted':
    case 'test:missed':
      return evolveTests(next, fact, context)
    case 'text:sent':
    case 'text:delivered':
    case 'text:acknowledged':
      return { ...next, texts: evolveTexts(state.texts, fact, context) }
    case 'alarm:acknowledged':
      return next
    case 'rollcall:opened':
    case 'rollcall:confirmed':
    case 'rollcall:closed':
      return { ...next, rollCalls: evolveRollCalls(state.rollCalls, fact, context) }
    case 'caucus:entered':
    case 'caucus:left': {
      const { call } = state
      return call?.callId === fact.callId ? { ...next, call: evolveCaucus(call, fact, context.atMs) } : next
    }
    case 'floor:given':
    case 'floor:released':
    case 'mute:asked':
    case 'leg:muted': {
      const { call } = state
      return call?.callId === fact.callId ? { ...next, call: evolveDelegation(call, fact, context) } : next
    }
    case 'call:placed':
      return { ...next, call: placed(fact, context, state.call) }
    case 'hearing:chosen':
      return withCall({ ...next, hearing: withChoice(state, fact) }, fact, context)
    case 'ring:acknowledged':
      return { ...next, missed: state.missed.map((ring) => acknowledged(ring, fact, context.by)) }
    case 'recording:closed':
    case 'recording:damaged':
      return withCall({ ...next, unsealed: state.unsealed.filter((callId) => callId !== fact.callId) }, fact, context)
    case 'call:ended':
      return ended(next, fact, context)
    case 'ring:unanswered':
      return withMissed(withCall(next, fact, context), fact.interpreters ? [] : [fact.party], context.atMs)
    case 'ring:answered':
      return withCall(fact.interpreters ? next : withoutMissed(next, fact), fact, context)
    default:
      return withCall(next, fact, context)
  }
}

/** A line after one whole entry. */
export function evolveLine(state: LineState, entry: LineEntry): LineState {
  return entry.facts.reduce((folded, fact) => evolve(folded, fact, entry), state)
}

function placed(fact: LineFactOf<'call:placed'>, { atMs, by }: FactContext, before: Call | undefined): Call {
  const placedBy = fact.placedFor ?? placerOf(by)
  if (placedBy === undefined) throw new Error(`Call ${fact.callId} was placed by no console.`)
  return {
    callId: fact.callId,
    line: fact.line,
    phase: 'ringing',
    precedence: fact.precedence,
    marking: fact.marking,
    ...(isSoonAgain(before, atMs) && { soonAgain: true }),
    parties: fact.parties,
    placedBy,
    placedAtMs: atMs,
    legs: [],
    rings: fact.placedFor ? [] : fact.parties.filter((party) => party !== placedBy.party).map(waitingRing),
    tracks: [],
    ...(fact.channels && { channels: fact.channels }),
    ...(fact.speaks && { speaks: fact.speaks }),
    recording: { state: 'starting', sinceMs: atMs, keyNumber: 0 },
    mediaLost: false,
  }
}

function placerOf(by: Actor): ConsolePerson | undefined {
  if (by.kind !== 'console') return undefined
  const { kind: _kind, ...placer } = by
  return placer
}

function withCall(state: LineState, fact: CallFact, context: FactContext): LineState {
  if (state.call === undefined || state.call.callId !== fact.callId) return state
  const { atMs } = context
  const call = followCaucus(followDelegation(evolveCall(state.call, fact, atMs), fact), fact, atMs)
  return { ...state, call: withoutLapsedOffers(call) }
}

function evolveCall(call: Call, fact: CallFact, atMs: number): Call {
  switch (fact.type) {
    case 'call:resumed':
      return { ...call, mediaLost: false, recording: startingAgain(call.recording, atMs) }
    case 'call:ended': {
      const { desks: _desks, consecutive: _consecutive, ...rest } = call
      return {
        ...rest,
        phase: 'ended',
        endedAtMs: atMs,
        endReason: fact.reason,
        legs: call.legs.map((leg) => left(leg, atMs)),
        rings: call.rings.map((ring) => silenced(ring, atMs)),
        ...silencedInterpreters(call, atMs),
        tracks: call.tracks.map((track) => ({ toMs: atMs, ...track })),
        recording: atTheEnd(call.recording),
      }
    }
    case 'ring:answered':
    case 'ring:sent':
    case 'ring:widened':
    case 'ring:reached':
    case 'ring:sounding':
    case 'ring:seen':
    case 'ring:declined':
    case 'ring:unanswered':
      return fact.interpreters ? evolveInterpreterRings(call, fact, atMs) : withRing(call, fact, atMs)
    case 'leg:joined':
      return {
        ...call,
        legs: [...call.legs, joined(fact.leg, fact.how, atMs)],
        // The call is up from the first answer: from the moment somebody of another party is in it, for themselves.
        ...(call.phase === 'ringing' && fact.leg.party !== call.placedBy.party && standsFor(call, fact.leg)
          ? { phase: 'up', upAtMs: atMs }
          : {}),
      }
    case 'leg:away':
      return withLeg(call, fact.console, (leg) => ({ ...leg, state: 'away', sinceMs: atMs }))
    case 'leg:back':
      return withLeg(call, fact.console, (leg) => ({ ...leg, state: leg.hold ? 'held' : 'on', sinceMs: atMs }))
    case 'leg:held':
      return withLeg(withoutTracks(call, fact.console, atMs), fact.console, (leg) => held(leg, fact, atMs))
    case 'leg:retrieved':
      return withLeg(call, fact.console, (leg) => retrieved(leg, atMs))
    case 'leg:left':
      return withLeg(
        withoutDesk(withoutTracks(stayMuted(call, fact, atMs), fact.console, atMs), fact.console),
        fact.console,
        (leg) => left(leg, atMs),
      )
    case 'hearing:chosen':
      return withLeg(call, fact.console, (leg) => ({ ...leg, hearing: fact.hearing }))
    case 'desk:taken':
    case 'desk:turned':
    case 'desk:left':
    case 'channel:offered':
    case 'channel:kept':
    case 'channel:taken':
      return { ...call, desks: evolveDesks(call.desks ?? [], fact, atMs) }
    case 'mode:changed': {
      const { consecutive: _consecutive, ...rest } = call
      return fact.mode === 'consecutive' ? { ...rest, consecutive: { turn: 'clear', sinceMs: atMs } } : rest
    }
    case 'turn:changed': {
      const { turn, unheard } = fact
      if (call.consecutive === undefined) return call
      return { ...call, consecutive: { turn, sinceMs: atMs, ...(unheard && { unheard }) } }
    }
    case 'track:started': {
      const { trackId, console, person, kind, channel, muted } = fact
      const started = { trackId, console, person, kind, ...(channel !== undefined && { channel }), muted, fromMs: atMs }
      return { ...call, tracks: [...call.tracks, started] }
    }
    case 'track:muted':
    case 'track:unmuted':
      return withTrack(call, fact.trackId, { muted: fact.type === 'track:muted' })
    case 'track:ended':
      return withTrack(call, fact.trackId, { toMs: atMs })
    case 'recording:started':
    case 'recording:failed':
    case 'recording:damaged':
    case 'recording:checkpointed':
    case 'recording:closed':
    case 'recording:deleted':
      return { ...call, recording: evolveRecording(call, fact, atMs) }
    case 'exception:noted':
      return { ...call, exceptions: [...(call.exceptions ?? []), fact.exception] }
    case 'media:lost':
    case 'media:restored':
      return { ...call, mediaLost: fact.type === 'media:lost' }
    case 'call:placed':
    case 'ring:acknowledged':
      return call
  }
}

function attended({ attendance }: LineState, fact: AttendanceFact, atMs: number): LineState['attendance'] {
  const { party } = fact
  const others = attendance.filter((known) => known.party !== party)
  if (fact.type === 'party:attended') return [...others, { party, attended: true, sinceMs: atMs }]
  // It is told some time after it has become so: see `server/signaling/attendance.ts`.
  const { lastHeardMs } = fact
  const heard = lastHeardMs === undefined ? { sinceMs: atMs } : { sinceMs: lastHeardMs, lastHeardMs }
  return [...others, { party, attended: false, ...heard }]
}

const joined = (who: ConsolePerson, how: Leg['how'], atMs: number): Leg => ({
  ...who,
  how,
  state: 'on',
  sinceMs: atMs,
  fromMs: atMs,
})

function left(leg: Leg, atMs: number): Leg {
  if (leg.state === 'left') return leg
  const { hold: _hold, ...rest } = leg
  return { ...rest, state: 'left', sinceMs: atMs, toMs: atMs }
}

/** A hold that is told anew is the same hold for another reason, which is its state from then on: it began when it began. */
const held = (leg: Leg, { reason, precedence }: LineFactOf<'leg:held'>, atMs: number): Leg => ({
  ...leg,
  state: 'held',
  sinceMs: atMs,
  hold: { reason, ...(precedence && { precedence }), sinceMs: leg.hold?.sinceMs ?? atMs },
})

function retrieved({ hold: _hold, ...leg }: Leg, atMs: number): Leg {
  return { ...leg, state: 'on', sinceMs: atMs, retrievedAtMs: atMs }
}

/** Changes the leg that this console has in the call now; legs that it has left stay as they were. */
const withLeg = (call: Call, consoleId: string, change: (leg: Leg) => Leg): Call => ({
  ...call,
  legs: call.legs.map((leg) => (leg.console === consoleId && leg.state !== 'left' ? change(leg) : leg)),
})

const withRing = (call: Call, fact: Parameters<typeof evolveRing>[1], atMs: number): Call => ({
  ...call,
  rings: call.rings.map((ring) => (ring.party === fact.party ? evolveRing(ring, fact, atMs) : ring)),
})

const withTrack = (call: Call, trackId: string, change: Partial<Call['tracks'][number]>): Call => ({
  ...call,
  tracks: call.tracks.map((track) => (track.trackId === trackId ? { ...track, ...change } : track)),
})

const withoutTracks = (call: Call, consoleId: string, atMs: number): Call => ({
  ...call,
  tracks: call.tracks.map((track) => (track.console === consoleId ? { toMs: atMs, ...track } : track)),
})

/** Whoever leaves leaves their desk; one that is lost or on hold is kept, for its person comes back to it. */
const withoutDesk = (call: Call, consoleId: string): Call =>
  call.desks === undefined ? call : { ...call, desks: call.desks.filter(({ console }) => console !== consoleId) }

function ended(state: LineState, fact: LineFactOf<'call:ended'>, context: FactContext): LineState {
  const before = state.call
  if (before === undefined || before.callId !== fact.callId) return state
  const unsealed = before.recording.damage ? state.unsealed : [...state.unsealed, fact.callId]
  const after = withCall({ ...state, unsealed }, fact, context)
  const missed = after.call?.rings.filter((ring) => ring.state === 'over' && ring.attempt > 0) ?? []
  return withMissed(
    after,
    missed.map((ring) => ring.party),
    context.atMs,
  )
}
