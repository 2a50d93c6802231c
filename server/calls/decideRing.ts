import type { LineFact, LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, LineState, Ring } from '../protocol/lineState.ts'
import type { CommandOf } from './commands.ts'
import { facts, onLine, refuse, type AtConsole, type Decision, type Surroundings } from './decision.ts'
import { isFor } from './ladder.ts'
import { ringOf } from './interpreterRings.ts'
import { named, over } from './namedCall.ts'
import { ringSent, sentByName, widenedAtOnce, widenedByName } from './ringFacts.ts'
import { evolveRing, hasDeclined, isLeftAlone, isRinging, ringsFor } from './rings.ts'
import { ofRing } from './settling.ts'
import { hears, isHeardBy, isThere, legOf, outsideOf } from './roster.ts'

/** The rules of what people command about rings, beside answering them. */
export const ringRules = {
  'call:decline': decline,
  'ring:repeat': repeat,
  'ring:report': report,
  'ring:acknowledge': acknowledge,
}

/** A console offers the next time that it is that late; what is later is none that anybody waits for, or no date at all. */
const CALL_BACK_WITHIN_MS = 2 * 86_400_000

const justDeclined = refuse(
  'not-now',
  'They have declined just now, and not for the first time. Ring them again later.',
)

/** A ring rings for those whom its steps have come to, and for whom it was asked for by name. */
export const notForThem = refuse('not-allowed', 'This call does not ring for you.')

function decline(state: LineState, command: CommandOf<'call:decline'>, by: AtConsole, given: Surroundings): Decision {
  const { callId, reason, callBackAtMs } = command
  const call = named(state, callId)
  if (call === undefined) return over()
  const { party, person, console } = by.console
  const ring = ringOf(call, { ...onLine(by), party })
  if (ring === undefined || !isRinging(ring)) return refuse('too-late', 'This call no longer rings for your party.')
  if (!isFor(ring, onLine(by))) return notForThem
  if (hasDeclined(ring, person)) return facts()
  const isSoon =
    callBackAtMs === undefined || (callBackAtMs > given.atMs && callBackAtMs <= given.atMs + CALL_BACK_WITHIN_MS)
  if (!isSoon || (callBackAtMs !== undefined && reason !== 'call-back-later'))
    return refuse('malformed', 'Only who will call back says when, and it is a time to come within two days.')
  const declined: LineFactOf<'ring:declined'> = {
    type: 'ring:declined',
    ...ofRing(call, ring),
    console,
    person,
    reason,
    ...(callBackAtMs !== undefined && { callBackAtMs }),
  }
  return facts(declined, ...widenedAtOnce(call, evolveRing(ring, declined, given.atMs), given))
}

function repeat(
  state: LineState,
  { callId, party, person }: CommandOf<'ring:repeat'>,
  by: AtConsole,
  given: Surroundings,
): Decision {
  const call = named(state, callId)
  if (call === undefined) return over()
  const leg = legOf(call, by.console.console)
  if (leg === undefined || leg.hold) return refuse('not-now', 'Come into the call before you ring others.')
  const ring = call.rings.find((candidate) => candidate.party === party)
  if (ring === undefined) return refuse('unknown', 'That party is not rung on this call.')
  if (person !== undefined) return repeatByName(call, ring, person, given)
  // Two consoles that ring a party again in the same moment ring it once.
  if (isRinging(ring) && ring.byName === undefined) return facts()
  if (isHeardBy(call, party)) return refuse('not-now', 'Somebody of that party is in the call.')
  if (ring.state === 'declined' && ring.declines.some(({ person: who }) => isLeftAlone(ring, who, given.atMs)))
    return justDeclined
  if (isThere(call, party) && outsideOf(call, party, given.signedIn).length === 0)
    return refuse('not-now', 'Whoever of that party is signed in is lost or on hold in the call, and cannot be rung.')
  return facts(...ringAll(call, ring, given))
}

/** Who rings by name at that moment goes on ringing, although their step is not due. */
function ringAll(call: Call, ring: Ring, given: Surroundings): LineFact[] {
  const sent = ringSent(call, ring, given)
  const after = evolveRing(ring, sent, given.atMs)
  const named = given.signedIn.filter((who) => who.party === ring.party && ringsFor(ring, who) && !ringsFor(after, who))
  const people = new Set(named.map(({ person }) => person))
  return [sent, ...[...people].map((person) => widenedByName(call, after, person, given))]
}

/** Also while others of the party ring, or are in the call, to fetch somebody whom they need. */
function repeatByName(call: Call, ring: Ring, person: string, given: Surroundings): Decision {
  const who = given.signedIn.find((at) => at.person === person)
  if (who === undefined) return refuse('not-now', 'That person is signed in nowhere on this line.')
  if (who.party !== ring.party) return refuse('unknown', 'That person is not of that party.')
  if (hears(call, person)) return refuse('not-now', 'That person is in the call.')
  if (ring.state === 'waiting') return refuse('not-now', 'That party has not been rung yet.')
  if (ringsFor(ring, who)) return facts()
  if (isLeftAlone(ring, person, given.atMs)) return justDeclined
  return facts((isRinging(ring) ? widenedByName : sentByName)(call, ring, person, given))
}

function report(state: LineState, command: CommandOf<'ring:report'>, by: AtConsole, given: Surroundings): Decision {
  const { callId, attempt } = command
  const call = named(state, callId)
  if (call === undefined) return over()
  const { party, person, console } = by.console
  const ring = ringOf(call, { ...onLine(by), party })
  if (ring === undefined || ring.attempt !== attempt || !isRinging(ring) || ring.state === 'waiting')
    return refuse('too-late', 'That ring is over.')
  if (!isFor(ring, onLine(by))) return notForThem
  const target = ring.targets.find((candidate) => candidate.console === console)
  // A console that does not tell the server that it is armed cannot tell the caller so.
  const armed = command.armed && given.signedIn.some((at) => at.console === console && at.armed)
  const about = { ...ofRing(call, ring), console, person } as const
  const reached: LineFact[] = target?.reachedAtMs === undefined ? [{ type: 'ring:reached', ...about, armed }] : []
  if (command.state === 'sounding' && target?.soundingAtMs === undefined)
    return facts(...reached, { type: 'ring:sounding', ...about })
  if (command.state === 'seen' && target?.seenAtMs === undefined)
    return facts(...reached, { type: 'ring:seen', ...about })
  return facts(...reached)
}

function acknowledge(state: LineState, { callId }: CommandOf<'ring:acknowledge'>, by: AtConsole): Decision {
  const { party, person } = by.console
  const missed = state.missed.find((ring) => ring.callId === callId && ring.party === party)
  if (missed === undefined) return refuse('unknown', 'Your party has no such missed ring.')
  if (!isFor(missed, onLine(by))) return refuse('not-allowed', 'That ring was not for you.')
  if (missed.acknowledgedBy.includes(person)) return facts()
  return facts({ type: 'ring:acknowledged', v: 1, callId, person })
}
