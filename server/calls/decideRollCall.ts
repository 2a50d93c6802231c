import type { LineFact } from '../protocol/lineFacts.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { MissedWhy, RollCall, Watch } from '../protocol/rollCalls.ts'
import { isArmedAndAlive } from './attendance.ts'
import type { CommandOf } from './commands.ts'
import { facts, refuse, type AtConsole, type Decision, type Surroundings } from './decision.ts'
import { canConfirm, confirmsRollCalls, findRollCall } from './rollCalls.ts'

/**
 * A server that runs closes a roll-call within moments of its deadline. One that closes it later than this was not there,
 * or its log took nothing: then nobody could have confirmed.
 */
const SERVER_AWAY_MS = 30_000

/** The rules of roll-calls: the server opens and closes them, a watch officer of each party confirms. */
export function openRollCall(
  state: LineState,
  { rollCallId, dueMs, deadlineMs }: CommandOf<'rollcall:open'>,
  _by: undefined,
  given: Surroundings,
): Decision {
  if (findRollCall(state, rollCallId) !== undefined || given.atMs < dueMs) return facts()
  const parties = given.line.parties.map((party) => ({ party, watch: watchOf(party, given) }))
  const opened: LineFact = { type: 'rollcall:opened', v: 1, rollCallId, dueMs, deadlineMs, parties }
  if (given.atMs < deadlineMs) return facts(opened)
  // Its whole time went by without a server: it is told as what it was.
  const results = given.line.parties.map((party) => ({ party, result: 'missed', why: 'no-server' }) as const)
  return facts(opened, { type: 'rollcall:closed', v: 1, rollCallId, results })
}

export function closeRollCall(
  state: LineState,
  { rollCallId, dueAtMs = Infinity }: CommandOf<'rollcall:close'>,
  _by: undefined,
  given: Surroundings,
): Decision {
  const rollCall = findRollCall(state, rollCallId)
  const closesAtMs = Math.min(dueAtMs, rollCall?.deadlineMs ?? 0)
  if (rollCall === undefined || rollCall.closedAtMs !== undefined || given.atMs < closesAtMs) return facts()
  const results = rollCall.parties.map(({ party, watch, confirmed }) =>
    confirmed !== undefined && !confirmed.late
      ? ({ party, result: 'passed' } as const)
      : ({ party, result: 'missed', why: whyMissed(rollCall, party, watch, given) } as const),
  )
  return facts({ type: 'rollcall:closed', v: 1, rollCallId, results })
}

export function confirmRollCall(
  state: LineState,
  { rollCallId }: CommandOf<'rollcall:confirm'>,
  by: AtConsole,
  given: Surroundings,
): Decision {
  const { party, role } = by.console
  if (!confirmsRollCalls(role)) return refuse('not-allowed', 'A watch officer of your party confirms a roll-call.')
  const rollCall = findRollCall(state, rollCallId)
  const own = rollCall?.parties.find((candidate) => candidate.party === party)
  if (rollCall === undefined || own === undefined)
    return refuse('unknown', 'There is no such roll-call, or it is long over.')
  // Two watch officers of a party who confirm in the same moment have confirmed once.
  if (own.confirmed !== undefined) return facts()
  if (!canConfirm(rollCall, party, given.atMs)) return refuse('too-late', 'That roll-call is long over.')
  const late = rollCall.closedAtMs !== undefined || given.atMs > rollCall.deadlineMs
  return facts({ type: 'rollcall:confirmed', v: 1, rollCallId, party, late })
}

/** What is known of a party's watch officers at this moment. */
function watchOf(party: string, { signedIn }: Surroundings): Watch {
  const watching = signedIn.filter((console) => console.party === party && confirmsRollCalls(console.role))
  if (watching.some(isArmedAndAlive)) return 'armed'
  return watching.length > 0 ? 'signed-in' : 'nobody'
}

/** Never more than was known: of the moment in which it was opened and of the one in which it is closed. */
function whyMissed({ deadlineMs }: RollCall, party: string, before: Watch, given: Surroundings): MissedWhy {
  if (given.atMs - deadlineMs > SERVER_AWAY_MS) return 'no-server'
  const known: Watch[] = [before, watchOf(party, given)]
  if (known.includes('armed')) return 'no-answer'
  return known.includes('signed-in') ? 'nobody-armed' : 'nobody-signed-in'
}
