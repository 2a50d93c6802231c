import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { CallModel } from './call.ts'
import type { ConsoleLamps } from './consoleLamps.ts'
import type { ClockPort } from './deskPorts.ts'

export interface MediaFailure {
  /** Nobody hears or sees each other here: the text line is what is left of the call, and takes the centre. */
  readonly failed: ReadonlySignal<boolean>
  readonly close: () => void
}

/** A warm line that is made anew is up within a second; what lasts longer is a failure, and not before that. */
const DOWN_FOR_MS = 2_000

/** Whether the media of the call in which this page is has failed: for all, or for this console. */
export function createMediaFailure(
  own: CallModel['own'],
  paths: ConsoleLamps['paths'],
  clock: ClockPort,
): MediaFailure {
  /** The line whose warm line is not up, and the same once that has lasted. */
  const down = computed(() => {
    const line = own.value?.call.phase === 'up' ? own.value.call.line : undefined
    const path = line === undefined ? undefined : paths.value.get(line)
    return path !== undefined && path.state !== 'up' ? line : undefined
  })
  const downForLong = signal<string | undefined>(undefined)
  const stop = effect(() => {
    const line = down.value
    downForLong.value = undefined
    return line === undefined ? undefined : clock.after(DOWN_FOR_MS, () => (downForLong.value = line))
  })
  return {
    failed: computed(() => {
      const now = own.value
      if (now?.call.phase !== 'up') return false
      return now.call.mediaLost || now.leg.state === 'away' || downForLong.value === now.call.line
    }),
    close: stop,
  }
}
