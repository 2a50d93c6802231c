import type { FloorOrChannel } from '../../server/protocol/interpretation.ts'
import type { CallRecord, RecordTrack } from '../../server/protocol/records.ts'

/** The floor under an interpreter: understood by who listens for it, and not in the way of who does not. */
const UNDER = 0.2

/** The channels of a record of which anything can be played, in the order in which the call has them. */
export function playableChannels({ call, tracks }: Pick<CallRecord, 'call' | 'tracks'>): string[] {
  const spoken = new Set(
    tracks.flatMap(({ playable, channel }) => (playable && channel !== undefined ? [channel] : [])),
  )
  return [...spoken].toSorted((a, b) => placeOf(call, a) - placeOf(call, b))
}

const placeOf = ({ channels = [] }: CallRecord['call'], channel: string): number => channels.indexOf(channel)

/**
 * How loud a track is played to who listens to the floor or to a channel, from 0 to 1: as those who listened to that in the
 * call heard it (`server/calls/hearing.ts`). On a channel the floor is under it while somebody interprets, and whoever speaks
 * that language is heard directly.
 */
export function playedAt(
  { call, tracks }: Pick<CallRecord, 'call' | 'tracks'>,
  hearing: FloorOrChannel,
  track: RecordTrack,
  positionMs: number,
): number {
  if (track.kind === 'interpretation') return track.channel === hearing ? 1 : 0
  const speaks = track.party !== undefined && call.speaks?.[track.party] === hearing
  const isInterpreted = tracks.some((one) => one.channel === hearing && isOpen(one, positionMs))
  return isInterpreted && !speaks ? UNDER : 1
}

/** Somebody is at it then: it is on the air, and neither muted nor waiting for its desk. */
const isOpen = ({ fromMs, toMs = Infinity, gaps }: RecordTrack, positionMs: number): boolean =>
  positionMs >= fromMs &&
  positionMs < toMs &&
  !gaps.some((gap) => gap.reason === 'muted' && positionMs >= gap.fromMs && positionMs < gap.toMs)

/** What a leg has listened to, in that order; it begins with the floor, or with what its person listened to last. */
export function hearingsOf(
  { call, facts: { entries } }: Pick<CallRecord, 'call' | 'facts'>,
  { console, fromMs, toMs = Infinity }: CallRecord['call']['legs'][number],
): FloorOrChannel[] {
  const chosen = entries
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .flatMap(({ atMs, facts }) => facts.map((fact) => ({ atMs, fact })))
    .flatMap(({ atMs, fact }) =>
      fact.type === 'hearing:chosen' && fact.callId === call.callId && fact.console === console
        ? [{ atMs, hearing: fact.hearing }]
        : [],
    )
  const all = chosen[0]?.atMs === fromMs ? chosen : [{ hearing: 'floor' }, ...chosen]
  return all.map(({ hearing }) => hearing)
}
