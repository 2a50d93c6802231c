import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Notice } from '../../server/protocol/events.ts'
import type { SignalingPort } from './ports.ts'

export type Quality = Notice<'quality:changed'>['consoles'][number]

/** What the server says of the consoles in the call at this moment, past its log. */
export interface CallActivity {
  /** Consoles that speak at this moment. */
  readonly speakers: ReadonlySignal<ReadonlySet<string>>
  readonly quality: ReadonlySignal<ReadonlyMap<string, Quality>>
}

export function createCallActivity(
  signaling: SignalingPort,
  callId: ReadonlySignal<string | undefined>,
): CallActivity & { readonly close: () => void } {
  const speakers = signal<ReadonlySet<string>>(new Set())
  const quality = signal<ReadonlyMap<string, Quality>>(new Map())
  const stop = [
    signaling.on('speaker:changed', (notice) => {
      if (notice.callId !== callId.peek()) return
      speakers.value = new Set(notice.speakers.map(({ console }) => console))
    }),
    signaling.on('quality:changed', (notice) => {
      if (notice.callId !== callId.peek()) return
      const next = new Map(quality.peek())
      for (const one of notice.consoles) next.set(one.console, one)
      quality.value = next
    }),
    effect(() => {
      if (callId.value !== undefined) return
      speakers.value = new Set()
      quality.value = new Map()
    }),
  ]
  return { speakers, quality, close: () => stop.forEach((end) => end()) }
}
