import { signal, type ReadonlySignal } from '@preact/signals'
import { z } from 'zod'
import type { StoragePort } from './deskPorts.ts'

const themeSchema = z.enum(['system', 'dark', 'light'])
export type Theme = z.infer<typeof themeSchema>
export const THEMES = themeSchema.options

const settingsSchema = z.object({ theme: themeSchema })
type Settings = z.infer<typeof settingsSchema>

const NAME = 'ringdown.settings'

export interface SettingsModel {
  readonly settings: ReadonlySignal<Settings>
  readonly setTheme: (theme: Theme) => void
}

export function createSettings(storage: StoragePort): SettingsModel {
  // What an older version or a hand has written there is no reason not to start.
  const kept = settingsSchema.safeParse(storage.read(NAME))
  const settings = signal<Settings>(kept.success ? kept.data : { theme: 'system' })
  return {
    settings,
    setTheme(theme) {
      settings.value = { ...settings.value, theme }
      storage.write(NAME, settings.value)
    },
  }
}
