import type { StandstillPort } from '../models/deskPorts.ts'

/** Browsers let the timers of a hidden page run once a second at least, while it has warm lines. */
const TICK_MS = 500
/** No timer of a page that works is so late. */
const STOOD_STILL_MS = 2_000

export interface Clocks {
  /** Of the page: on some systems it stands still together with the machine. */
  readonly steadyMs: () => number
  /** Of the machine, which may be set. */
  readonly wallMs: () => number
  readonly every: (ms: number, run: () => void) => () => void
}

const browserClocks: Clocks = {
  steadyMs: () => performance.now(),
  wallMs: () => Date.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
}

/**
 * A page that is frozen, or whose machine sleeps, cannot say so: it finds out afterwards that its timer was late. By the
 * clock of the machine as well, because the page's own may have slept too; a clock that was set ahead by more than two
 * seconds is then told as well, and is worth a look.
 */
export function createStandstill({ steadyMs, wallMs, every }: Clocks = browserClocks): StandstillPort {
  return {
    onStandstill(listener) {
      let steadyAtMs = steadyMs()
      let wallAtMs = wallMs()
      return every(TICK_MS, () => {
        const gapMs = Math.max(steadyMs() - steadyAtMs, wallMs() - wallAtMs)
        steadyAtMs = steadyMs()
        wallAtMs = wallMs()
        if (gapMs > STOOD_STILL_MS) listener(gapMs)
      })
    },
  }
}
