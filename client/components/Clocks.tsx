import { useSurface } from '../screens/surface.ts'
import { clockTime, dayName } from './times.ts'

/** What time it is at every party, by the server's clock. */
export function Clocks() {
  const { phone, t } = useSurface()
  const nowMs = phone.serverClock.minuteMs.value
  const home = phone.lines.own.value?.person.party
  return (
    <ul class="clocks" aria-label={t.console.localTimes}>
      {phone.lines.parties.value.map(({ party, name, timeZone }) => (
        <li key={party} class={party === home ? 'clock clock-home' : 'clock'}>
          <span class="clock-party">{name}</span>
          <time class="clock-time">{clockTime(nowMs, timeZone)}</time>
          <span class="clock-day">{dayName(t.tag, nowMs, timeZone)}</span>
        </li>
      ))}
    </ul>
  )
}
