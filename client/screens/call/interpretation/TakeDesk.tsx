import { useState } from 'preact/hooks'
import type { Channel, Desk } from '../../../../server/protocol/interpretation.ts'
import { Button } from '../../../components/Button.tsx'
import { channelName } from '../../../components/channelWords.ts'
import { Select } from '../../../components/Select.tsx'
import { useSurface } from '../../surface.ts'

interface TakeDeskProps {
  readonly channels: readonly Channel[]
  /** What is spoken by the party whose interpreter this is. */
  readonly party: Channel | undefined
  readonly at: Desk | undefined
  readonly onDone: () => void
}

/** The choice of the two languages of a desk, and of the direction to begin with. */
export function TakeDesk({ channels, party, at, onDone }: TakeDeskProps) {
  const { phone, t } = useSurface()
  const { take } = phone.interpretation.desk
  const home = at?.pair[0] ?? channels.find((channel) => channel === party) ?? channels[0]
  const away = at?.pair[1] ?? channels.find((channel) => channel !== home)
  const [from, setFrom] = useState(away)
  const [into, setInto] = useState(home)
  if (from === undefined || into === undefined) return null
  const options = channels.map((value) => ({ value, label: channelName(t, value) }))
  const taking = take.value
  const sits = taking && (() => taking([from, into], into).then(onDone))
  return (
    <div class="desk-row desk-take">
      <Select
        label={t.interpretation.pairFrom}
        value={from}
        options={options}
        onChoose={(next) => {
          if (next === into) setInto(from)
          setFrom(next)
        }}
      />
      <Select
        label={t.interpretation.pairInto}
        value={into}
        options={options}
        onChoose={(next) => {
          if (next === from) setFrom(into)
          setInto(next)
        }}
      />
      <Button look="primary" action={sits}>
        {t.interpretation.take}
      </Button>
      {at !== undefined && (
        <Button look="quiet" action={onDone}>
          {t.interpretation.keep}
        </Button>
      )}
      <p class="faint">{t.interpretation.takeWhy}</p>
    </div>
  )
}
