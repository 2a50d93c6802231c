import type { LineFact } from '../protocol/lineFacts.ts'
import type { Call, LineState } from '../protocol/lineState.ts'
import type { CommandOf, ReportCommand } from './commands.ts'
import { facts, refuse, type Decision, type ReportRule, type Surroundings } from './decision.ts'
import { leaving } from './decideConsole.ts'
import { interpretersRung, lateInterpreterRung } from './interpreterRings.ts'
import { nextStep } from './ladder.ts'
import { closeRollCall, openRollCall } from './decideRollCall.ts'
import { isRinging } from './rings.ts'
import { ofRing } from './settling.ts'
import { ringSent, widened } from './ringFacts.ts'
import { legOf, emptySinceMs, legsConnected, liveCall } from './roster.ts'
import { abortTest, beginTest, closeRoom, deleteRecording, finishTest, openRoom } from './testRules.ts'

/**
 * The rules of what the server's own parts report. A report that comes late or twice is no error of anybody: it makes
 * no facts.
 */
export const reportRules: { [N in ReportCommand['name']]: ReportRule<CommandOf<N>> } = {
  'leg:lose': (state, { callId, console }) =>
    inCall(state, callId, (call) =>
      legsConnected(call).some((leg) => leg.console === console)
        ? [{ type: 'leg:away', v: 1, callId, console, reason: 'console-lost' }]
        : [],
    ),
  'leg:remove': (state, { callId, console, reason }) =>
    inCall(state, callId, (call) => (legOf(call, console) === undefined ? [] : leaving(call, console, reason))),
  'leg:hold': holdLeg,
  // Race: while this waited for its turn its person may have made the hold their own, which only they end.
  'leg:retrieve': (state, { callId, console }) =>
    inCall(state, callId, (call) => {
      const leg = legOf(call, console)
      const isTaken = leg?.state === 'held' && leg.hold?.reason === 'pre-empted'
      return isTaken ? [{ type: 'leg:retrieved', v: 1, callId, console }] : []
    }),
  'ring:expire': expireRing,
  'ring:widen': widenRing,
  'interpreters:ring': (state, { callId, console }, _by, given) =>
    inCall(state, callId, (call) => lateInterpreterRung(call, console, given)),
  // Race: while this waited for its turn somebody may have come back, and be lost again: the call is empty anew then.
  'call:expire': (state, command) =>
    inCall(state, command.callId, (call) =>
      emptySinceMs(call) === command.emptySinceMs
        ? [{ type: 'call:ended', v: 1, callId: call.callId, reason: 'empty' }]
        : [],
    ),
  'call:resume': (state, { callId }) => inCall(state, callId, resumed),
  'recording:start': startRecording,
  'recording:fail': failRecording,
  'recording:damage': damageRecording,
  'recording:checkpoint': (state, { callId, head }) =>
    isKept(state, callId) ? facts({ type: 'recording:checkpointed', v: 1, callId, head }) : facts(),
  'recording:close': (state, { callId, head, tracks, bytes }) =>
    state.unsealed.includes(callId) ? facts({ type: 'recording:closed', v: 1, callId, head, tracks, bytes }) : facts(),
  'exception:note': noteException,
  'party:attend': (state, { party }) =>
    isAttended(state, party) ? facts() : facts({ type: 'party:attended', v: 1, party }),
  'party:unattend': (state, { name: _name, ...told }) =>
    isAttended(state, told.party) ? facts({ type: 'party:unattended', v: 1, ...told }) : facts(),
  'test:begin': beginTest,
  'test:finish': finishTest,
  'test:abort': abortTest,
  'recording:delete': deleteRecording,
  'room:open': openRoom,
  'room:close': closeRoom,
  'rollcall:open': openRollCall,
  'rollcall:close': closeRollCall,
  'track:start': startTrack,
  'track:mute': (state, { callId, trackId }) =>
    onTrack(state, callId, trackId, (track) => (track.muted ? [] : [{ type: 'track:muted', v: 1, callId, trackId }])),
  'track:unmute': (state, { callId, trackId }) =>
    onTrack(state, callId, trackId, (track) => (track.muted ? [{ type: 'track:unmuted', v: 1, callId, trackId }] : [])),
  'track:end': (state, { callId, trackId, reason }) =>
    onTrack(state, callId, trackId, () => [{ type: 'track:ended', v: 1, callId, trackId, reason }]),
  // Race: an interpreter's key may have turned it while this waited for its turn, and goes before what was heard.
  'turn:tell': (state, { callId, from, turn }) =>
    inCall(state, callId, ({ consecutive }) =>
      consecutive?.turn === from && turn !== from
        ? [{ type: 'turn:changed', v: 1, callId, turn, ...(from === 'interpreting' && { unheard: true }) }]
        : [],
    ),
  'media:lose': (state, { callId }) =>
    inCall(state, callId, (call) => (call.mediaLost ? [] : [{ type: 'media:lost', v: 1, callId }])),
  'media:restore': (state, { callId }) =>
    inCall(state, callId, (call) => (call.mediaLost ? [{ type: 'media:restored', v: 1, callId }] : [])),
}

function inCall(state: LineState, callId: string, happened: (call: Call) => LineFact[]): Decision {
  const call = liveCall(state)
  return call?.callId === callId ? facts(...happened(call)) : facts()
}

/** Is this the call that is up, or one that has ended and whose recording is still open? */
const isKept = (state: LineState, callId: string): boolean =>
  liveCall(state)?.callId === callId || state.unsealed.includes(callId)

function onTrack(
  state: LineState,
  callId: string,
  trackId: string,
  happened: (track: Call['tracks'][number]) => LineFact[],
): Decision {
  return inCall(state, callId, (call) => {
    const track = call.tracks.find((candidate) => candidate.trackId === trackId)
    return track === undefined || track.toMs !== undefined ? [] : happened(track)
  })
}

/** For which reason a leg is on hold before it is for another: taken while it is on, and so on, in this order alone. */
const HELD_BEFORE = { 'pre-empted': undefined, answering: 'pre-empted', asked: 'answering' } as const

function holdLeg(state: LineState, command: CommandOf<'leg:hold'>): Decision {
  const { callId, console, reason, precedence } = command
  return inCall(state, callId, (call) => {
    const leg = legOf(call, console)
    const isDue = leg?.state === (reason === 'pre-empted' ? 'on' : 'held') && leg.hold?.reason === HELD_BEFORE[reason]
    return isDue ? [{ type: 'leg:held', v: 1, callId, console, reason, ...(precedence && { precedence }) }] : []
  })
}

function expireRing(
  state: LineState,
  command: CommandOf<'ring:expire'>,
  _by: undefined,
  given: Surroundings,
): Decision {
  const { callId, party, attempt, interpreters, dueAtMs = Infinity } = command
  return inCall(state, callId, (call) => {
    const rings = interpreters ? (call.interpreterRings ?? []) : call.rings
    const ring = rings.find((candidate) => candidate.party === party)
    if (ring === undefined || ring.attempt !== attempt || !isRinging(ring)) return []
    // A ring whose next step is late, after a restart say, has not rung for everybody yet.
    if (ring.deadlineAtMs === undefined || nextStep(ring) !== undefined) return []
    if (command.deadlineAtMs !== undefined && command.deadlineAtMs !== ring.deadlineAtMs) return []
    if (given.atMs < Math.min(dueAtMs, ring.deadlineAtMs)) return []
    return [{ type: 'ring:unanswered', ...ofRing(call, ring) }]
  })
}

function widenRing(state: LineState, command: CommandOf<'ring:widen'>, _by: undefined, given: Surroundings): Decision {
  const { callId, party, attempt, step, dueAtMs = Infinity } = command
  return inCall(state, callId, (call) => {
    const ring = call.rings.find((candidate) => candidate.party === party)
    if (ring === undefined || ring.attempt !== attempt || !isRinging(ring) || nextStep(ring) !== step) return []
    const { sentAtMs, ladder } = ring
    const afterMs = ladder?.[step]?.afterMs
    if (sentAtMs === undefined || afterMs === undefined) return []
    if (given.atMs < Math.min(dueAtMs, sentAtMs + afterMs)) return []
    return [widened(call, ring, step, given)]
  })
}

/**
 * A start of the server in the middle of a call: every socket and every track of the process before is gone. The
 * recorder proves itself anew, and consoles that come back find their legs away.
 */
function resumed(call: Call): LineFact[] {
  const { callId } = call
  return [
    { type: 'call:resumed', v: 1, callId },
    ...legsConnected(call).map(({ console }): LineFact => ({
      type: 'leg:away',
      v: 1,
      callId,
      console,
      reason: 'server-restarted',
    })),
    ...call.tracks
      .filter((track) => track.toMs === undefined)
      .map(({ trackId }): LineFact => ({ type: 'track:ended', v: 1, callId, trackId, reason: 'media-lost' })),
  ]
}

/** The rings that waited for the recorder's proof, or for the news that there is none. */
const ringsThatWaited = (call: Call, given: Surroundings): LineFact[] => {
  const waited = call.rings.filter((ring) => ring.state === 'waiting')
  if (waited.length === 0) return []
  return [...waited.map((ring) => ringSent(call, ring, given)), ...interpretersRung(call, given)]
}

function startRecording(
  state: LineState,
  { callId, keyNumber }: CommandOf<'recording:start'>,
  _by: undefined,
  given: Surroundings,
): Decision {
  const call = liveCall(state)
  if (call?.callId !== callId) return refuse('too-late', 'That call is over.')
  if (call.recording.state === 'on') return facts()
  return facts({ type: 'recording:started', v: 1, callId, keyNumber }, ...ringsThatWaited(call, given))
}

function failRecording(
  state: LineState,
  { callId, cause }: CommandOf<'recording:fail'>,
  _by: undefined,
  given: Surroundings,
): Decision {
  // Race: the deadline's report and the recorder's own may wait in one queue. A proof that stands is not taken back.
  return inCall(state, callId, (call) =>
    call.recording.state === 'starting'
      ? [{ type: 'recording:failed', v: 1, callId, cause }, ...ringsThatWaited(call, given)]
      : [],
  )
}

function damageRecording(
  state: LineState,
  { callId, fault }: CommandOf<'recording:damage'>,
  _by: undefined,
  given: Surroundings,
): Decision {
  if (!isKept(state, callId)) return facts()
  const call = liveCall(state)
  if (call?.callId !== callId) return facts({ type: 'recording:damaged', v: 1, callId, fault })
  if (call.recording.damage !== undefined) return facts()
  return facts({ type: 'recording:damaged', v: 1, callId, fault }, ...ringsThatWaited(call, given))
}

/** Noted until the recording is closed, each once, and only of what was said: after its end a call has nothing to lose. */
function noteException(state: LineState, { callId, exception }: CommandOf<'exception:note'>): Decision {
  const { cause, fromMs } = exception
  const { endedAtMs = Infinity, exceptions = [] } = state.call?.callId === callId ? state.call : {}
  const isNoted = exceptions.some((known) => known.cause === cause && known.fromMs === fromMs)
  if (!isKept(state, callId) || isNoted || fromMs >= endedAtMs) return facts()
  return facts({ type: 'exception:noted', v: 1, callId, exception })
}

/** Of a party that has never armed a console it goes without saying that none is armed. */
const isAttended = ({ attendance }: LineState, party: string): boolean =>
  attendance.some((known) => known.party === party && known.attended)

function startTrack(state: LineState, command: CommandOf<'track:start'>): Decision {
  const { callId, trackId, console, kind, channel, muted } = command
  const call = liveCall(state)
  if (call?.callId !== callId) return refuse('too-late', 'That call is over.')
  const leg = legOf(call, console)
  if (leg?.state !== 'on') return refuse('not-now', 'This console is not in the call.')
  if (call.tracks.some((track) => track.trackId === trackId)) return facts()
  const { person } = leg
  const into = channel !== undefined && { channel }
  return facts({ type: 'track:started', v: 1, callId, trackId, console, person, kind, ...into, muted })
}
