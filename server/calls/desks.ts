import type { Channel, Desk, FloorOrChannel } from '../protocol/interpretation.ts'
import type { LineFactOf } from '../protocol/lineFacts.ts'
import type { Call } from '../protocol/lineState.ts'
import { legOf } from './roster.ts'

/** The desk that somebody has in a call at this console. */
export const deskOf = ({ desks = [] }: Pick<Call, 'desks'>, console: string): Desk | undefined =>
  desks.find((desk) => desk.console === console)

/** Who speaks into a channel, or did until they were lost or went on hold. At most one desk. */
export const liveOn = ({ desks = [] }: Pick<Call, 'desks'>, channel: Channel): Desk | undefined =>
  desks.find(({ live, output }) => live && output === channel)

/** Is nobody at the channel at this moment? Then whoever turns to it is live there, without asking. */
export function isFree(call: Call, channel: Channel): boolean {
  const live = liveOn(call, channel)
  return live === undefined || legOf(call, live.console)?.state !== 'on'
}

/**
 * Is a channel carried: does somebody who is there speak into it, and has not muted themselves? While nobody does, its
 * listeners hear the floor as it is.
 */
export function isCarried(call: Call, channel: Channel): boolean {
  const live = liveOn(call, channel)
  if (live === undefined || isFree(call, channel)) return false
  return call.tracks.some(
    (track) =>
      track.console === live.console &&
      track.kind === 'interpretation' &&
      track.channel === channel &&
      track.toMs === undefined &&
      !track.muted,
  )
}

/** Those who could take a channel over: they are there, and it is of their pair. */
export const partnersOn = (call: Call, channel: Channel, console: string): readonly Desk[] =>
  (call.desks ?? []).filter(
    (desk) => desk.console !== console && desk.pair.includes(channel) && legOf(call, desk.console)?.state === 'on',
  )

type DeskFact = LineFactOf<
  'desk:taken' | 'desk:turned' | 'desk:left' | 'channel:offered' | 'channel:kept' | 'channel:taken'
>

/** The desks of a call after one fact of them. */
export function evolveDesks(desks: readonly Desk[], fact: DeskFact, atMs: number): Desk[] {
  const { console } = fact
  const changed = (change: (desk: Desk) => Desk): Desk[] =>
    desks.map((desk) => (desk.console === console ? change(desk) : desk))
  switch (fact.type) {
    case 'desk:taken': {
      const { person, pair } = fact
      return [...desks.filter((desk) => desk.console !== console), { console, person, pair, ...at(fact.output, atMs) }]
    }
    case 'desk:turned':
      return changed(({ person, pair }) => ({ console, person, pair, ...at(fact.output, atMs) }))
    case 'desk:left':
      return desks.filter((desk) => desk.console !== console)
    case 'channel:offered':
      return changed((desk) => ({ ...desk, offeredAtMs: atMs }))
    case 'channel:kept':
      return changed(withoutOffer)
    case 'channel:taken':
      return desks.map((desk) => taken(desk, fact, atMs))
  }
}

/**
 * What was offered is so no more when nobody is there any more who could take it: whoever comes later, and the one who was
 * asked and comes back, would take a channel for which they are not asked at that moment.
 */
export function withoutLapsedOffers(call: Call): Call {
  const isLapsed = ({ console, output, offeredAtMs }: Desk): boolean =>
    offeredAtMs !== undefined && output !== 'floor' && partnersOn(call, output, console).length === 0
  const { desks } = call
  if (desks === undefined || !desks.some(isLapsed)) return call
  return { ...call, desks: desks.map((desk) => (isLapsed(desk) ? withoutOffer(desk) : desk)) }
}

const withoutOffer = ({ offeredAtMs: _offered, ...desk }: Desk): Desk => desk

/** On the floor a desk is live with every other; on a channel it waits until the channel is taken. */
const at = (output: FloorOrChannel, atMs: number): Pick<Desk, 'output' | 'live' | 'sinceMs'> => ({
  output,
  live: output === 'floor',
  sinceMs: atMs,
})

function taken(desk: Desk, { console, channel }: LineFactOf<'channel:taken'>, atMs: number): Desk {
  if (desk.console !== console && desk.output !== channel) return desk
  const rest = withoutOffer(desk)
  if (desk.console === console) return { ...rest, live: true, sinceMs: atMs }
  return desk.live ? { ...rest, live: false, sinceMs: atMs } : desk
}
