import { Button } from '../../components/Button.tsx'
import { Lamp } from '../../components/Lamp.tsx'
import { duration } from '../../components/times.ts'
import { worstOf, type Fault } from '../../models/faults.ts'
import { useSurface } from '../surface.ts'

/** What is wrong at this console, worst first, and what to do about each; nothing where nothing is. */
export function Remedies() {
  const { phone, t } = useSurface()
  const { conditions, stoodStill } = phone.lamps
  const faults = [...new Set(conditions.value.flatMap(({ fault }) => fault ?? []))]
  if (faults.length === 0) return null
  const colourOf = (fault: Fault) =>
    worstOf(conditions.value.filter((one) => one.fault === fault).map(({ colour }) => colour))
  const still = stoodStill.value
  return (
    <ul class="remedies" aria-label={t.console.remedies}>
      {faults
        .toSorted((a, b) => Number(colourOf(b) === 'red') - Number(colourOf(a) === 'red'))
        .map((fault) => (
          <li key={fault}>
            <Lamp colour={colourOf(fault)} />
            <p>
              <b>
                {fault === 'page-stood-still' && still
                  ? t.console.stoodFor(duration(still.forMs))
                  : t.console.faults[fault].wrong}
              </b>
              <span class="remedy">{t.console.faults[fault].remedy}</span>
            </p>
            {fault === 'page-stood-still' && still && (
              <Button action={still.seen} label={t.console.stoodSeen}>
                {t.console.acknowledge}
              </Button>
            )}
          </li>
        ))}
    </ul>
  )
}
