import type { ClockPort } from '../models/deskPorts.ts'

/** The monotonic clock of the page: a machine whose time is set in the middle of a call changes nothing here. */
export const browserClock: ClockPort = {
  nowMs: () => performance.timeOrigin + performance.now(),
  every(intervalMs, run) {
    const timer = setInterval(run, intervalMs)
    return () => clearInterval(timer)
  },
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
