import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'

/** As long as this person is in the caucus: who hears them at this moment, in words, and the way out. */
export function CaucusSign({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const now = phone.caucus.now.value
  if (now?.inside !== true) return null
  const others = now.people.filter(({ console }) => console !== own.leg.console).map(({ name }) => name)
  const heard = (): string => {
    if (own.leg.role === 'listener') return t.caucus.listens
    if (phone.lamps.local.value.muted) return t.caucus.muted
    return others.length === 0 ? t.caucus.alone : t.caucus.only(phone.lines.partyName(own.leg.party))
  }
  return (
    <div class="caucus-sign">
      <Icon name="people" />
      <p role="status">
        <b>{heard()}</b> {others.length > 0 && <span>{t.caucus.people(t.times.list(others))}</span>}
      </p>
      <Button action={now.leave}>{t.caucus.leave}</Button>
    </div>
  )
}
