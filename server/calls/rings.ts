import type { LineFactOf } from '../protocol/lineFacts.ts'
import type { Ring, RingTarget } from '../protocol/lineState.ts'

/** The states in which a party's phones make, or are about to make, a sound. */
const RINGING: ReadonlySet<Ring['state']> = new Set(['waiting', 'sent', 'reached', 'sounding', 'seen'])

export const isRinging = (ring: Ring): boolean => RINGING.has(ring.state)

/** Does this ring still ring for this person, or have they declined it? */
export const ringsFor = (ring: Ring, person: string): boolean =>
  isRinging(ring) && !ring.declines.some((decline) => decline.person === person)

export function waitingRing(party: string): Ring {
  return { party, state: 'waiting', attempt: 0, targets: [], declines: [] }
}

/** The furthest that is proved of a ring that rings, and `declined` when nobody of the party is left to answer it. */
function stateOfTargets(ring: Ring): Ring['state'] {
  const left = ring.targets.filter((target) => !ring.declines.some((decline) => decline.person === target.person))
  if (ring.declines.length > 0 && left.length === 0) return 'declined'
  if (left.some((target) => target.seenAtMs !== undefined)) return 'seen'
  if (left.some((target) => target.soundingAtMs !== undefined)) return 'sounding'
  if (left.some((target) => target.reachedAtMs !== undefined)) return 'reached'
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

type RingFact = LineFactOf<
  'ring:sent' | 'ring:reached' | 'ring:sounding' | 'ring:seen' | 'ring:answered' | 'ring:declined' | 'ring:unanswered'
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
        deadlineAtMs: fact.deadlineAtMs,
        targets: fact.consoles.map(({ console, person }) => ({ console, person })),
        declines: [],
      }
    case 'ring:reached':
      return restated(withTarget(ring, fact, { reachedAtMs: atMs, armed: fact.armed }), atMs)
    case 'ring:sounding':
      return restated(withTarget(ring, fact, { soundingAtMs: atMs }), atMs)
    case 'ring:seen':
      return restated(withTarget(ring, fact, { seenAtMs: atMs }), atMs)
    case 'ring:declined': {
      const { console, person, reason } = fact
      return restated({ ...ring, declines: [...ring.declines, { console, person, reason, atMs }] }, atMs)
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
