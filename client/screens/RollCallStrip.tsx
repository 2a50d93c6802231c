import { Button } from '../components/Button.tsx'
import { clockTime } from '../components/times.ts'
import { useSurface } from './surface.ts'

/** A roll-call that waits for whoever sits here, wherever they look: the console itself shows it as a panel of its own. */
export function RollCallStrip() {
  const { phone, t } = useSurface()
  const atPanel = phone.places.place.value.at === 'console' && phone.call.own.value === undefined
  const first = phone.rollCalls.shown.value.find(({ mine, rollCall }) => mine && rollCall.closedAtMs === undefined)
  if (atPanel || first === undefined) return null
  const time = clockTime(first.rollCall.dueMs, phone.lines.homeTimeZone.value)
  return (
    <div class="strip strip-roll-call" role="status">
      <span>
        <b>{t.rollCalls.title(time, first.lineName)}</b> {t.rollCalls.ask}
      </span>
      <Button look="primary" action={phone.rollCalls.confirm(first)}>
        {t.rollCalls.confirm}
      </Button>
    </div>
  )
}
