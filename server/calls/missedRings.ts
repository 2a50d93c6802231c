import type { Actor } from '../protocol/actor.ts'
import type { LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, LineState, MissedRing, Ring } from '../protocol/lineState.ts'
import { insists } from './ladder.ts'

/** Enough to see what happened over a night; older ones are in the records. */
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
  return {
    ...state,
    missed: [...missed, ...state.missed.filter((known) => !isOf(known))].slice(0, MISSED_RINGS_KEPT),
  }
}

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
