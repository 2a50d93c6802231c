import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Leg, Ring } from '../../server/protocol/lineState.ts'
import type { CallModel } from './call.ts'
import type { OwnCall } from './ownCall.ts'
import type { RingModel } from './ring.ts'

/** What somebody who does not see the screen is told, politely, when it happens. */
export type Announcement =
  | { readonly what: 'incoming'; readonly party: string; readonly line: string }
  | { readonly what: 'ringing' | 'up'; readonly line: string }
  | { readonly what: 'joined' | 'left' | 'away' | 'retrieved'; readonly name: string }
  | { readonly what: 'held'; readonly name: string; readonly hold: Leg['hold'] }
  | { readonly what: 'ring'; readonly inside: OwnCall; readonly ring: Ring }
  | { readonly what: 'declined'; readonly party: string; readonly decline: Ring['declines'][number] }
  | { readonly what: 'ended' }

export interface Announcements {
  /** The last things that happened together. */
  readonly latest: ReadonlySignal<readonly Announcement[]>
  close(): void
}

export function createAnnouncements(own: CallModel['own'], incoming: RingModel['incoming']): Announcements {
  const latest = signal<readonly Announcement[]>([])
  let before: OwnCall | undefined
  let rung = new Set<string>()

  const stop = effect(() => {
    const now = own.value
    const rings = incoming.value
    const news: Announcement[] = [
      ...rings
        .filter(({ key }) => !rung.has(key))
        .map(({ call, snapshot }) => ({
          what: 'incoming' as const,
          party: call.placedBy.party,
          line: snapshot.line.name,
        })),
      ...changes(before, now),
    ]
    before = now
    rung = new Set(rings.map(({ key }) => key))
    if (news.length > 0) latest.value = news
  })
  return { latest, close: stop }
}

function changes(before: OwnCall | undefined, now: OwnCall | undefined): Announcement[] {
  if (now === undefined) return before === undefined ? [] : [{ what: 'ended' }]
  const line = now.snapshot.line.name
  const same = before?.call.callId === now.call.callId ? before : undefined
  const phase: Announcement[] =
    same?.call.phase === now.call.phase ? [] : [{ what: now.call.phase === 'ringing' ? 'ringing' : 'up', line }]
  if (same === undefined) return phase
  const legs = now.call.legs.flatMap((leg): Announcement[] => {
    if (leg.console === now.leg.console) return []
    const was = same.call.legs.find(({ console, fromMs }) => console === leg.console && fromMs === leg.fromMs)
    if (was?.state === leg.state) return []
    const { name, state, hold } = leg
    if (state === 'held') return [{ what: 'held', name, hold }]
    return [{ what: state !== 'on' ? state : was?.state === 'held' ? 'retrieved' : 'joined', name }]
  })
  const rings = now.call.rings.flatMap((ring): Announcement[] => {
    const was = same.call.rings.find(({ party }) => party === ring.party)
    const declines = ring.declines
      .filter(({ person, atMs }) => !was?.declines.some((known) => known.person === person && known.atMs === atMs))
      .map((decline) => ({ what: 'declined' as const, party: ring.party, decline }))
    const told = ring.state === 'unanswered' || ring.state === 'sounding'
    return told && was?.state !== ring.state ? [...declines, { what: 'ring', inside: now, ring }] : declines
  })
  return [...phase, ...legs, ...rings]
}
