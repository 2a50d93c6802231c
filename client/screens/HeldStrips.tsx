import { MarkingBadge } from '../components/Badges.tsx'
import { Button } from '../components/Button.tsx'
import { heldSays } from '../components/holdWords.ts'
import { Icon } from '../components/Icon.tsx'
import type { HeldCall } from '../models/heldCalls.ts'
import { useSurface } from './surface.ts'

/** On every screen: the calls in which this console is on hold, and the one click that goes back to each. */
export function HeldStrips() {
  const { phone } = useSurface()
  return (
    <>
      {phone.call.held.value.map((held) => (
        <HeldStrip key={held.call.callId} held={held} />
      ))}
    </>
  )
}

function HeldStrip({ held }: { held: HeldCall }) {
  const { phone, t } = useSurface()
  const own = phone.call.own.value
  const { name } = held.snapshot.line
  const other = own !== undefined && own.call.callId !== held.call.callId ? own : undefined
  return (
    <section class="strip strip-held" aria-label={t.hold.strip(name)}>
      <Icon name="pause" />
      <p>
        <b>{t.times.label(name, heldSays(t, held.hold))}</b> <MarkingBadge marking={held.call.marking} />{' '}
        <span class="strip-says">{other ? t.hold.swaps(other.snapshot.line.name) : t.hold.means}</span>
      </p>
      <Button look={other ? 'plain' : 'primary'} action={held.retrieve}>
        {t.hold.back(name)}
      </Button>
      <Button look="quiet" action={held.leave} label={t.hold.giveUpWhich(name)}>
        {t.hold.giveUp}
      </Button>
    </section>
  )
}
