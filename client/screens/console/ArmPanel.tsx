import { Button } from '../../components/Button.tsx'
import { Lamp } from '../../components/Lamp.tsx'
import { useSurface } from '../surface.ts'

/** Before arming: the one thing to do. After: a lamp for each thing that was tried, and still is. */
export function ArmPanel() {
  const { phone, t } = useSurface()
  const { arming, lamps, colour, arm } = phone.lamps
  if (arming.value !== 'armed')
    return (
      <section class="arm arm-needed" aria-label={t.console.lamps}>
        <Lamp colour="red" />
        <div class="arm-words">
          <p class="arm-title">{t.console.armWhy}</p>
          <p class="arm-how">{t.console.armHow}</p>
        </div>
        <Button look="primary" size="large" action={arm.value} busy={arming.value === 'arming'}>
          {arming.value === 'arming' ? t.console.arming : t.console.arm}
        </Button>
      </section>
    )
  const faults = lamps.value.filter((lamp) => lamp.colour !== 'green')
  return (
    <section class="arm" aria-label={t.console.lamps}>
      <p class={`arm-state arm-${colour.value}`}>
        <Lamp colour={colour.value} />
        {colour.value === 'red' ? t.console.armedFaults : t.console.armedAll}
      </p>
      <ul class="lamps">
        {lamps.value.map(({ check, colour: shown }) => (
          <li key={check}>
            <Lamp colour={shown} />
            <span>{t.console.lampName(check)}</span>
            <span class="unseen">{t.console.colours[shown]}</span>
          </li>
        ))}
      </ul>
      {faults.length > 0 && (
        <p class="arm-faults">{faults.map((lamp) => t.console.lampSays(lamp.check, lamp.colour)).join(' · ')}</p>
      )}
    </section>
  )
}
