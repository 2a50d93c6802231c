import type { LineFactOf } from '../protocol/lineFacts.ts'
import type { Ring, RingTarget } from '../protocol/lineState.ts'
import { isFor, nextStep, type OnLine } from './ladder.ts'

/** The states in which a party's phones make, or are about to make, a sound. */
const RINGING: ReadonlySet<Ring['state']> = new Set(['waiting', 'sent', 'reached', 'sounding', 'seen'])

export const isRinging = (ring: Ring): boolean => RINGING.has(ring.state)

export const hasDeclined = ({ declines }: Ring, person: string): boolean =>
  declines.some((decline) => decline.person === person)

/** They have answered, and it rings on for the others of their booth: also when they leave, it is theirs no more. */
const hasAnswered = ({ answered = [] }: Ring, person: string): boolean => answered.includes(person)

/** Does this ring ring for somebody of its party at this moment? They may have answered or declined it, or not be due yet. */
export const ringsFor = (ring: Ring, who: OnLine): boolean =>
  isRinging(ring) && isFor(ring, who) && !hasDeclined(ring, who.person) && !hasAnswered(ring, who.person)

/** Somebody was asked for by name: then it rings for them also where they are in the call already, lost or on hold. */
export const isCalled = ({ called = [] }: Ring, person: string): boolean => called.some((one) => one.person === person)

/** How often somebody has declined the call, and when last, however it was rung again since. */
const turnedDownBy = ({ turnedDown = [] }: Ring, person: string) => turnedDown.find((one) => one.person === person)

/** Somebody has declined the call more than once: the first time may have been a mistake, or too early. */
export const hasTurnedDown = (ring: Ring, person: string): boolean => (turnedDownBy(ring, person)?.times ?? 0) > 1

/** Who has turned it down is left alone for a moment. */
const LEFT_ALONE_MS = 15_000
export const isLeftAlone = (ring: Ring, person: string, atMs: number): boolean =>
  hasTurnedDown(ring, person) && atMs < (turnedDownBy(ring, person)?.atMs ?? 0) + LEFT_ALONE_MS

const left = (ring: Ring): RingTarget[] => ring.targets.filter(({ person }) => !hasDeclined(ring, person))

/** Somebody has declined, and no console is left at which it rings. */
export const nobodyRings = (ring: Ring): boolean => ring.declines.length > 0 && left(ring).length === 0

export function waitingRing(party: string): Ring {
  return { party, state: 'waiting', attempt: 0, targets: [], declines: [] }
}

/** The furthest that is proved of a ring that rings, and `declined` when nobody of the party is left to answer it. */
function stateOfTargets(ring: Ring): Ring['state'] {
  if (nobodyRings(ring) && nextStep(ring) === undefined) return 'declined'
  const ringing = left(ring)
  if (ringing.some((target) => target.seenAtMs !== undefined)) return 'seen'
  if (ringing.some((target) => target.soundingAtMs !== undefined)) return 'sounding'
  if (ringing.some((target) => target.reachedAtMs !== undefined)) return 'reached'
  return 'sent'
}

const restated = (ring: Ring, atMs: number): Ring => {
  const state = stateOfTargets(ring)
  return state === 'declined' ? { ...ring, state, settledAtMs: atMs } : { ...ring, state }
}

function withTarget(ring: Ring, fact: { console: string; person: string }, seen: Partial<RingTarget>): Ring {
  const known = ring.targets.find((target) => target.console === fact.console)
  const target: RingTarget = { ...(known ?? { console: fact.console, person: fact.person }), ...seen }
  const targets = known
    ? ring.targets.map((other) => (other.console === fact.console ? target : other))
    : [...ring.targets, target]
  return { ...ring, targets }
}

/** It rings for more than before: a step later, or for somebody by name, whose console says anew what is true there. */
function widened(ring: Ring, fact: LineFactOf<'ring:widened'>, atMs: number): Ring {
  const { step, person, deadlineAtMs, consoles } = fact
  const known = ring.targets.filter((target) => !consoles.some(({ console }) => console === target.console))
  const called = (ring.called ?? []).filter((other) => other.person !== person)
  return {
    ...ring,
    ...(step !== undefined && { step }),
    ...(person !== undefined && { called: [...called, { person, atMs }] }),
    ...(deadlineAtMs !== undefined && { deadlineAtMs }),
    targets: [...known, ...consoles.map((target) => ({ console: target.console, person: target.person }))],
    declines: ring.declines.filter((decline) => decline.person !== person),
    ...(ring.answered && { answered: ring.answered.filter((other) => other !== person) }),
  }
}

export type RingFact = LineFactOf<
  | 'ring:sent'
  | 'ring:widened'
  | 'ring:reached'
  | 'ring:sounding'
  | 'ring:seen'
  | 'ring:answered'
  | 'ring:declined'
  | 'ring:unanswered'
>

/** One ring after one fact of it. */
export function evolveRing(ring: Ring, fact: RingFact, atMs: number): Ring {
  switch (fact.type) {
    case 'ring:sent':
      return {
        party: ring.party,
        state: 'sent',
        attempt: fact.attempt,
        sentAtMs: atMs,
        ...(fact.deadlineAtMs !== undefined && { deadlineAtMs: fact.deadlineAtMs }),
        ...(fact.ladder && { ladder: fact.ladder }),
        ...(fact.person !== undefined && { called: [{ person: fact.person, atMs }], byName: true }),
        targets: fact.consoles.map(({ console, person }) => ({ console, person })),
        declines: [],
        ...(ring.turnedDown && { turnedDown: ring.turnedDown }),
      }
    case 'ring:widened':
      return restated(widened(ring, fact, atMs), atMs)
    case 'ring:reached':
      return restated(withTarget(ring, fact, { reachedAtMs: atMs, armed: fact.armed }), atMs)
    case 'ring:sounding':
      return restated(withTarget(ring, fact, { soundingAtMs: atMs }), atMs)
    case 'ring:seen':
      return restated(withTarget(ring, fact, { seenAtMs: atMs }), atMs)
    case 'ring:declined': {
      const { console, person, reason, callBackAtMs } = fact
      const decline = { console, person, reason, ...(callBackAtMs !== undefined && { callBackAtMs }), atMs }
      const others = (ring.turnedDown ?? []).filter((one) => one.person !== person)
      const turnedDown = [...others, { person, times: (turnedDownBy(ring, person)?.times ?? 0) + 1, atMs }]
      return restated({ ...ring, declines: [...ring.declines, decline], turnedDown }, atMs)
    }
    case 'ring:answered':
      return {
        ...ring,
        state: 'answered',
        settledAtMs: atMs,
        answeredBy: { console: fact.console, person: fact.person },
      }
    case 'ring:unanswered':
      return { ...ring, state: 'unanswered', settledAtMs: atMs }
  }
}

/** A ring when its call ends: what still rang falls silent. */
export const silenced = (ring: Ring, atMs: number): Ring =>
  isRinging(ring) ? { ...ring, state: 'over', settledAtMs: atMs } : ring
