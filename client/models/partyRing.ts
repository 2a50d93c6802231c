import { isArmedAndAlive, wouldBeHeard } from '../../server/calls/attendance.ts'
import { insists, isFor, nextStep } from '../../server/calls/ladder.ts'
import { hasDeclined, isRinging, ringsFor } from '../../server/calls/rings.ts'
import { hears, isHeardBy } from '../../server/calls/roster.ts'
import type { LineSnapshot, PresentConsole } from '../../server/protocol/consoles.ts'
import type { LadderStep } from '../../server/protocol/ladders.ts'
import type { Call, Leg, Ring } from '../../server/protocol/lineState.ts'
import type { Precedence } from '../../server/protocol/words.ts'

/** Where a ring is on its ladder. */
export interface RingStep {
  /** From 1. */
  readonly number: number
  readonly of: number
  readonly now: LadderStep
  readonly next?: { readonly step: LadderStep; readonly atMs: number }
}

/** What is true of the ring of one party at this moment, and why, as far as anybody can know. People by username. */
export interface PartyRing {
  readonly ring: Ring
  /** Their console's output was heard to run, and nothing says that it does not any more. */
  readonly sounding: readonly string[]
  /** It was heard to run; whether it still does is not known, because the console is gone, at fault or not armed. */
  readonly sounded: readonly string[]
  readonly seen: readonly string[]
  readonly reached: readonly string[]
  /** Reached at a console that nobody has armed. */
  readonly reachedUnarmed: readonly string[]
  /** Reached at an armed console that says of itself that no ring is heard there. */
  readonly mute: readonly string[]
  readonly busy: readonly { readonly person: string; readonly precedence: Precedence }[]
  readonly declines: Ring['declines']
  /** It has rung, and nobody for whom it is has an armed console; since when, if the line's facts say so of the party. */
  readonly unarmed?: { readonly sinceMs?: number; readonly othersAre: boolean }
  readonly step?: RingStep
  /** The party has answered and is in the call, and none of it hears it now: the leg that tells why. */
  readonly unheard?: Leg
  /** It rings until somebody sees to it. */
  readonly lasts: boolean
  /** Somebody of it whom one could ring by name: signed in on the line, and not hearing the call. */
  readonly present: readonly PresentConsole[]
}

export function partyRing({ state, consoles }: LineSnapshot, call: Call, ring: Ring): PartyRing {
  const ofParty = consoles.filter(({ party }) => party === ring.party)
  const targets = ring.targets.filter(({ person }) => !ring.declines.some((decline) => decline.person === person))
  // An armed console tells within two seconds when it would not be heard any more; of others nothing is known.
  const isHeardAt = (id: string): boolean => ofParty.some((who) => who.console === id && wouldBeHeard(who))
  const isMuteAt = (id: string): boolean =>
    ofParty.some((who) => who.console === id && isArmedAndAlive(who) && !wouldBeHeard(who))
  const people = (passes: (target: Ring['targets'][number]) => boolean): string[] => [
    ...new Set(targets.filter(passes).map(({ person }) => person)),
  ]
  const rung = ofParty.filter((who) => isFor(ring, who) && !hasDeclined(ring, who.person))
  const silent = (isRinging(ring) && ring.state !== 'waiting') || ring.state === 'unanswered'
  const sounding = people(({ soundingAtMs, console }) => soundingAtMs !== undefined && isHeardAt(console))
  const step = stepOf(ring)
  const unheard = ring.state === 'answered' ? unheardOf(call, ring.party) : undefined
  const unarmed = silent && !rung.some(isArmedAndAlive) ? { othersAre: ofParty.some(isArmedAndAlive) } : undefined
  const known = state.attendance.find(({ party }) => party === ring.party)
  const since = known !== undefined && !known.attended ? { sinceMs: known.sinceMs } : {}
  return {
    ring,
    sounding,
    sounded: people(({ soundingAtMs, person }) => soundingAtMs !== undefined && !sounding.includes(person)),
    seen: people(({ seenAtMs }) => seenAtMs !== undefined),
    reached: people(({ reachedAtMs, armed }) => reachedAtMs !== undefined && armed === true),
    reachedUnarmed: people(({ reachedAtMs, armed }) => reachedAtMs !== undefined && armed !== true),
    mute: isRinging(ring) ? people(({ reachedAtMs, console }) => reachedAtMs !== undefined && isMuteAt(console)) : [],
    busy: isRinging(ring) ? busyOf(rung) : [],
    declines: ring.declines,
    ...(unarmed && { unarmed: { ...unarmed, ...(!unarmed.othersAre && since) } }),
    ...(step && { step }),
    ...(unheard && { unheard }),
    lasts: isRinging(ring) && insists(ring),
    present: ofParty.filter((who) => !hears(call, who.person)),
  }
}

/** Who put it on hold is there, and told before who is lost. */
function unheardOf(call: Call, party: string): Leg | undefined {
  if (isHeardBy(call, party)) return undefined
  const legs = call.legs.filter((leg) => leg.party === party && leg.state !== 'left')
  return legs.find(({ state }) => state === 'held') ?? legs[0]
}

function busyOf(rung: readonly PresentConsole[]): PartyRing['busy'] {
  const busy = new Map<string, Precedence>()
  for (const { person, busy: precedence } of rung) if (precedence) busy.set(person, precedence)
  return [...busy].map(([person, precedence]) => ({ person, precedence }))
}

function stepOf(ring: Ring): RingStep | undefined {
  const { ladder = [], step = 0, sentAtMs } = ring
  const now = ladder[step]
  if (now === undefined || ladder.length === 1 || !isRinging(ring)) return undefined
  const next = ladder[nextStep(ring) ?? ladder.length]
  return {
    number: step + 1,
    of: ladder.length,
    now,
    ...(next && sentAtMs !== undefined && { next: { step: next, atMs: sentAtMs + next.afterMs } }),
  }
}

/** Whether somebody could be rung by name now: they are there, and no ring rings for them. */
export const canBeRung = (ring: Ring, who: PresentConsole): boolean => ring.state !== 'waiting' && !ringsFor(ring, who)

/** A ring after which there is still something to say for a while, although its party is in the call. */
export const isNews = (ring: Ring, nowMs: number): boolean =>
  isRinging(ring) || (ring.byName === true && ring.state !== 'answered' && nowMs - (ring.settledAtMs ?? 0) < NEWS_MS)
const NEWS_MS = 60_000
