import { computed, type ReadonlySignal } from '@preact/signals'
import type { KeptMute } from './keptMute.ts'
import type { OwnCall } from './ownCall.ts'
import type { DeviceState, LocalMedia, MediaPort } from './ports.ts'

/** The states in which a device is open. */
const LIVE: ReadonlySet<DeviceState> = new Set(['ready', 'other', 'silent'])

type Toggle = ReadonlySignal<(() => Promise<void>) | undefined>

/** What one puts on the air oneself; each is undefined while it is not possible. */
export interface OwnControls {
  readonly toggleMute: Toggle
  readonly toggleCamera: Toggle
  readonly toggleScreen: Toggle
}

export function createOwnControls(
  media: MediaPort,
  own: ReadonlySignal<OwnCall | undefined>,
  local: ReadonlySignal<LocalMedia>,
  keptMute: KeptMute,
): OwnControls {
  /** A listener hears the call and puts nothing on it. */
  const speaks = computed(() => own.value !== undefined && own.value.leg.role !== 'listener')
  return {
    toggleMute: computed(() => {
      const { muted, microphone } = local.value
      const callId = own.value?.call.callId
      const can = speaks.value && callId !== undefined && LIVE.has(microphone)
      if (!can) return undefined
      return () => {
        keptMute.keep(callId, !muted)
        return media.setMuted(!muted)
      }
    }),
    toggleCamera: computed(() => {
      const { cameraOn, camera } = local.value
      const can = speaks.value && (LIVE.has(camera) || camera === 'off')
      return can ? () => media.setCamera(!cameraOn) : undefined
    }),
    toggleScreen: computed(() => {
      if (!speaks.value) return undefined
      return local.value.screenOn ? () => media.stopScreen() : () => media.shareScreen().then(() => undefined)
    }),
  }
}
