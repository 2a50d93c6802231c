import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Call } from '../../server/protocol/lineState.ts'
import type { ClockPort } from './deskPorts.ts'
import type { OwnCallModel } from './ownCall.ts'
import type { Unsubscribe } from './ports.ts'

/** Long enough to read the question, short enough that a later press is a first one again. */
const ASKS_END_MS = 5_000
/** A double click is one press: nobody has read the question by then. */
const DOUBLE_CLICK_MS = 500

/** *End call* ends it for everybody: the first press asks, the second ends. */
export interface EndPresses {
  readonly asksEnd: ReadonlySignal<boolean>
  readonly press: () => void
  readonly close: () => void
}

export function createEndPresses(
  clock: ClockPort,
  { own, callId }: OwnCallModel,
  end: (call: Call) => void,
): EndPresses {
  const asksEnd = signal(false)
  let askTimer: Unsubscribe = () => {}
  let askedAtMs = 0

  const stopAsking = (): void => {
    askTimer()
    asksEnd.value = false
  }
  // Nobody is asked about a call that this page is out of.
  const stop = effect(() => {
    if (callId.value === undefined) stopAsking()
  })

  return {
    asksEnd,
    press() {
      const call = own.peek()?.call
      if (call === undefined) return
      if (asksEnd.peek()) {
        if (clock.nowMs() - askedAtMs < DOUBLE_CLICK_MS) return
        stopAsking()
        end(call)
        return
      }
      asksEnd.value = true
      askedAtMs = clock.nowMs()
      askTimer = clock.after(ASKS_END_MS, stopAsking)
    },
    close() {
      stop()
      askTimer()
    },
  }
}
