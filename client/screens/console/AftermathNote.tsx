import { MarkingBadge } from '../../components/Badges.tsx'
import { Button } from '../../components/Button.tsx'
import { declineSays } from '../../components/ringWords.ts'
import { duration } from '../../components/times.ts'
import { useSurface } from '../surface.ts'

/** What became of the call that was on this screen a moment ago. */
export function AftermathNote() {
  const { phone, t } = useSurface()
  const after = phone.call.aftermath.value
  if (after === undefined) return null
  const words = t.console.aftermath
  const { personName, homeTimeZone } = phone.lines
  const reader = { t, personName, nowMs: phone.serverClock.minuteMs.value, timeZone: homeTimeZone.value }
  const says = 'endedAtMs' in after ? t.endReasons[after.why] : words[after.why]
  const lasted = 'endedAtMs' in after ? words.lasted(duration(after.endedAtMs - after.startedAtMs)) : ''
  return (
    <div class="note" role="status">
      {'marking' in after && <MarkingBadge marking={after.marking} />}
      <div class="note-says">
        <p>
          {says} {lasted}
        </p>
        {'declined' in after &&
          after.declined.map(({ party, decline }) => (
            <p key={decline.person}>
              {phone.lines.partyName(party)}: {declineSays(decline, reader)}
            </p>
          ))}
      </div>
      <Button look="quiet" action={phone.call.dismissAftermath}>
        {words.close}
      </Button>
    </div>
  )
}
