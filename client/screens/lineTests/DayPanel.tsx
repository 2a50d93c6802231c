import { dateFormat } from '../../components/dateFormat.ts'
import { standingIn } from '../../../server/calls/rollCalls.ts'
import type { TestSummary } from '../../../server/protocol/lineHistory.ts'
import type { RollCall } from '../../../server/protocol/rollCalls.ts'
import { Lamp } from '../../components/Lamp.tsx'
import { STANDING_LAMPS, standingSays } from '../../components/rollCallWords.ts'
import { TEST_LAMPS } from '../../components/testLamps.ts'
import { faultsSay } from '../../components/testWords.ts'
import { clockTime } from '../../components/times.ts'
import { dueOf } from '../../models/testCalendar.ts'
import { testStandingOf } from '../../models/testStandings.ts'
import type { TestHistory } from '../../models/testHistory.ts'
import { useSurface } from '../surface.ts'
import { useLineTestWords } from './lineTestWords.ts'

/** A server that opens a roll-call later than this was not there when it was due. */
const OPENED_LATE_MS = 30_000

/** The day that is open: each of its roll-calls and tests, in words. */
export function DayPanel({ model }: { model: TestHistory }) {
  const { t } = useSurface()
  const words = useLineTestWords()
  const day = model.open.value
  if (day === undefined) return null
  const date = dateFormat(t.tag, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  const zone = model.zone.value
  return (
    <section class="panel day-panel" aria-labelledby="day-panel" aria-live="polite">
      <h2 id="day-panel">{date.format(Date.parse(`${day.day}T00:00:00Z`))}</h2>
      {day.rollCalls.length + day.tests.length === 0 && <p class="quiet-line">{words.day.none}</p>}
      {day.rollCalls.length > 0 && <h3>{words.day.rollCalls}</h3>}
      {day.rollCalls.map((rollCall) => (
        <RollCallOfDay key={rollCall.rollCallId} rollCall={rollCall} zone={zone} />
      ))}
      {day.tests.length > 0 && <h3>{words.day.tests}</h3>}
      {day.tests.length > 0 && (
        // It scrolls in itself, and the keyboard reaches it for that.
        <ol class="day-tests" tabIndex={0} aria-label={words.day.tests}>
          {day.tests.toReversed().map((test) => (
            <TestOfDay key={`${test.testId} ${dueOf(test)}`} test={test} zone={zone} />
          ))}
        </ol>
      )}
    </section>
  )
}

function RollCallOfDay({ rollCall, zone }: { rollCall: RollCall; zone: string }) {
  const { phone, t } = useSurface()
  const words = useLineTestWords()
  const { dueMs, openedAtMs, deadlineMs, parties } = rollCall
  const isLate = openedAtMs - dueMs > OPENED_LATE_MS
  return (
    <div class="day-roll-call">
      <p>
        <b>{clockTime(dueMs, zone)}</b>{' '}
        <span class="faint">
          {words.day.within(String(Math.round((deadlineMs - dueMs) / 6_000) / 10))}
          {isLate && `, ${words.day.openedLate(clockTime(openedAtMs, zone))}`}
        </span>
      </p>
      <ul>
        {parties.map((party) => (
          <li key={party.party}>
            <Lamp colour={STANDING_LAMPS[standingIn(party)]} />
            <span>
              <b>{phone.lines.partyName(party.party)}</b> {standingSays(t, party, zone)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function TestOfDay({ test, zone }: { test: TestSummary; zone: string }) {
  const { phone, t } = useSurface()
  const words = useLineTestWords()
  const { worst, startedBy, parties, missed = 1 } = test
  const { partyName } = phone.lines
  const standing = testStandingOf(test)
  const stoodIn = parties.filter(({ synthetic }) => synthetic).map(({ party }) => partyName(party))
  const measured = [
    worst.setUpMs !== undefined && words.day.setUp(worst.setUpMs),
    worst.mouthToEarMs !== undefined && words.day.mouthToEar(worst.mouthToEarMs),
    worst.lossPercent !== undefined && words.day.loss(worst.lossPercent),
  ].filter((said) => said !== false)
  const notes = [
    ...faultsSay(words, test, { partyName, aside: t.times.aside }),
    ...(missed > 1 ? [words.day.several(missed)] : []),
    ...(startedBy ? [words.day.asked(startedBy.name)] : []),
    ...(stoodIn.length > 0 ? [words.day.synthetic(t.times.list(stoodIn))] : []),
  ]
  return (
    <li class="day-test">
      <Lamp colour={TEST_LAMPS[standing]} />
      <time>{clockTime(dueOf(test), zone)}</time>
      <div>
        <p>
          <b>{words.outcomes[standing]}</b> {measured.length > 0 && <span class="faint">{measured.join(' · ')}</span>}
        </p>
        {notes.length > 0 && <p class="day-notes">{notes.join(' · ')}</p>}
      </div>
    </li>
  )
}
