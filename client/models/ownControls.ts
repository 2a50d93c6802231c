import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { confersIn } from './caucus.ts'
import type { DeskVoice } from './deskVoice.ts'
import type { KeptOff } from './keptOff.ts'
import type { OwnCall } from './ownCall.ts'
import type { DeviceState, LocalMedia, MediaPort } from './ports.ts'

/** The states in which a device is open. */
const LIVE: ReadonlySet<DeviceState> = new Set(['ready', 'other', 'silent'])

type Toggle = ReadonlySignal<(() => Promise<void>) | undefined>

/** What one puts on the air oneself; each is undefined while it is not possible. */
export interface OwnControls {
  readonly toggleMute: Toggle
  /** Whether they are muted: at a desk, as it is there, whatever their microphone does. */
  readonly muted: ReadonlySignal<boolean>
  readonly toggleCamera: Toggle
  readonly toggleScreen: Toggle
  /**
   * Speaks for as long as something is held, and returns what ends that; what is not muted is left as it is. It is nothing
   * to come back to: a page that is reloaded meanwhile is muted.
   */
  readonly talk: ReadonlySignal<(() => () => void) | undefined>
  /** Whether somebody speaks by `talk` at this moment. */
  readonly talking: ReadonlySignal<boolean>
}

export function createOwnControls(
  media: MediaPort,
  own: ReadonlySignal<OwnCall | undefined>,
  local: ReadonlySignal<LocalMedia>,
  keptOff: KeptOff,
  voice: DeskVoice,
): OwnControls {
  /** A listener hears the call and puts nothing on it, and neither does who is on hold. */
  const speaks = computed(() => {
    const leg = own.value?.leg
    return leg !== undefined && leg.role !== 'listener' && leg.hold === undefined
  })
  const confers = computed(() => own.value !== undefined && confersIn(own.value))
  /** All would see it, and their path is to carry it. */
  const shows = computed(() => speaks.value && !confers.value && !local.value.narrow)
  /** Of whoever interprets, the desk says what is on the air. */
  const interprets = computed(() => voice.setMuted.value !== undefined)
  const talking = signal(false)
  const talk = (): (() => void) => {
    if (!local.peek().muted) return () => {}
    const callId = own.peek()?.call.callId
    const conferred = confers.peek()
    talking.value = true
    void media.setMuted(false)
    return () => {
      // Muted or left meanwhile, or unmuted for good: then there is nothing to go back to.
      if (!talking.peek()) return
      // At no moment is it said that they are heard for good. Where they speak now, in a caucus or not, is muted by itself.
      if (own.peek()?.call.callId === callId && confers.peek() === conferred) void media.setMuted(true)
      talking.value = false
    }
  }
  return {
    talk: computed(() => (speaks.value && !interprets.value && LIVE.has(local.value.microphone) ? talk : undefined)),
    talking: computed(() => talking.value && !local.value.muted),
    muted: computed(() => (interprets.value ? voice.muted.value : local.value.muted)),
    toggleMute: computed(() => {
      const { muted, microphone } = local.value
      const callId = own.value?.call.callId
      if (!speaks.value || callId === undefined || !LIVE.has(microphone)) return undefined
      const setAtDesk = voice.setMuted.value
      if (setAtDesk !== undefined) return async () => setAtDesk(!voice.muted.peek())
      // Whoever speaks by a held key is muted and asks for the opposite: to go on speaking when it is let go of.
      const asked = talking.value ? false : !muted
      return () => {
        talking.value = false
        // What one does in a caucus is of no other place.
        if (!confers.peek()) keptOff.keep(callId, 'microphone', asked)
        return media.setMuted(asked)
      }
    }),
    toggleCamera: computed(() => {
      const { cameraOn, camera } = local.value
      const callId = own.value?.call.callId
      const can = shows.value && callId !== undefined && (LIVE.has(camera) || camera === 'off')
      if (!can) return undefined
      return () => {
        keptOff.keep(callId, 'camera', cameraOn)
        return media.setCamera(!cameraOn)
      }
    }),
    toggleScreen: computed(() => {
      if (!shows.value) return undefined
      return local.value.screenOn ? () => media.stopScreen() : () => media.shareScreen().then(() => undefined)
    }),
  }
}
