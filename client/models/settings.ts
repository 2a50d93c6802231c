import { signal, type ReadonlySignal } from '@preact/signals'
import { z } from 'zod'
import type { StoragePort } from './deskPorts.ts'
import { CALL_SOUNDS, type CallSound } from './soundNames.ts'

const themeSchema = z.enum(['system', 'dark', 'light'])
export type Theme = z.infer<typeof themeSchema>
export const THEMES = themeSchema.options

const settingsSchema = z.object({
  theme: themeSchema,
  /** Sounds of a call that are switched off. */
  silent: z.array(z.enum(CALL_SOUNDS)).catch([]),
})
type Settings = z.infer<typeof settingsSchema>

const NAME = 'ringdown.settings'

export interface SettingsModel {
  readonly settings: ReadonlySignal<Settings>
  readonly setTheme: (theme: Theme) => void
  readonly setSounds: (sound: CallSound, sounds: boolean) => void
}

export function createSettings(storage: StoragePort): SettingsModel {
  // What an older version or a hand has written there is no reason not to start.
  const kept = settingsSchema.safeParse(storage.read(NAME))
  const settings = signal<Settings>(kept.success ? kept.data : { theme: 'system', silent: [] })
  const keep = (change: Partial<Settings>): void => {
    settings.value = { ...settings.value, ...change }
    storage.write(NAME, settings.value)
  }
  return {
    settings,
    setTheme: (theme) => keep({ theme }),
    setSounds(sound, sounds) {
      const others = settings.value.silent.filter((one) => one !== sound)
      keep({ silent: sounds ? others : [...others, sound] })
    },
  }
}
