import type { Layout } from '../models/stage.ts'

const layouts: Record<Layout, string> = { grid: 'Grid', speaker: 'Speaker', audio: 'Audio only' }

/** How the others of a call are shown. */
export const enLayout = {
  layouts,
  layout: 'Layout',
  pin: (name: string) => `Pin: ${name}`,
  unpin: (name: string) => `Unpin: ${name}`,
  fillOne: (name: string) => `Full screen: ${name}`,
  fillAll: 'Full screen',
  float: (name: string) => `Own window: ${name}`,
  strip: 'Everybody in the call',
  shownLarge: 'Shown large',
  hasLeft: 'Has left',
  hideSelf: 'Put away',
  showSelf: 'Show your picture',
}
