import type { ExceptionReport } from '../../../server/protocol/exceptions.ts'
import { clockTime } from '../../components/times.ts'

const HOURS = [0, 6, 12, 18, 24]
const DAY_MINUTES = 24 * 60

/** The day from midnight to midnight, with its exceptions on it: for the eye alone, the lines beneath say all of it. */
export function DayStrip({ report: { timeZone, exceptions } }: { report: ExceptionReport }) {
  const share = (atMs: number): number => {
    const [hours = 0, minutes = 0] = clockTime(atMs, timeZone).split(':').map(Number)
    return ((hours * 60 + minutes) / DAY_MINUTES) * 100
  }
  return (
    <div class="day-strip" aria-hidden="true">
      <div class="day-strip-track">
        {exceptions.map(({ callId, cause, atMs, fromMs, outcome }) => (
          <span
            key={`${callId} ${cause} ${fromMs}`}
            class={`day-strip-mark day-strip-${outcome}`}
            style={{ left: `${share(atMs)}%` }}
          />
        ))}
      </div>
      <p class="day-strip-hours">
        {HOURS.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </p>
    </div>
  )
}
