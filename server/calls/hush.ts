import type { Hush } from '../protocol/caucus.ts'
import type { LineFactOf } from '../protocol/lineFacts.ts'
import type { Call, CallTrack, Leg } from '../protocol/lineState.ts'
import type { SentKind } from '../protocol/words.ts'
import { deskOf } from './desks.ts'
import { legOf, legsOn } from './roster.ts'

type Hushed = Pick<Call, 'hushed'>
type HushedKind = Hush['off'][number]

export const hushOf = ({ hushed = [] }: Hushed, person: string): Hush | undefined =>
  hushed.find((hush) => hush.person === person)

/** Is this of somebody's off the air of all until they put it on again themselves? */
export const isHushed = (call: Hushed, person: string, kind: SentKind): boolean =>
  hushOf(call, person)?.off.some((off) => off === kind) === true

/** Into the caucus: whatever was on the air is off it, whichever way they come out again. */
export const hush = (call: Call, person: string, atMs: number): Call =>
  withHushed(call, person, { person, sinceMs: atMs, off: ['microphone', 'camera'] })

/** Out of it. That says why to who comes out, and puts nothing on the air. */
export function comeOut(call: Call, person: string, out: NonNullable<Hush['out']>): Call {
  const known = hushOf(call, person)
  return known === undefined ? call : withHushed(call, person, { ...known, out })
}

/**
 * Who comes in at a second console goes on there as they were at the first: to be muted is nothing that one gives up by
 * sitting down elsewhere. A hush of the caucus says it already, and why.
 */
export function stayMuted(call: Call, { console, reason }: LineFactOf<'leg:left'>, atMs: number): Call {
  const person = legOf(call, console)?.person
  if (person === undefined || reason !== 'moved' || !isMutedOnFloor(call, console)) return call
  const { off = [], out = 'moved' } = hushOf(call, person) ?? {}
  const others = off.filter((one) => one !== 'microphone')
  if (others.length < off.length && out !== 'moved') return call
  return withHushed(call, person, { person, sinceMs: atMs, off: [...others, 'microphone'], out: 'moved' })
}

/**
 * An interpreter on the floor is there in consecutive mode alone, so that not the microphone but the desk tells whether they
 * are muted. On a channel they are not live at the second console by having been muted at the first.
 */
function isMutedOnFloor(call: Call, console: string): boolean {
  const isMuted = (kind: CallTrack['kind'], channel?: string): boolean =>
    call.tracks.findLast((track) => track.console === console && track.kind === kind && track.channel === channel)
      ?.muted === true
  const desk = deskOf(call, console)
  if (desk === undefined) return isMuted('microphone')
  return desk.output === 'floor' && desk.pair.every((channel) => isMuted('interpretation', channel))
}

/** Since when somebody is muted by something else than what they have done at this console; undefined where they are not. */
export function mutedElsewhereAtMs(
  call: Hushed,
  { person, mutedBy }: Pick<Leg, 'person' | 'mutedBy'>,
): number | undefined {
  const known = hushOf(call, person)
  const isMoved = known?.out === 'moved' && known.off.includes('microphone')
  return mutedBy?.atMs ?? (isMoved ? known.sinceMs : undefined)
}

/**
 * Who has unmuted, out of the caucus or at the console that they have come to, knows that all hear them; a camera is apart
 * from that. A desk is unmuted wherever it speaks.
 */
export function unhush(call: Call, { person, kind }: Pick<CallTrack, 'person' | 'kind'>): Call {
  const known = hushOf(call, person)
  if (known?.out === undefined) return call
  const isDesk = known.out === 'moved' && kind === 'interpretation'
  const off = known.off.filter((one) => one !== (isDesk ? 'microphone' : kind))
  return withHushed(call, person, off.length === 0 ? undefined : { ...known, off })
}

/** Something of a console that is off the air by something else than its own person's mute, and since when. */
export interface OffAir {
  readonly console: string
  readonly kind: SentKind
  readonly atMs: number
  /** It is opened muted, too, whatever its console asks, until its person unmutes it. */
  readonly stays?: true
}

/** Whoever mutes an interpreter mutes them wherever they speak. */
const SPEECH = ['microphone', 'interpretation'] as const

/** What the server takes off the air: once for each time that it was done. */
export const offAirIn = (call: Call): OffAir[] =>
  legsOn(call).flatMap(({ console, person, mutedBy }): OffAir[] => {
    const known = hushOf(call, person)
    const atMs = known?.sinceMs ?? 0
    const kinds: readonly HushedKind[] = known?.off ?? []
    return [
      ...(mutedBy ? SPEECH.map((kind) => ({ console, kind, atMs: mutedBy.atMs })) : []),
      ...kinds.map((kind) => ({ console, kind, atMs, stays: true as const })),
      // A screen is shared by an act of its own each time: it is ended with the entering, and is nothing to come back.
      ...(known && known.out === undefined ? [{ console, kind: 'screen' as const, atMs, stays: true as const }] : []),
    ]
  })

function withHushed(call: Call, person: string, changed: Hush | undefined): Call {
  const { hushed = [], ...rest } = call
  const others = hushed.filter((one) => one.person !== person)
  const all = changed === undefined ? others : [...others, changed]
  return all.length === 0 ? rest : { ...rest, hushed: all }
}
