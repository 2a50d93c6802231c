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
      <h1>{snapshot.line.name}</h1>
      <p class="call-kind">
        <span class={`badge badge-${call.precedence}`}>{t.precedences[call.precedence]}</span>
        {call.marking !== 'real' && <span class="badge badge-marking">{t.markings[call.marking]}</span>}
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
      <RecordingLampView />
    </header>
  )
}
