import type { Actor } from '../protocol/actor.ts'
import type { LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, LineState, MissedRing, Ring } from '../protocol/lineState.ts'
import { insists } from './ladder.ts'

/** Of each party: enough to see what happened over a night; older ones are in the records. */
const MISSED_RINGS_KEPT = 20

/** A line whose call has rung at parties of which nobody answered. */
export function withMissed(state: LineState, parties: readonly string[], atMs: number): LineState {
  const { call } = state
  if (call === undefined || parties.length === 0) return state
  const isOf = ({ callId, party }: MissedRing): boolean => callId === call.callId && parties.includes(party)
  const missed = call.rings
    .filter(({ party }) => parties.includes(party))
    .map((ring) =>
      missedOf(
        call,
        ring,
        state.missed.find((known) => isOf(known) && known.party === ring.party),
        atMs,
      ),
    )
  const all = [...missed, ...state.missed.filter((known) => !isOf(known))]
  return { ...state, missed: parties.reduce(withinBounds, all) }
}

/**
 * Whoever rings a party again and again pushes out their own rings and nobody else's: one goes of the caller of whom there
 * are most, and is counted at the newest of that caller.
 */
function withinBounds(missed: readonly MissedRing[], party: string): MissedRing[] {
  const ofParty = missed.filter((ring) => ring.party === party)
  if (ofParty.length <= MISSED_RINGS_KEPT) return [...missed]
  const callers = [...Map.groupBy(ofParty, ({ from, fromName }) => `${from} ${fromName}`).values()]
  // Of two who have rung as often, the one who has not for longer.
  const most = callers.reduce((one, other) => (other.length >= one.length ? other : one))
  const gone = most.findLast(({ acknowledgedBy }) => acknowledgedBy.length > 0) ?? most.at(-1)
  const newest = most.find((ring) => ring !== gone)
  const counted = most.flatMap(({ before }) => before ?? [])
  return missed
    .filter((ring) => ring !== gone)
    .map((ring) => {
      if (gone === undefined || !most.includes(ring)) return ring
      const { before: _before, ...alone } = ring
      return ring === newest ? { ...alone, before: withOneMore(counted, gone) } : alone
    })
}

const withOneMore = (
  counted: readonly NonNullable<MissedRing['before']>[],
  { atMs }: MissedRing,
): NonNullable<MissedRing['before']> => ({
  rings: counted.reduce((sum, { rings }) => sum + rings, 1),
  sinceMs: Math.min(atMs, ...counted.map(({ sinceMs }) => sinceMs)),
})

/** @param before what this party had missed of the same call already: one ring on the screen, for all who have missed any. */
function missedOf(call: Call, ring: Ring, before: MissedRing | undefined, atMs: number): MissedRing {
  const { callId, placedBy, precedence, marking } = call
  const byName = ring.byName === true
  const reach = byName && before ? before : ring
  const step = Math.max(ring.step ?? 0, before?.step ?? 0)
  const called = [...(before?.called ?? []), ...(ring.called ?? [])]
  const calledNow = new Set(ring.called?.map(({ person }) => person))
  const declinedBy = ring.declines.map(({ person }) => person)
  return {
    callId,
    party: ring.party,
    from: placedBy.party,
    fromName: placedBy.name,
    atMs,
    precedence,
    marking,
    ...(reach.ladder && { ladder: reach.ladder }),
    ...(step > 0 && { step }),
    ...(called.length > 0 && { called }),
    ...(byName && (before === undefined || before.byName === true) && { byName: true }),
    // Who was rung by name alone is to see that again; for the others nothing is new.
    acknowledgedBy: byName ? (before?.acknowledgedBy ?? []).filter((person) => !calledNow.has(person)) : [],
    ...(declinedBy.length > 0 && { declinedBy }),
    ...(ring.targets.length === 0 && (before === undefined || before.nobodySignedIn) && { nobodySignedIn: true }),
    ...(before?.before && { before: before.before }),
    ...((insists(ring) || (byName && before && stillSounds(before))) && { insists: true }),
  }
}

/** A party that answers after all has missed nothing. */
export const withoutMissed = (
  state: LineState,
  { callId, party }: { readonly callId: string; readonly party: string },
): LineState => ({
  ...state,
  missed: state.missed.filter((ring) => ring.callId !== callId || ring.party !== party),
})

/** Each party has missed a ring of its own: what one has seen to still sounds at another. */
export const acknowledged = (ring: MissedRing, fact: LineFactOf<'ring:acknowledged'>, by: Actor): MissedRing =>
  ring.callId === fact.callId &&
  by.kind === 'console' &&
  by.party === ring.party &&
  !ring.acknowledgedBy.includes(fact.person)
    ? { ...ring, acknowledgedBy: [...ring.acknowledgedBy, fact.person] }
    : ring

/** Whether it still sounds: until somebody of the party has acknowledged it. */
export const stillSounds = (ring: MissedRing): boolean => ring.insists === true && ring.acknowledgedBy.length === 0
