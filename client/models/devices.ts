import { signal, type ReadonlySignal } from '@preact/signals'
import type { DeviceList, MediaPort } from './ports.ts'

export interface Devices {
  readonly list: ReadonlySignal<DeviceList>
  readonly choose: (kind: 'microphone' | 'camera' | 'output', deviceId: string) => Promise<void>
  readonly refresh: () => Promise<void>
  readonly close: () => void
}

/** The choice of microphone, camera and loudspeaker; what was chosen is kept by the media. */
export function createDevices(media: MediaPort): Devices {
  const list = signal<DeviceList>({ microphones: [], cameras: [], outputs: [], chosen: {} })
  const refresh = async (): Promise<void> => {
    list.value = await media.devices()
  }
  const stop = media.onDevices((next) => (list.value = next))
  return {
    list,
    refresh,
    async choose(kind, deviceId) {
      await media.choose(kind, deviceId)
      await refresh()
    },
    close: stop,
  }
}
