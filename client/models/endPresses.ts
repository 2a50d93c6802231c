import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Call } from '../../server/protocol/lineState.ts'
import type { ClockPort } from './deskPorts.ts'
import type { OwnCallModel } from './ownCall.ts'
import type { Unsubscribe } from './ports.ts'

/** Long enough to read the question, short enough that a later press is a first one again. */
const ASKS_END_MS = 5_000
/** The second click of a double click is no answer: nobody has read the question by then. */
const DOUBLE_CLICK_MS = 500

/** *End call* ends it for everybody: the first press asks, the second ends. */
export interface EndPresses {
  readonly asksEnd: ReadonlySignal<boolean>
  /** Undefined for the half second in which nobody can have read the question. */
  readonly press: ReadonlySignal<(() => void) | undefined>
  readonly close: () => void
}

export function createEndPresses(
  clock: ClockPort,
  { own, callId }: OwnCallModel,
  end: (call: Call) => void,
): EndPresses {
  const asked = signal<{ readonly callId: string; readonly isNew: boolean } | undefined>(undefined)
  let timers: readonly Unsubscribe[] = []

  const stopAsking = (): void => {
    timers.forEach((stopTimer) => stopTimer())
    asked.value = undefined
  }
  // Nobody is asked about a call that this page is out of, in another one neither.
  const stop = effect(() => {
    if (callId.value !== asked.peek()?.callId) stopAsking()
  })

  const press = (): void => {
    const call = own.peek()?.call
    if (call === undefined) return
    if (asked.peek() !== undefined) {
      stopAsking()
      end(call)
      return
    }
    asked.value = { callId: call.callId, isNew: true }
    timers = [
      clock.after(DOUBLE_CLICK_MS, () => (asked.value = { callId: call.callId, isNew: false })),
      clock.after(ASKS_END_MS, stopAsking),
    ]
  }

  return {
    asksEnd: computed(() => asked.value !== undefined),
    press: computed(() => (asked.value?.isNew === true ? undefined : press)),
    close() {
      stop()
      stopAsking()
    },
  }
}
