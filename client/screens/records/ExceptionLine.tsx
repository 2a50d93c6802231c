import type { ReportedException } from '../../../server/protocol/exceptions.ts'
import { MarkingBadge } from '../../components/Badges.tsx'
import { Icon, type IconName } from '../../components/Icon.tsx'
import { lineSays } from '../../components/lineWords.ts'
import { clockTime, dayName, duration } from '../../components/times.ts'
import { addressOf } from '../../models/places.ts'
import { useSurface } from '../surface.ts'
import { useRecordWords } from './recordWords.ts'

const ICONS: Readonly<Record<ReportedException['outcome'], IconName>> = {
  kept: 'check',
  lost: 'warning',
  unknown: 'warning',
}
/** Below it the tenths matter. */
const MINUTE_MS = 60_000

interface ExceptionLineProps {
  readonly exception: ReportedException
  readonly timeZone: string
}

/** When, why, where in which call, and whether it was kept. */
export function ExceptionLine({ exception, timeZone }: ExceptionLineProps) {
  const { phone, t } = useSurface()
  const words = useRecordWords().exceptions
  const { callId, marking, placedAtMs, cause, detail, atMs, outcome } = exception
  const placed = `${dayName(t.tag, placedAtMs, timeZone)} ${clockTime(placedAtMs, timeZone, true)}`
  return (
    <li class="exception">
      <time class="exception-time" dateTime={new Date(atMs).toISOString()}>
        {clockTime(atMs, timeZone, true)}
      </time>
      <div class="exception-what">
        <p class="exception-cause">{words.causes[cause]}</p>
        <p>
          <a href={`#${addressOf({ at: 'record', callId })}`}>
            {words.call(lineSays(phone.lines, t, exception), placed)}
          </a>{' '}
          <MarkingBadge marking={marking} />
        </p>
        <p class="exception-span">{useSpan(exception)}</p>
        {detail !== undefined && <code class="exception-detail">{detail}</code>}
      </div>
      <p class={`exception-outcome exception-${outcome}`}>
        <Icon name={ICONS[outcome]} />
        {words.outcome(exception)}
      </p>
    </li>
  )
}

/** Where in the call it was, in words. */
function useSpan({ cause, placedAtMs, fromMs, untilMs }: ReportedException): string {
  const words = useRecordWords().exceptions
  if (cause === 'damaged') return words.whole
  const from = duration(fromMs - placedAtMs)
  if (untilMs === undefined) return words.goesOn(from)
  const lengthMs = untilMs - fromMs
  const length = lengthMs < MINUTE_MS ? words.seconds(lengthMs) : duration(lengthMs)
  return words.span(from, duration(untilMs - placedAtMs), length)
}
