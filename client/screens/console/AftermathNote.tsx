import { MarkingBadge } from '../../components/Badges.tsx'
import { Button } from '../../components/Button.tsx'
import { duration } from '../../components/times.ts'
import { useSurface } from '../surface.ts'

/** What became of the call that was on this screen a moment ago. */
export function AftermathNote() {
  const { phone, t } = useSurface()
  const after = phone.call.aftermath.value
  if (after === undefined) return null
  const words = t.console.aftermath
  const says = 'endedAtMs' in after ? t.endReasons[after.why] : words[after.why]
  const lasted = 'endedAtMs' in after ? words.lasted(duration(after.endedAtMs - after.startedAtMs)) : ''
  return (
    <div class="note" role="status">
      {'marking' in after && <MarkingBadge marking={after.marking} />}
      <p>
        {says} {lasted}
      </p>
      <Button look="quiet" action={phone.call.dismissAftermath}>
        {words.close}
      </Button>
    </div>
  )
}
