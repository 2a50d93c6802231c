import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Leg } from '../../server/protocol/lineState.ts'
import type { CallModel } from './call.ts'
import type { ClockPort } from './deskPorts.ts'
import type { OwnCall } from './ownCall.ts'
import type { MediaPort } from './ports.ts'
import type { RecordingLamp } from './recordingLamp.ts'
import type { RingModel } from './ring.ts'
import type { ServerClock } from './serverClock.ts'
import type { SettingsModel } from './settings.ts'
import type { CallSound, SoundName } from './soundNames.ts'

/** What became so longer ago is no news to the ear: a console that was away for a while is told of it by the roster. */
const NEWS_WITHIN_MS = 3_000
/** People who come together are heard once. */
const APART_MS = 1_500

export interface CallSounds {
  /** Plays one as it sounds when it is meant; undefined where something that matters may sound now. */
  readonly hear: ReadonlySignal<((sound: SoundName) => Promise<void>) | undefined>
  readonly close: () => void
}

/**
 * One soft sound when others come into the call of this page or are no longer there, and when its recording has stopped
 * because it is over. Nothing of oneself, and nothing over a ring or over the alarm of a recording that is not safe.
 */
export function createCallSounds(parts: {
  readonly media: Pick<MediaPort, 'cue' | 'hear'>
  readonly clock: ClockPort
  readonly serverClock: ServerClock
  readonly call: Pick<CallModel, 'own' | 'aftermath'>
  readonly recording: Pick<RecordingLamp, 'state' | 'alarming'>
  readonly rings: Pick<RingModel, 'incoming'>
  readonly settings: Pick<SettingsModel, 'settings'>
}): CallSounds {
  const { media, clock, serverClock, call, recording, rings, settings } = parts
  const lastAtMs = new Map<CallSound, number>()
  const hearing = signal(false)
  let before: OwnCall | undefined
  /** The call of this page whose recording was seen to run. */
  let recorded: string | undefined

  const isNews = (atMs: number): boolean => serverClock.readMs() - atMs <= NEWS_WITHIN_MS

  function sound(name: CallSound): void {
    const atMs = clock.nowMs()
    if (settings.settings.peek().silent.includes(name)) return
    if (rings.incoming.peek().length > 0 || recording.alarming.peek()) return
    if (atMs - (lastAtMs.get(name) ?? -Infinity) < APART_MS) return
    lastAtMs.set(name, atMs)
    media.cue(name)
  }

  const stop = [
    effect(() => {
      const now = call.own.value
      const changes = isSameCall(before, now) && now.leg.hold === undefined ? changedLegs(before, now) : []
      before = now
      for (const leg of changes) if (isNews(leg.sinceMs)) sound(isPresent(leg) ? 'joined' : 'left')
    }),
    effect(() => {
      const callId = call.own.value?.call.callId
      if (callId !== undefined && recording.state.value === 'on') recorded = callId
      // Of this one the alarm has told.
      if (recording.state.value === 'failed') recorded = undefined
    }),
    effect(() => {
      const after = call.aftermath.value
      if (after === undefined || !('endedAtMs' in after) || recorded === undefined) return
      recorded = undefined
      if (isNews(after.endedAtMs)) sound('recording-stopped')
    }),
  ]

  return {
    hear: computed(() => {
      const isBusy = call.own.value !== undefined || rings.incoming.value.length > 0 || hearing.value
      if (isBusy) return undefined
      return async (name) => {
        hearing.value = true
        await media.hear(name)
        hearing.value = false
      }
    }),
    close: () => stop.forEach((end) => end()),
  }
}

const isSameCall = (before: OwnCall | undefined, now: OwnCall | undefined): now is OwnCall =>
  before !== undefined && before.call.callId === now?.call.callId

/** Who has lost the connection is gone to the ear, if not from the call. */
const isPresent = ({ state }: Leg): boolean => state === 'on' || state === 'held'

/** The legs of others that have come or gone. On hold one is in the call as before: only the screen and the caption say so. */
function changedLegs(before: OwnCall | undefined, now: OwnCall): readonly Leg[] {
  return now.call.legs.filter((leg) => {
    if (leg.person === now.leg.person) return false
    const was = before?.call.legs.find(({ console, fromMs }) => console === leg.console && fromMs === leg.fromMs)
    return isPresent(leg) !== (was !== undefined && isPresent(was))
  })
}
