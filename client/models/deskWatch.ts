import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Unsubscribe } from './ports.ts'
import type { ClockPort } from './deskPorts.ts'
import type { InterpreterDesk } from './interpreterDesk.ts'
import type { OwnCall } from './ownCall.ts'

const LOOK_EVERY_MS = 500
/** By then a rendering that runs behind has long begun, and a listener takes the channel for dead. */
const UNHEARD_AFTER_MS = 8_000
/** Of the meter's scale, 60 dB wide: a room and its fans are below this, and a voice at a microphone is above. */
const HEARD_LEVEL = 0.3

export interface DeskWatch {
  /** For how long the floor has spoken while nothing went into the live channel; absent while all is well. */
  readonly unheardMs: ReadonlySignal<number | undefined>
  readonly close: () => void
}

/** Notices that a channel is live and nobody is heard on it while the floor speaks. */
export function createDeskWatch(
  clock: ClockPort,
  level: () => number,
  { desk, onAir }: InterpreterDesk,
  own: ReadonlySignal<OwnCall | undefined>,
  speakers: ReadonlySignal<ReadonlySet<string>>,
): DeskWatch {
  const spokenMs = signal(0)
  const channel = computed(() => {
    const at = desk.value
    return at?.live === true && at.output !== 'floor' ? at.output : undefined
  })

  /** Does anybody speak on the floor whom the listeners of the channel need interpreted? */
  const isFloorSpeaking = (): boolean => {
    const inside = own.peek()
    return (
      inside?.call.legs.some(
        ({ console, party, state }) =>
          state === 'on' &&
          console !== inside.leg.console &&
          speakers.peek().has(console) &&
          inside.call.speaks?.[party] !== channel.peek(),
      ) ?? false
    )
  }

  let stopTimer: Unsubscribe = () => {}
  const stop = effect(() => {
    stopTimer()
    spokenMs.value = 0
    if (channel.value === undefined) return
    stopTimer = clock.every(LOOK_EVERY_MS, () => {
      if (onAir.peek() !== undefined && level() >= HEARD_LEVEL) spokenMs.value = 0
      else if (isFloorSpeaking()) spokenMs.value += LOOK_EVERY_MS
    })
  })

  return {
    unheardMs: computed(() => (spokenMs.value >= UNHEARD_AFTER_MS ? spokenMs.value : undefined)),
    close() {
      stop()
      stopTimer()
    },
  }
}
