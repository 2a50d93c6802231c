import { Badges } from '../../components/Badges.tsx'
import { MarkingBanner } from '../../components/MarkingBanner.tsx'
import { duration } from '../../components/times.ts'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'
import { RecordingLampView } from './RecordingLampView.tsx'

export function CallHeader({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const { call, snapshot } = own
  const sinceMs = call.upAtMs ?? call.placedAtMs
  return (
    <header class="call-head">
      <MarkingBanner marking={call.marking} wide />
      <h1>{snapshot.line.name}</h1>
      <p class="call-kind">
        <Badges precedence={call.precedence} marking={call.marking} />
      </p>
      <p class="call-elapsed">
        <span class="unseen">{call.phase === 'ringing' ? t.console.ringing : t.call.elapsed}</span>
        {call.phase === 'ringing' && (
          <span class="call-phase" aria-hidden="true">
            {t.console.ringing}
          </span>
        )}
        <time role="timer">{duration(phone.serverClock.nowMs.value - sinceMs)}</time>
      </p>
      <RecordingLampView marking={call.marking} />
    </header>
  )
}
