import { computed, type ReadonlySignal } from '@preact/signals'
import type { OwnCall } from './ownCall.ts'
import type { LocalMedia, MediaPort } from './ports.ts'

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
): OwnControls {
  /** A listener hears the call and puts nothing on it. */
  const speaks = computed(() => own.value !== undefined && own.value.leg.role !== 'listener')
  return {
    toggleMute: computed(() => {
      const { muted, microphone } = local.value
      const can = speaks.value && (microphone === 'ready' || microphone === 'silent')
      return can ? () => media.setMuted(!muted) : undefined
    }),
    toggleCamera: computed(() => {
      const { cameraOn, camera } = local.value
      const can = speaks.value && (camera === 'ready' || camera === 'off')
      return can ? () => media.setCamera(!cameraOn) : undefined
    }),
    toggleScreen: computed(() => {
      if (!speaks.value) return undefined
      return local.value.screenOn ? () => media.stopScreen() : () => media.shareScreen().then(() => undefined)
    }),
  }
}
