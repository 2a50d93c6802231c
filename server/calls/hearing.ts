import type { Channel, FloorOrChannel } from '../protocol/interpretation.ts'
import type { LineFact } from '../protocol/lineFacts.ts'
import type { Call, CallTrack, Leg, LineState } from '../protocol/lineState.ts'
import { insidersOf, isInCaucus, sharesCaucus } from './caucus.ts'
import { deskOf, isCarried } from './desks.ts'
import type { SentKind } from '../protocol/words.ts'
import { legOf } from './roster.ts'

/**
 * How somebody is sent a track: `full`; `under`, which is the floor underneath an interpreter or a caucus, as loud as its
 * listener likes; or not at all.
 */
export type Heard = 'full' | 'under' | 'none'

/** What the rule needs to know of a track. */
export type HeardTrack = Pick<CallTrack, 'console' | 'channel'> & { readonly kind: SentKind }

export const hearingOf = (leg: Pick<Leg, 'hearing'> | undefined): FloorOrChannel => leg?.hearing ?? 'floor'

/**
 * Who hears what: the one rule of it. The SFU sends a leg what is not `none`, and its console makes the rest as loud as
 * this says. Pictures are seen by all, and none of who is in a caucus.
 */
export function heardAs(call: Call, listener: string, track: HeardTrack): Heard {
  if (track.console === listener) return 'none'
  const insiders = insidersOf(call)
  if (track.kind === 'caucus') return sharesCaucus(insiders, listener, track.console) ? 'full' : 'none'
  if (isInCaucus(insiders, track.console)) return 'none'
  if (track.kind === 'camera' || track.kind === 'screen') return 'full'
  const heard = outsideCaucus(call, listener, track)
  // Who confers goes on hearing what goes on, underneath.
  return heard === 'full' && isInCaucus(insiders, listener) ? 'under' : heard
}

function outsideCaucus(call: Call, listener: string, track: HeardTrack): Heard {
  const hearing = hearingOf(legOf(call, listener))
  if (track.kind === 'interpretation') return isOnChannel(call, track) && track.channel === hearing ? 'full' : 'none'
  const desk = deskOf(call, track.console)
  // Whoever interprets into a channel says nothing to the room meanwhile.
  if (desk !== undefined && desk.output !== 'floor') return 'none'
  if (hearing === 'floor' || speaksOnFloor(call, track.console, hearing)) return 'full'
  return isCarried(call, hearing) ? 'under' : 'full'
}

/** Is what this interpreter says into the channel what its listeners hear? */
export function isOnChannel(call: Pick<Call, 'desks'>, { console, channel }: HeardTrack): boolean {
  const desk = deskOf(call, console)
  return desk !== undefined && desk.live && desk.output === channel
}

/** Does who is on the floor at this console speak that language? Who interprets there speaks both of theirs. */
function speaksOnFloor(call: Call, console: string, language: Channel): boolean {
  const desk = deskOf(call, console)
  if (desk !== undefined) return desk.pair.includes(language)
  const leg = legOf(call, console)
  return leg !== undefined && call.speaks?.[leg.party] === language
}

/** What somebody who comes into the call listens to from the start: what they listened to last, if there is such a channel. */
export function remembered(
  { hearing = [] }: LineState,
  { callId, channels = [] }: Pick<Call, 'callId' | 'channels'>,
  { console, person }: Pick<Leg, 'console' | 'person'>,
): LineFact[] {
  const last = hearing.find((known) => known.person === person)?.hearing
  if (last === undefined || !channels.includes(last)) return []
  return [{ type: 'hearing:chosen', v: 1, callId, console, person, hearing: last }]
}

/** The newest choice of each person, after one more. */
export function withChoice(
  { hearing = [] }: LineState,
  { person, hearing: chosen }: { readonly person: string; readonly hearing: FloorOrChannel },
): NonNullable<LineState['hearing']> {
  return [...hearing.filter((known) => known.person !== person), { person, hearing: chosen }]
}
