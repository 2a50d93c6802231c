import type { Marking } from '../../../server/protocol/words.ts'
import { MarkingBadge } from '../../components/Badges.tsx'
import { Button } from '../../components/Button.tsx'
import { useSurface } from '../surface.ts'

/** Whether what is said now is safe. The words change with the state, so that the colour never says it alone. */
export function RecordingLampView({ marking }: { marking: Marking }) {
  const { phone, t } = useSurface()
  const state = phone.recording.state.value
  if (state === undefined) return null
  const alarming = phone.recording.alarming.value
  const quieten = phone.recording.quieten.value
  return (
    <div class={`recording recording-${state}`}>
      <p role={alarming ? 'alert' : undefined} title={t.call.recording[state].long}>
        <span class="recording-light" aria-hidden="true" />
        <span class="recording-words">{t.call.recording[state].short}</span>
        <MarkingBadge marking={marking} />
        {alarming && <span class="unseen">{t.call.recording[state].long}</span>}
      </p>
      {quieten && (
        <Button look="quiet" action={quieten}>
          {t.call.quieten}
        </Button>
      )}
    </div>
  )
}
