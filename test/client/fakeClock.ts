import type { ClockPort } from '../../client/models/deskPorts.ts'
import type { Unsubscribe } from '../../client/models/ports.ts'

/** A clock that stands still until it is moved. */
export class FakeClock implements ClockPort {
  #nowMs: number
  readonly #timers = new Set<{ atMs: number; everyMs: number | undefined; run: () => void }>()

  constructor(nowMs = 1_790_000_000_000) {
    this.#nowMs = nowMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  every(intervalMs: number, run: () => void): Unsubscribe {
    return this.#add(intervalMs, intervalMs, run)
  }

  after(delayMs: number, run: () => void): Unsubscribe {
    return this.#add(delayMs, undefined, run)
  }

  /** Moves on, running what is due in its order, and lets promises settle after each. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms
    for (;;) {
      const next = [...this.#timers].toSorted((a, b) => a.atMs - b.atMs)[0]
      if (next === undefined || next.atMs > untilMs) break
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      if (next.everyMs === undefined) this.#timers.delete(next)
      else next.atMs += next.everyMs
      next.run()
      await settled()
    }
    this.#nowMs = untilMs
    await settled()
  }

  /** Jumps ahead, as if the machine had slept: what is due runs once. */
  async leap(ms: number): Promise<void> {
    this.#nowMs += ms
    for (const timer of this.#timers) timer.atMs = Math.max(timer.atMs, this.#nowMs)
    await this.pass(1_000)
  }

  #add(delayMs: number, everyMs: number | undefined, run: () => void): Unsubscribe {
    const timer = { atMs: this.#nowMs + delayMs, everyMs, run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }
}

/** Until every promise that can settle by itself has settled. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
