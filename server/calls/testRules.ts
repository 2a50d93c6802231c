import type { LineFact } from '../protocol/lineFacts.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { CommandOf } from './commands.ts'
import { testedUntilMs } from './evolveTests.ts'
import { facts, refuse, type AtConsole, type Decision, type Surroundings } from './decision.ts'
import { isRoom } from './room.ts'
import { liveCall } from './roster.ts'
import { worstFaults, worstPaths } from './testFaults.ts'

const ROOM_NOT_READY =
  'The server was started just now and is still reading the earlier tests of this line. Try again in a moment.'

/** A person asks for a test of the line. */
export function startTest(
  state: LineState,
  _command: CommandOf<'test:start'>,
  _by: AtConsole,
  given: Surroundings,
): Decision {
  if (liveCall(state)) return refuse('not-now', 'A call is up on this line. It can be tested when the call is over.')
  if (state.lineTest) return refuse('not-now', 'A test of this line is running.')
  if (testedUntilMs(state, given.atMs) !== undefined)
    return refuse('slow-down', 'This line was tested just now. Its card says from when on it can be tested again.')
  if (!given.roomReady) return refuse('not-now', ROOM_NOT_READY)
  return facts(started(given))
}

/** The schedule says that a test is due, and before it how many were due that nobody began. */
export function beginTest(
  state: LineState,
  { dueAtMs, before }: CommandOf<'test:begin'>,
  _by: undefined,
  given: Surroundings,
): Decision {
  const { testsDueUpToMs: upToMs } = state
  // One of the future is from before the machine's clock was put back.
  if (upToMs !== undefined && upToMs <= given.atMs && dueAtMs <= upToMs) return facts()
  const missed: LineFact[] = before === undefined ? [] : [{ type: 'test:missed', v: 1, ...before, reason: 'not-begun' }]
  // A line on which somebody calls needs no test to prove that it works, and a call goes before one.
  if (liveCall(state)) return facts(...missed, { type: 'test:missed', v: 1, dueAtMs, tests: 1, reason: 'call' })
  // One that a person has asked for is running: the one that is due begins after it.
  if (state.lineTest) return refuse('not-now', 'A test of this line is running.')
  if (!given.roomReady) return refuse('not-now', ROOM_NOT_READY)
  return facts(...missed, started(given, dueAtMs))
}

/** Race: a test is over once; a call may have taken its place while its result was on the way. */
export const finishTest = (
  state: LineState,
  command: CommandOf<'test:finish'>,
  _by: undefined,
  { atMs, timing }: Surroundings,
): Decision => {
  const { testId, outcome } = command
  if (state.lineTest?.testId !== testId) return facts()
  const { participants } = state.lineTest
  const [found, faults] = [worstPaths(command.found, participants), worstFaults(command.faults, participants)]
  const againAtMs = atMs + timing.testAgainAfterMs
  return facts({ type: 'test:finished', v: 1, testId, outcome, found, faults, againAtMs })
}

export const abortTest = (state: LineState, { testId, reason }: CommandOf<'test:abort'>): Decision =>
  state.lineTest?.testId === testId ? facts({ type: 'test:aborted', v: 1, testId, reason }) : facts()

/** A call that is placed goes before a test of its line, which is over in the same entry: nobody waits for it. */
export const preempted = ({ lineTest }: LineState): LineFact[] =>
  lineTest === undefined ? [] : [{ type: 'test:aborted', v: 1, testId: lineTest.testId, reason: 'call' }]

/** In a room: the call of a test, with everybody who has part in it. Nobody is rung. */
export function openRoom(
  state: LineState,
  { callId, participants }: CommandOf<'room:open'>,
  _by: undefined,
  given: Surroundings,
): Decision {
  const { line, parties } = given.line
  const [party] = parties
  const left = liveCall(state)
  if (left?.callId === callId || party === undefined) return facts()
  // Nobody has placed it, whoever sits at the consoles: it stands in the name of the test.
  const placedFor = { person: 'line-test', name: 'Line test', party, role: 'watch', console: callId } as const
  // What a test that was ended has left there makes room for the next.
  const cleared: LineFact[] = left ? [{ type: 'call:ended', v: 1, callId: left.callId, reason: 'ended' }] : []
  return facts(
    ...cleared,
    { type: 'call:placed', v: 1, callId, line, parties, precedence: 'routine', marking: 'test', placedFor },
    ...participants.map(({ synthetic: _theirs, ...leg }): LineFact => ({
      type: 'leg:joined',
      v: 1,
      callId,
      leg,
      how: 'joined',
    })),
  )
}

export const closeRoom = (state: LineState, { callId }: CommandOf<'room:close'>): Decision =>
  liveCall(state)?.callId === callId ? facts({ type: 'call:ended', v: 1, callId, reason: 'ended' }) : facts()

function started(given: Surroundings, dueAtMs?: number): LineFact {
  const participants = [...(given.testParticipants?.() ?? [])]
  return {
    type: 'test:started',
    v: 1,
    testId: given.newCallId,
    participants,
    ...(dueAtMs !== undefined && { dueAtMs }),
  }
}

/** Only what was made in a room is ever deleted: a recording of people is kept, whatever is configured. */
export function deleteRecording(state: LineState, { callId }: CommandOf<'recording:delete'>): Decision {
  const isOver = liveCall(state)?.callId !== callId && !state.unsealed.includes(callId)
  if (!isRoom(state.line) || !isOver) return refuse('not-now', 'Only the recording of a test that is over is deleted.')
  return facts({ type: 'recording:deleted', v: 1, callId })
}
