import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { ClockPort, TabsPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'

export interface TabsModel {
  /** The consoles in other tabs of this browser. */
  readonly siblings: ReadonlySignal<ReadonlySet<string>>
  close(): void
}

const LOOK_MS = 2_000

export function createTabsModel(tabs: TabsPort, clock: ClockPort, lines: Lines): TabsModel {
  const siblings = signal<ReadonlySet<string>>(new Set())
  const look = async (): Promise<void> => {
    const found = await tabs.siblings()
    const known = siblings.peek()
    if (found.length !== known.size || found.some((one) => !known.has(one))) siblings.value = new Set(found)
  }
  const stop = [
    effect(() => {
      const own = lines.own.value?.console
      // Whoever has signed out is at no console any more: what waits there is another tab's to send.
      tabs.announce(own)
      if (own !== undefined) void look()
    }),
    clock.every(LOOK_MS, () => void look()),
  ]
  return { siblings, close: () => stop.forEach((end) => end()) }
}
