import type { Ring, RingTarget } from '../../server/protocol/lineState.ts'
import type { Sentences } from '../languages/en.ts'

/** What is true of a ring at this moment, in one phrase; never more than has been proved. */
export function ringSays(t: Sentences, ring: Ring, personName: (person: string) => string): string {
  const declined = new Set(ring.declines.map(({ person }) => person))
  const names = (proved: (target: RingTarget) => boolean): string => {
    const people = ring.targets.filter((target) => !declined.has(target.person) && proved(target))
    return [...new Set(people.map(({ person }) => personName(person)))].join(', ')
  }
  switch (ring.state) {
    case 'waiting':
      return t.ring.waiting
    case 'sent':
      return ring.targets.length === 0 ? t.ring.nobody : t.ring.sent
    case 'reached': {
      const armed = names(({ reachedAtMs, armed: isArmed }) => reachedAtMs !== undefined && isArmed === true)
      return armed === ''
        ? t.ring.reachedUnarmed(names(({ reachedAtMs }) => reachedAtMs !== undefined))
        : t.ring.reached(armed)
    }
    case 'sounding':
      return t.ring.sounding(names(({ soundingAtMs }) => soundingAtMs !== undefined))
    case 'seen':
      return t.ring.seen(names(({ seenAtMs }) => seenAtMs !== undefined))
    case 'answered':
      return t.ring.answered(personName(ring.answeredBy?.person ?? ''))
    case 'declined': {
      const last = ring.declines.at(-1)
      return last === undefined ? t.ring.unanswered : t.ring.declined(personName(last.person), last.reason)
    }
    case 'unanswered':
      return t.ring.unanswered
    case 'over':
      return t.ring.over
  }
}
