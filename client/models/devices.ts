import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { ClockPort } from './deskPorts.ts'
import type { DeviceKind, DeviceList, DeviceNews, MediaPort, Processing } from './ports.ts'

/** Long enough to be read after the sentence that somebody is in; the lamp goes on saying it. */
const NEWS_SHOWN_MS = 30_000

export interface ShownDeviceNews {
  readonly news: DeviceNews
  readonly dismiss: () => void
}

export interface Devices {
  readonly list: ReadonlySignal<DeviceList>
  readonly choose: (kind: DeviceKind, deviceId: string) => Promise<void>
  readonly refresh: () => Promise<void>
  /** Which device has taken the place of which, the newest first; one of each kind. */
  readonly news: ReadonlySignal<readonly ShownDeviceNews[]>
  readonly processing: ReadonlySignal<Processing>
  readonly setProcessing: (processing: Processing) => Promise<void>
  /** Whether the camera runs for its own person alone. */
  readonly previewed: ReadonlySignal<boolean>
  readonly setPreview: (on: boolean) => void
  readonly close: () => void
}

/** The choice of microphone, camera and loudspeakers; what was chosen is kept by the media. */
export function createDevices(media: MediaPort, clock: ClockPort): Devices {
  const list = signal<DeviceList>({ microphones: [], cameras: [], outputs: [], chosen: {} })
  const told = signal<readonly DeviceNews[]>([])
  const processing = signal(media.processing())
  const previewed = signal(false)
  const forget = (news: DeviceNews): void => {
    told.value = told.peek().filter((one) => one !== news)
  }
  const refresh = async (): Promise<void> => {
    list.value = await media.devices()
  }
  const stop = [
    media.onDevices((next) => (list.value = next)),
    media.onDeviceNews((news) => {
      told.value = [news, ...told.peek().filter(({ kind }) => kind !== news.kind)]
      clock.after(NEWS_SHOWN_MS, () => forget(news))
    }),
  ]
  return {
    list,
    refresh,
    async choose(kind, deviceId) {
      // What was said of the one before says nothing any more.
      told.value = told.peek().filter((one) => one.kind !== kind)
      await media.choose(kind, deviceId)
      await refresh()
    },
    news: computed(() => told.value.map((news) => ({ news, dismiss: () => forget(news) }))),
    processing,
    async setProcessing(next) {
      processing.value = next
      await media.setProcessing(next)
    },
    previewed,
    setPreview(on) {
      if (on === previewed.peek()) return
      previewed.value = on
      media.setPreview(on)
    },
    close: () => stop.forEach((end) => end()),
  }
}
