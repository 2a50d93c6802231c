import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { ClockPort } from './deskPorts.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

export interface ServerClock {
  /** The server's time as well as this console knows it; moves every half second, for what is shown. */
  readonly nowMs: ReadonlySignal<number>
  /** The same, to the minute: for what shows no seconds, and need not be drawn anew for them. */
  readonly minuteMs: ReadonlySignal<number>
  /** The same at this very moment. */
  readonly readMs: () => number
  /** What the server has just said its time is, without knowing how long that took. */
  readonly hint: (atMs: number) => void
  readonly measure: () => Promise<void>
  /** How far `readMs` may be from the server's time; undefined until it has been measured. */
  readonly uncertainMs: () => number | undefined
  readonly close: () => void
}

/** Fine enough that a second shown is never late by more than a person notices. */
const TICK_MS = 500
const MEASURE_EVERY_MS = 60_000
const MINUTE_MS = 60_000
/** An answer that took longer says too little about when it was made. */
const USABLE_ROUND_TRIP_MS = 1_500

/** Brings this console's clock to the server's: of some readings the one with the shortest round trip is believed. */
export function createServerClock(clock: ClockPort, signaling: SignalingPort): ServerClock {
  let offsetMs = 0
  let uncertainMs: number | undefined
  const nowMs = signal(clock.nowMs())
  const tick = (): void => void (nowMs.value = clock.nowMs() + offsetMs)

  async function measure(): Promise<void> {
    let best = USABLE_ROUND_TRIP_MS
    for (let reading = 0; reading < 3; reading += 1) {
      const askedAtMs = clock.nowMs()
      // One after another: readings in parallel would measure each other's queue.
      const answer = await signaling.request('clock:read', {})
      const roundTripMs = clock.nowMs() - askedAtMs
      if (!answer.ok || roundTripMs >= best) continue
      best = roundTripMs
      uncertainMs = roundTripMs / 2
      offsetMs = answer.body.atMs + roundTripMs / 2 - clock.nowMs()
    }
    tick()
  }

  const stop: Unsubscribe[] = [clock.every(TICK_MS, tick), clock.every(MEASURE_EVERY_MS, () => void measure())]
  return {
    nowMs,
    minuteMs: computed(() => nowMs.value - (nowMs.value % MINUTE_MS)),
    readMs: () => clock.nowMs() + offsetMs,
    hint(atMs) {
      offsetMs = atMs - clock.nowMs()
      uncertainMs = undefined
      tick()
    },
    measure,
    uncertainMs: () => uncertainMs,
    close: () => stop.forEach((end) => end()),
  }
}
