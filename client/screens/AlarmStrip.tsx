import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icon.tsx'
import { alarmSays } from '../components/alarmWords.ts'
import { addressOf } from '../models/places.ts'
import { useSurface } from './surface.ts'

/** What an admin has to see to, on every screen, until somebody of their party has acknowledged it. */
export function AlarmStrip() {
  const { phone, t } = useSurface()
  const [newest, ...others] = phone.alarms.open.value
  if (newest === undefined) return null
  const { partyName, homeTimeZone } = phone.lines
  // Where the alarms are listed, it is beside them.
  const turnOn = phone.places.place.value.at === 'administration' ? undefined : phone.alarmNotices.turnOn.value
  return (
    <div class="strip strip-alarm" role="alert">
      <Icon name="warning" />
      <span>{alarmSays(t, newest, partyName, homeTimeZone.value)}</span>
      {others.length > 0 && <span class="strip-more">{t.alarms.more(others.length)}</span>}
      <a href={`#${addressOf({ at: 'administration' })}`}>{t.alarms.see}</a>
      {turnOn && (
        <Button look="quiet" action={turnOn}>
          {t.alarms.turnOn}
        </Button>
      )}
    </div>
  )
}
