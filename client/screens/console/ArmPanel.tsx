import { Button } from '../../components/Button.tsx'
import { Lamp } from '../../components/Lamp.tsx'
import { useSurface } from '../surface.ts'
import { Remedies } from './Remedies.tsx'
import { TryOut } from './TryOut.tsx'

/** Before arming: the one thing to do. After: a lamp for each thing that was tried, and still is. */
export function ArmPanel() {
  const { phone, t } = useSurface()
  const { arming, conditions, colour, arm } = phone.lamps
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
  return (
    <section class="arm" aria-label={t.console.lamps}>
      <div class="arm-head">
        <p class={`arm-state arm-${colour.value}`}>
          <Lamp colour={colour.value} />
          {t.console.armedIs[colour.value]}
        </p>
        <ul class="lamps">
          {conditions.value.map(({ check, colour: shown }) => (
            <li key={check}>
              <Lamp colour={shown} />
              <span>{t.console.lampName(check)}</span>
              <span class="unseen">{t.console.colours[shown]}</span>
            </li>
          ))}
        </ul>
      </div>
      <Remedies />
      <TryOut />
    </section>
  )
}
