import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { DoneBy } from '../../server/protocol/delegations.ts'
import type { Leg, Ring } from '../../server/protocol/lineState.ts'
import type { CallModel } from './call.ts'
import type { ClockPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { OwnCall } from './ownCall.ts'
import type { RecordingState } from './recordingLamp.ts'
import type { RingModel } from './ring.ts'
import { createSteadyRecording } from './steadyRecording.ts'

/** What somebody who does not see the screen is told, politely, when it happens. */
export type Announcement =
  | { readonly what: 'incoming'; readonly party: string; readonly line: string }
  | { readonly what: 'ringing' | 'up'; readonly line: string }
  | { readonly what: 'joined' | 'left' | 'away' | 'retrieved' | 'floor'; readonly name: string }
  | { readonly what: 'held'; readonly name: string; readonly hold: Leg['hold'] }
  | { readonly what: 'ring'; readonly inside: OwnCall; readonly ring: Ring }
  | { readonly what: 'declined'; readonly party: string; readonly decline: Ring['declines'][number] }
  | { readonly what: 'own-floor' | 'asked' | 'muted-by'; readonly by: DoneBy }
  | {
      readonly what:
        | 'floor-over'
        | 'muted'
        | 'unmuted'
        | 'camera-on'
        | 'camera-off'
        | 'recorded'
        | 'recording-over'
        | 'ended'
    }

/** Each is said once, whatever else happens meanwhile. */
export interface Told {
  readonly number: number
  readonly news: Announcement
}

export interface Announcements {
  /** The newest last; older ones have been read out. */
  readonly told: ReadonlySignal<readonly Told[]>
  close(): void
}

interface Around {
  readonly clock: ClockPort
  readonly call: Pick<CallModel, 'own' | 'local' | 'muted' | 'talking'>
  readonly incoming: RingModel['incoming']
  readonly recording: ReadonlySignal<RecordingState | undefined>
  readonly snapshotOf: Lines['snapshotOf']
}

/** More than happen together in a call of many. */
const KEPT = 12

/** All that the announcements follow, at one moment. */
interface Moment {
  readonly own: OwnCall | undefined
  readonly muted: boolean
  readonly cameraOn: boolean
  readonly recorded: boolean
  /** It can be said that it is: not each time when that comes and goes. */
  readonly steady: boolean
}

export function createAnnouncements({ clock, call, incoming, recording, snapshotOf }: Around): Announcements {
  const told = signal<readonly Told[]>([])
  let before: Moment = { own: undefined, muted: false, cameraOn: false, recorded: false, steady: false }
  let rung = new Set<string>()
  let number = 0
  const { steady, close: stopSteady } = createSteadyRecording(clock, {
    callId: computed(() => call.own.value?.call.callId),
    isOn: computed(() => recording.value === 'on'),
  })

  const stop = effect(() => {
    const now: Moment = {
      own: call.own.value,
      // Whoever speaks by a held key knows it, and is not to be talked over. At a desk it is as it is there: a turn mutes nobody.
      muted: call.muted.value || call.talking.value,
      cameraOn: call.local.value.cameraOn,
      recorded: recording.value === 'on',
      steady: steady.value,
    }
    const rings = incoming.value
    const news: Announcement[] = [
      ...rings
        .filter(({ key }) => !rung.has(key))
        .map(({ call: { placedBy }, snapshot }) => ({
          what: 'incoming' as const,
          party: placedBy.party,
          line: snapshot.line.name,
        })),
      ...changes(before.own, now.own),
      ...ownChanges(before, now),
      ...(before.recorded && hasEnded(before.own, snapshotOf) ? [{ what: 'recording-over' as const }] : []),
    ]
    before = now
    rung = new Set(rings.map(({ key }) => key))
    if (news.length === 0) return
    told.value = [...told.peek(), ...news.map((one) => ({ number: (number += 1), news: one }))].slice(-KEPT)
  })
  return {
    told,
    close() {
      stop()
      stopSteady()
    },
  }
}

/** Whether a call is over, and not only left by whoever sits here: then its recording has stopped. */
function hasEnded(inside: OwnCall | undefined, snapshotOf: Lines['snapshotOf']): boolean {
  const latest = inside && snapshotOf(inside.snapshot.line.line)?.state.call
  return latest !== undefined && latest.callId === inside?.call.callId && latest.endReason !== undefined
}

/** What is on the air of one's own, whether by a button, a key or somebody else. */
function ownChanges(before: Moment, now: Moment): Announcement[] {
  if (now.own === undefined || now.own.leg.role === 'listener') return recordingChange(before, now)
  const isNew = before.own?.call.callId !== now.own.call.callId
  // Who comes in expects to be heard and seen; what is otherwise is said.
  const wasMuted = isNew ? false : before.muted
  const microphone: Announcement[] =
    now.muted === wasMuted ? [] : [{ what: now.muted ? ('muted' as const) : ('unmuted' as const) }]
  const camera: Announcement[] =
    isNew || now.cameraOn === before.cameraOn ? [] : [{ what: now.cameraOn ? 'camera-on' : 'camera-off' }]
  return [...microphone, ...camera, ...recordingChange(before, now)]
}

/** That it fails is an alarm, and no polite matter. */
const recordingChange = (before: Moment, now: Moment): Announcement[] =>
  now.steady && !before.steady ? [{ what: 'recorded' }] : []

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
  return [...phase, ...legs, ...rings, ...delegationChanges(same, now)]
}

/** What was done about somebody's microphone: to this person by whom, and of others who has the floor. */
function delegationChanges(before: OwnCall, now: OwnCall): Announcement[] {
  const { floor } = now.call
  const { muteAsked, mutedBy, console } = now.leg
  const was = before.call.floor
  const news: Announcement[] = []
  if (floor === undefined && was?.console === console) news.push({ what: 'floor-over' })
  if (floor !== undefined && floor.console !== was?.console) {
    const name = now.call.legs.find((leg) => leg.console === floor.console)?.name ?? ''
    news.push(floor.console === console ? { what: 'own-floor', by: floor.by } : { what: 'floor', name })
  }
  if (muteAsked !== undefined && muteAsked.atMs !== before.leg.muteAsked?.atMs)
    news.push({ what: 'asked', by: muteAsked })
  if (mutedBy !== undefined && mutedBy.atMs !== before.leg.mutedBy?.atMs) news.push({ what: 'muted-by', by: mutedBy })
  return news
}
