import type { LineState } from '../protocol/lineState.ts'
import type { RollCall, RollCallFact, RollCallParty } from '../protocol/rollCalls.ts'
import type { Role } from '../protocol/words.ts'
import type { FactContext } from './evolve.ts'

/** A week of two a day; older ones are in the history of the line's tests. */
export const ROLL_CALLS_KEPT = 14
/** Late is better than not at all, for as long as somebody still asks who heard the line. */
export const LATE_WITHIN_MS = 3_600_000

/** Who confirms for a party: whoever is on the line as its watch officer. */
export const confirmsRollCalls = (role: Role): boolean => role === 'watch'

/** How a party stands in a roll-call. */
export type PartyStanding = 'waiting' | 'passed' | 'late' | 'missed'

export function standingIn({ confirmed, missed }: RollCallParty): PartyStanding {
  if (confirmed) return confirmed.late ? 'late' : 'passed'
  return missed === undefined ? 'waiting' : 'missed'
}

export const findRollCall = ({ rollCalls }: Pick<LineState, 'rollCalls'>, rollCallId: string): RollCall | undefined =>
  rollCalls.find((known) => known.rollCallId === rollCallId)

/** Whether a party can confirm it at this moment, in time or late. */
export function canConfirm(rollCall: RollCall, party: string, atMs: number): boolean {
  const own = rollCall.parties.find((candidate) => candidate.party === party)
  return own !== undefined && own.confirmed === undefined && atMs <= rollCall.deadlineMs + LATE_WITHIN_MS
}

/**
 * The roll-calls of a line after one fact of them, the one that was opened last first. By when they were opened and not by
 * when they were due: those that a clock that was ahead has opened must not outlast the ones that are opened now. One that
 * is open is kept until it is closed.
 */
export function evolveRollCalls(
  rollCalls: readonly RollCall[],
  fact: RollCallFact,
  context: Pick<FactContext, 'atMs' | 'by'>,
): RollCall[] {
  if (fact.type === 'rollcall:opened') {
    const { rollCallId, dueMs, deadlineMs, parties } = fact
    const opened: RollCall = { rollCallId, dueMs, deadlineMs, openedAtMs: context.atMs, parties }
    return [opened, ...rollCalls].filter(({ closedAtMs }, at) => at < ROLL_CALLS_KEPT || closedAtMs === undefined)
  }
  return rollCalls.map((known) => (known.rollCallId === fact.rollCallId ? evolveRollCall(known, fact, context) : known))
}

function evolveRollCall(
  rollCall: RollCall,
  fact: Exclude<RollCallFact, { type: 'rollcall:opened' }>,
  { atMs, by }: Pick<FactContext, 'atMs' | 'by'>,
): RollCall {
  if (fact.type === 'rollcall:confirmed') {
    if (by.kind !== 'console') throw new Error(`The roll-call ${fact.rollCallId} was confirmed at no console.`)
    const { person, name, console } = by
    const confirmed = { atMs, late: fact.late, person, name, console }
    return withParty(rollCall, fact.party, (party) => ({ ...party, confirmed }))
  }
  const closed: RollCall = { ...rollCall, closedAtMs: atMs }
  return fact.results.reduce(
    (folded, result) =>
      result.result === 'passed'
        ? folded
        : withParty(folded, result.party, (party) => ({ ...party, missed: result.why })),
    closed,
  )
}

const withParty = (rollCall: RollCall, party: string, change: (party: RollCallParty) => RollCallParty): RollCall => ({
  ...rollCall,
  parties: rollCall.parties.map((known) => (known.party === party ? change(known) : known)),
})
