import { Button } from '../components/Button.tsx'
import { Clocks } from '../components/Clocks.tsx'
import { MarkingBadge } from '../components/Badges.tsx'
import { MarkingBanner } from '../components/MarkingBanner.tsx'
import { isAside } from '../models/ownCall.ts'
import { addressOf, type Place } from '../models/places.ts'
import { AlarmStrip } from './AlarmStrip.tsx'
import { HeldStrips } from './HeldStrips.tsx'
import { RollCallStrip } from './RollCallStrip.tsx'
import { useSurface } from './surface.ts'

const BELOW_RECORDS: ReadonlySet<Place['at']> = new Set(['record', 'exceptions'])

/** Who this console is, where one can go, what time it is at every party, and whether the server is there. */
export function TopBar() {
  const { phone, t } = useSurface()
  const me = phone.lines.own.value?.person
  const at = phone.places.place.value.at
  const own = phone.call.own.value
  const connection = phone.lines.connection.value
  const canSeeTests =
    phone.lines.definitions.value.length > 0 || me?.roles.some((role) => role === 'admin' || role === 'records')

  const link = (place: Place, name: string) => (
    <a
      href={`#${addressOf(place)}`}
      aria-current={at === place.at || (place.at === 'records' && BELOW_RECORDS.has(at)) ? 'page' : undefined}
    >
      {name}
    </a>
  )
  return (
    <header class="top-bar">
      <div class="top-bar-who">
        <span class="top-bar-party">{me ? phone.lines.partyName(me.party) : t.product}</span>
        {me && (
          <span class="top-bar-person">
            {me.name} · {t.times.list(me.roles.map((role) => t.roles[role]))}
          </span>
        )}
      </div>
      <nav class="top-bar-places" aria-label={t.places.navigation}>
        {link({ at: 'console' }, t.places.console)}
        {canSeeTests && link({ at: 'tests' }, t.places.tests)}
        {me?.roles.includes('records') && link({ at: 'records' }, t.places.records)}
        {me?.roles.includes('admin') && link({ at: 'administration' }, t.places.administration)}
        {link({ at: 'settings' }, t.places.settings)}
      </nav>
      <Clocks />
      <Button look="quiet" action={phone.signOut.value}>
        {t.signOut}
      </Button>
      {connection === 'lost' && (
        <p class="strip strip-danger" role="alert">
          {t.connection.lost}
        </p>
      )}
      <AlarmStrip />
      <RollCallStrip />
      <HeldStrips />
      {own && !isAside(own) && at !== 'console' && (
        <>
          <p class="strip strip-call">
            <a href={`#${addressOf({ at: 'console' })}`}>{t.places.backToCall(own.snapshot.line.name)}</a>{' '}
            <MarkingBadge marking={own.call.marking} />
          </p>
          <MarkingBanner marking={own.call.marking} wide />
        </>
      )}
    </header>
  )
}
