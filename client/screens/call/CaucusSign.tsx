import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'

/** As long as this person is in the caucus: who hears them, in words, and the way out. */
export function CaucusSign({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const now = phone.caucus.now.value
  if (now?.inside !== true) return null
  return (
    <div class="note note-action caucus-sign">
      <Icon name="people" />
      <span role="status">{t.caucus.only(phone.lines.partyName(own.leg.party))}</span>
      <Button action={now.leave}>{t.caucus.leave}</Button>
    </div>
  )
}
