import { liveCall } from '../../../server/calls/roster.ts'
import type { LineSnapshot } from '../../../server/protocol/consoles.ts'
import type { Call } from '../../../server/protocol/lineState.ts'
import { Badges } from '../../components/Badges.tsx'
import { duration } from '../../components/times.ts'
import { useSurface, type Surface } from '../surface.ts'
import { LinePath } from './LinePath.tsx'

/** The name of a line, what goes on on it, and how good this console's own way to it is. */
export function LineHead({ snapshot, titleId }: { snapshot: LineSnapshot; titleId: string }) {
  const { phone, t } = useSurface()
  const { line, state } = snapshot
  const call = liveCall(state)
  const there = call?.legs.filter((leg) => leg.state !== 'left').length ?? 0
  return (
    <header class="line-head">
      <h2 id={titleId}>{line.name}</h2>
      <p class="line-state">
        {call === undefined
          ? t.console.idle
          : call.phase === 'ringing'
            ? t.console.ringing
            : `${t.console.upFor(duration(upForMs(phone, call)))} · ${t.console.inCall(there)}`}
        {call && <Badges precedence={call.precedence} marking={call.marking} />}
      </p>
      <LinePath line={line.line} />
    </header>
  )
}

/** Only a line whose call is up is drawn anew as time passes. */
const upForMs = ({ serverClock }: Surface['phone'], { upAtMs }: Call): number =>
  upAtMs === undefined ? 0 : serverClock.nowMs.value - upAtMs
