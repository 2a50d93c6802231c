import { computed, type ReadonlySignal } from '@preact/signals'
import type { KeptOff } from './keptOff.ts'
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
  keptOff: KeptOff,
): OwnControls {
  /** A listener hears the call and puts nothing on it, and neither does who is on hold. */
  const speaks = computed(() => {
    const leg = own.value?.leg
    return leg !== undefined && leg.role !== 'listener' && leg.hold === undefined
  })
  return {
    toggleMute: computed(() => {
      const { muted, microphone } = local.value
      const callId = own.value?.call.callId
      const can = speaks.value && callId !== undefined && LIVE.has(microphone)
      if (!can) return undefined
      return () => {
        keptOff.keep(callId, 'microphone', !muted)
        return media.setMuted(!muted)
      }
    }),
    toggleCamera: computed(() => {
      const { cameraOn, camera } = local.value
      const callId = own.value?.call.callId
      const can = speaks.value && callId !== undefined && (LIVE.has(camera) || camera === 'off')
      if (!can) return undefined
      return () => {
        keptOff.keep(callId, 'camera', cameraOn)
        return media.setCamera(!cameraOn)
      }
    }),
    toggleScreen: computed(() => {
      if (!speaks.value) return undefined
      return local.value.screenOn ? () => media.stopScreen() : () => media.shareScreen().then(() => undefined)
    }),
  }
}
