import type { LadderStep } from '../../server/protocol/ladders.ts'
import type { Leg, Ring } from '../../server/protocol/lineState.ts'
import type { Sentences } from '../languages/en.ts'
import type { PartyRing } from '../models/partyRing.ts'
import { clockTime, moment } from './times.ts'

/** What words about rings need beside the ring: who is called what, and what time it is for whoever reads. */
export interface RingReader {
  readonly t: Sentences
  readonly personName: (person: string) => string
  readonly nowMs: number
  readonly timeZone: string | undefined
}

type Decline = Ring['declines'][number]

/** What is true of a ring at this moment, in one phrase; never more than has been proved. */
export function ringSays(
  { ring, sounding, sounded, seen, reached, reachedUnarmed, unheard }: PartyRing,
  to: RingReader,
): string {
  const { t, personName } = to
  switch (ring.state) {
    case 'waiting':
      return t.ring.waiting
    case 'sent':
      if (ring.targets.length === 0) return t.ring.nobody
      return ring.byName
        ? t.ring.sentTo(
            names(
              (ring.called ?? []).map(({ person }) => person),
              to,
            ),
          )
        : t.ring.sent
    case 'reached':
      return reached.length === 0
        ? t.ring.reachedUnarmed(names(reachedUnarmed, to))
        : t.ring.reached(names(reached, to))
    case 'sounding':
      return sounding.length > 0 ? t.ring.sounding(names(sounding, to)) : t.ring.sounded(names(sounded, to))
    case 'seen':
      return t.ring.seen(names(seen, to))
    case 'answered':
      return unheard ? unheardSays(unheard, to) : t.ring.answered(personName(ring.answeredBy?.person ?? ''))
    case 'declined': {
      const last = ring.declines.at(-1)
      return last === undefined ? t.ring.unanswered : declineSays(last, to)
    }
    case 'unanswered':
      return t.ring.unanswered
    case 'over':
      return t.ring.over
  }
}

/** Why a party that has answered does not hear the call: who has put it on hold, or that it is lost, of which the roster says who. */
function unheardSays({ name, state, hold, sinceMs }: Leg, { t, timeZone }: RingReader): string {
  if (state !== 'held' || hold === undefined) return t.ring.lost(clockTime(sinceMs, timeZone))
  return t.ring.unheard(name, t.hold.why(hold, clockTime(hold.sinceMs, timeZone)))
}

/** Who has declined, with the reason, and when they will call back, in the reader's time. */
export function declineSays({ person, reason, callBackAtMs }: Decline, to: RingReader): string {
  const { t, personName, nowMs, timeZone } = to
  const when = callBackAtMs === undefined ? undefined : moment(t, callBackAtMs, nowMs, timeZone)
  return t.ring.declined(personName(person), reason, when)
}

/** What is true beside that, and why it is no better, a phrase each. */
export function ringDetails(now: PartyRing, to: RingReader): string[] {
  const { t, personName, nowMs } = to
  const { ring, sounding, sounded, mute, busy, declines, unarmed, step } = now
  const said: string[] = []
  if (ring.state === 'seen' && sounding.length > 0) said.push(t.ring.soundsAlso(names(sounding, to)))
  if (sounding.length > 0 && sounded.length > 0) said.push(t.ring.sounded(names(sounded, to)))
  if (mute.length > 0) said.push(t.ring.mute(names(mute, to)))
  // The last one of a party that has declined is its headline.
  const others = ring.state === 'declined' ? declines.slice(0, -1) : ring.state === 'answered' ? [] : declines
  said.push(...others.map((decline) => declineSays(decline, to)))
  said.push(...busy.map(({ person, precedence }) => t.ring.busy(personName(person), precedence)))
  if (unarmed) said.push(unarmedSays(unarmed, to))
  if (step) {
    said.push(t.ring.step(step.number, step.of, whoOf(step.now, to)))
    if (step.next) said.push(t.ring.nextStep(whoOf(step.next.step, to), step.next.atMs - nowMs))
  }
  return said
}

function unarmedSays({ othersAre, sinceMs }: NonNullable<PartyRing['unarmed']>, { t, nowMs, timeZone }: RingReader) {
  if (othersAre) return t.ring.unarmedNow
  return sinceMs === undefined ? t.ring.unarmed : t.ring.unarmedSince(moment(t, sinceMs, nowMs, timeZone))
}

/** Who rings from a step on. */
export function whoOf(
  { roles, people = [] }: LadderStep,
  { t, personName }: Pick<RingReader, 't' | 'personName'>,
): string {
  if (roles === 'everybody') return t.ring.everybody
  return t.times.list([...roles.map((role) => t.roles[role]), ...people.map(personName)])
}

const names = (people: readonly string[], { t, personName }: RingReader): string => t.times.list(people.map(personName))
