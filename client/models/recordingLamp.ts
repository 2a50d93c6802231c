import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { RecordingMark } from '../../server/protocol/consoles.ts'
import type { CallModel } from './call.ts'
import type { ClockPort } from './deskPorts.ts'
import type { MediaPort, SignalingPort } from './ports.ts'
import type { ServerClock } from './serverClock.ts'

/**
 * `on`: everything up to a moment ago is safe. `starting`: the recorder is being proved.
 * `failing`: the recorder says that it falls behind. `silent`: no mark newer than two seconds has been heard here.
 * `failed`: this call is not recorded.
 */
export type RecordingState = 'starting' | 'on' | 'failing' | 'silent' | 'failed'

export interface RecordingLamp {
  /** Undefined when this page is in no call. */
  readonly state: ReadonlySignal<RecordingState | undefined>
  readonly safeUpToMs: ReadonlySignal<number | undefined>
  readonly alarming: ReadonlySignal<boolean>
  /** Stops the tone of this alarm at this console; what is seen stays, and the next alarm is heard again. */
  readonly quieten: ReadonlySignal<(() => void) | undefined>
  close(): void
}

/** DESIGN.md, *The recording*, "Safe up to": a mark older than this is an alarm. */
const SAFE_WITHIN_MS = 2_000
/** How often it is looked at. What would grow too old before the next look is too old now, so the alarm is never late. */
const LOOK_MS = 100
/** What a busy machine takes from there until the alarm is drawn and comes out of the speaker: measured, with room. */
const SHOWN_WITHIN_MS = 200

export function createRecordingLamp(
  media: MediaPort,
  signaling: SignalingPort,
  serverClock: ServerClock,
  clock: ClockPort,
  own: CallModel['own'],
): RecordingLamp {
  const mark = signal<RecordingMark | undefined>(undefined)
  const quiet = signal(false)
  const lookedAtMs = signal(serverClock.readMs())
  /** From when on this page may expect marks of the call it is in. */
  const expected = signal<{ callId: string; sinceMs: number } | undefined>(undefined)

  const state = computed<RecordingState | undefined>(() => {
    const call = own.value?.call
    if (call === undefined) return undefined
    const latest = mark.value?.callId === call.callId ? mark.value : undefined
    if (call.recording.state === 'failed') return 'failed'
    const heardAtMs = latest?.atMs ?? expected.value?.sinceMs ?? lookedAtMs.value
    if (lookedAtMs.value - heardAtMs > SAFE_WITHIN_MS - LOOK_MS - SHOWN_WITHIN_MS) return 'silent'
    if (latest?.state === 'failing' || (latest && latest.atMs - latest.safeUpToMs > SAFE_WITHIN_MS)) return 'failing'
    if (latest?.state === 'off') return 'failing'
    return latest !== undefined && call.recording.state === 'on' ? 'on' : 'starting'
  })

  const alarming = computed(() => state.value !== undefined && state.value !== 'on' && state.value !== 'starting')

  const stop = [
    signaling.on('recording:marked', (next) => {
      // One that overtook a newer on its way says nothing new.
      if (mark.peek()?.callId === next.callId && (mark.peek()?.atMs ?? 0) > next.atMs) return
      mark.value = next
      lookedAtMs.value = serverClock.readMs()
    }),
    clock.every(LOOK_MS, () => {
      lookedAtMs.value = serverClock.readMs()
    }),
    effect(() => {
      const callId = own.value?.call.callId
      if (callId === expected.peek()?.callId) return
      expected.value = callId === undefined ? undefined : { callId, sinceMs: serverClock.readMs() }
    }),
    effect(() => {
      if (!alarming.value) quiet.value = false
      media.alarm(alarming.value && !quiet.value)
    }),
    effect(() => {
      // A clock that was set wrong would look like silence: measured again at once, it tells the two apart.
      if (state.value === 'silent') void serverClock.measure()
    }),
  ]

  return {
    state,
    safeUpToMs: computed(() => {
      const latest = mark.value
      return latest !== undefined && latest.callId === own.value?.call.callId ? latest.safeUpToMs : undefined
    }),
    alarming,
    quieten: computed(() => (alarming.value && !quiet.value ? () => (quiet.value = true) : undefined)),
    close: () => {
      stop.forEach((end) => end())
      media.alarm(false)
    },
  }
}
