import { Lamp } from '../../components/Lamp.tsx'
import { useSurface } from '../surface.ts'

const COLOURS = { up: 'green', connecting: 'amber', down: 'red', cold: 'off' } as const

/** How good this console's own way to the line is, measured all the time. */
export function LinePath({ line }: { line: string }) {
  const { phone, t } = useSurface()
  const path = phone.lamps.paths.value.get(line)
  const armed = phone.lamps.arming.value === 'armed'
  const state = armed ? (path?.state ?? 'connecting') : 'cold'
  const { roundTripMs, lossPercent } = path ?? {}
  return (
    <dl class="line-path">
      <div class="line-path-state">
        <dt class="unseen">{t.console.path[state]}</dt>
        <dd>
          <Lamp colour={COLOURS[state]} />
        </dd>
      </div>
      <div>
        <dt>{t.console.roundTrip}</dt>
        <dd>{armed && roundTripMs !== undefined ? t.console.roundTripMs(roundTripMs) : t.console.notMeasured}</dd>
      </div>
      <div>
        <dt>{t.console.loss}</dt>
        <dd>{armed && lossPercent !== undefined ? t.console.lossPercent(lossPercent) : t.console.notMeasured}</dd>
      </div>
    </dl>
  )
}
