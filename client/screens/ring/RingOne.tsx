import { useId, useState } from 'preact/hooks'
import type { PresentConsole } from '../../../server/protocol/consoles.ts'
import type { Ring } from '../../../server/protocol/lineState.ts'
import { Button } from '../../components/Button.tsx'
import { Lamp } from '../../components/Lamp.tsx'
import { canBeRung, type PartyRing } from '../../models/partyRing.ts'
import { useSurface } from '../surface.ts'

interface RingOneProps {
  /** Of the parties whose people may be rung. */
  readonly parties: readonly PartyRing[]
  readonly title: string
  /** Where the title alone does not say of whom. */
  readonly label?: string
}

/** Rings one person: who is there to be rung, and whether their console is armed, before anybody is disturbed. */
export function RingOne({ parties, title, label }: RingOneProps) {
  const { phone, t } = useSurface()
  const [open, setOpen] = useState(false)
  const id = useId()
  const people = parties.flatMap(peopleOf)
  const some = people.some(({ ring, who }) => canBeRung(ring, who))
  if (phone.call.own.value?.snapshot.standing !== 'rung' || !(some || open)) return null
  return (
    <div class="ring-one">
      <button
        type="button"
        class="link-button ring-one-open"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        {...(label !== undefined && { 'aria-label': label })}
      >
        {title}
      </button>
      <ul id={id} hidden={!open}>
        {people.map(({ who, ring }) => (
          <li key={who.person}>
            <Lamp colour={who.armed ? who.colour : 'off'} />
            <span class="ring-one-who">
              {who.name}
              <span class="faint">
                {parties.length > 1 && `${phone.lines.partyName(who.party)}, `}
                {t.times.list([t.roles[who.role], who.armed ? t.console.people.armed : t.console.people.notArmed])}
              </span>
            </span>
            {canBeRung(ring, who) ? (
              <Button action={phone.call.ringOne(who)} label={t.ring.oneWhom(who.name)}>
                {t.ring.ringOne}
              </Button>
            ) : (
              <span class="faint">{t.ring.ringsNow}</span>
            )}
          </li>
        ))}
        {people.length === 0 && <li class="faint">{t.ring.noOne}</li>}
      </ul>
    </div>
  )
}

/** Somebody with two consoles is rung at both, and is here once: by the armed one. */
function peopleOf({ ring, present }: PartyRing): { who: PresentConsole; ring: Ring }[] {
  if (ring.state === 'waiting') return []
  const armedFirst = present.toSorted((one, other) => Number(other.armed) - Number(one.armed))
  const people = armedFirst.filter(
    ({ person }, index) => armedFirst.findIndex((other) => other.person === person) === index,
  )
  return people.map((who) => ({ who, ring }))
}
