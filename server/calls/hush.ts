import type { Hush } from '../protocol/caucus.ts'
import type { Call, CallTrack } from '../protocol/lineState.ts'
import type { SentKind } from '../protocol/words.ts'
import { legsOn } from './roster.ts'

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

/** Who has unmuted, out of the caucus, knows that all hear them; a camera is apart from that. */
export function unhush(call: Call, { person, kind }: Pick<CallTrack, 'person' | 'kind'>): Call {
  const known = hushOf(call, person)
  if (known?.out === undefined) return call
  const off = known.off.filter((one) => one !== kind)
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
