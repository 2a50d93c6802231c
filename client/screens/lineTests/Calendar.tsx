import { dateFormat } from '../../components/dateFormat.ts'
import { standingIn, type PartyStanding } from '../../../server/calls/rollCalls.ts'
import type { RollCall } from '../../../server/protocol/rollCalls.ts'
import { Button } from '../../components/Button.tsx'
import { clockTime } from '../../components/times.ts'
import type { LineTestsSentences } from '../../languages/enLineTests.ts'
import { countsOf, emptyBefore, type CalendarDay } from '../../models/testCalendar.ts'
import type { TestHistory } from '../../models/testHistory.ts'
import { useSurface, type Surface } from '../surface.ts'
import { useLineTestWords } from './lineTestWords.ts'

/** Of tests: what failed and what did not begin is one sign, and giving way to a call is nothing wrong. */
const TEST_SIGNS = [
  { sign: '✓', look: 'passed', of: ['passed'] },
  { sign: '✕', look: 'missed', of: ['failed', 'missed'] },
  { sign: '◆', look: 'late', of: ['noResult'] },
  { sign: '○', look: 'waiting', of: ['gaveWay'] },
] as const
const LEGEND = [
  { sign: '✓', look: 'passed', word: 'passed' },
  { sign: '◷', look: 'late', word: 'late' },
  { sign: '✕', look: 'missed', word: 'bad' },
  { sign: '◆', look: 'late', word: 'noResult' },
  { sign: '○', look: 'waiting', word: 'gaveWay' },
] as const
/** Told apart by their shape as well as by their colour; the words stand in the name of the day and in its list. */
const SIGNS: Readonly<Record<PartyStanding, string>> = { waiting: '·', passed: '✓', late: '◷', missed: '✕' }
/** A Monday: the names of the days of the week are made from it. */
const A_MONDAY_MS = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

/** A month of a line: of each day its roll-calls, a sign for each party, and how many tests passed. */
export function Calendar({ model, parties }: { model: TestHistory; parties: readonly string[] }) {
  const { t } = useSurface()
  const words = useLineTestWords()
  const days = model.days.value
  const month = model.month.value
  const format = (options: Intl.DateTimeFormatOptions) => dateFormat(t.tag, { ...options, timeZone: 'UTC' })
  const name = format({ month: 'long', year: 'numeric' }).format(Date.parse(`${month}-01T00:00:00Z`))
  const weekday = format({ weekday: 'short' })
  return (
    <section class="panel calendar" aria-label={words.calendar(name)}>
      <header class="calendar-head">
        <Button icon="back" label={words.previous} action={model.earlier}>
          {''}
        </Button>
        <h2>{name}</h2>
        <Button icon="forward" label={words.next} action={model.later.value}>
          {''}
        </Button>
      </header>
      <div class="calendar-grid">
        {Array.from({ length: 7 }, (_none, index) => (
          <span key={index} class="calendar-weekday" aria-hidden="true">
            {weekday.format(A_MONDAY_MS + index * DAY_MS)}
          </span>
        ))}
        {days === undefined ? (
          <p class="calendar-loading">{words.loading}</p>
        ) : (
          days.map((day, index) => (
            <Day
              key={day.day}
              day={day}
              model={model}
              parties={parties}
              column={index === 0 ? emptyBefore(month) + 1 : undefined}
            />
          ))
        )}
      </div>
      <Legend words={words} />
    </section>
  )
}

interface DayProps {
  readonly day: CalendarDay
  readonly model: TestHistory
  readonly parties: readonly string[]
  readonly column: number | undefined
}

function Day({ day, model, parties, column }: DayProps) {
  const { phone, t } = useSurface()
  const words = useLineTestWords()
  const zone = model.zone.value
  const number = Number(day.day.slice(8))
  const isComing = day.day > model.today.value
  const counts = countsOf(day.tests)
  const classes = [
    'calendar-day',
    day.day === model.today.value ? 'calendar-today' : '',
    day.day === model.open.value?.day ? 'calendar-open' : '',
  ]
  return (
    <button
      type="button"
      class={classes.join(' ')}
      disabled={isComing}
      style={column === undefined ? {} : { gridColumnStart: column }}
      aria-current={day.day === model.today.value ? 'date' : undefined}
      aria-pressed={day.day === model.open.value?.day}
      onClick={() => model.show({ day: day.day })}
    >
      <span class="unseen">{saysDay(words, t, day, zone, phone.lines.partyName)}</span>
      <span class="calendar-marks" aria-hidden="true">
        <span class="calendar-number">{number}</span>
        {day.rollCalls.map((rollCall) => (
          <span key={rollCall.rollCallId} class="calendar-roll-call">
            <span class="calendar-time">{clockTime(rollCall.dueMs, zone)}</span>
            <Signs rollCall={rollCall} parties={parties} />
          </span>
        ))}
        {day.tests.length > 0 && (
          <span class="calendar-tests">
            {TEST_SIGNS.map(({ sign, look, of }) => {
              const count = of.reduce((sum, standing) => sum + counts[standing], 0)
              return (
                count > 0 && (
                  <span key={sign} class={`sign-${look}`}>
                    {sign}
                    {count}
                  </span>
                )
              )
            })}
          </span>
        )}
      </span>
    </button>
  )
}

function Signs({ rollCall, parties }: { rollCall: RollCall; parties: readonly string[] }) {
  return (
    <span class="signs">
      {parties.map((party) => {
        const own = rollCall.parties.find((candidate) => candidate.party === party)
        const standing = own && standingIn(own)
        return (
          <span key={party} class={`sign sign-${standing ?? 'waiting'}`}>
            {SIGNS[standing ?? 'waiting']}
          </span>
        )
      })}
    </span>
  )
}

function Legend({ words }: { words: LineTestsSentences }) {
  return (
    <p class="calendar-legend">
      {LEGEND.map(({ sign, look, word }) => (
        <span key={sign}>
          <span class={`sign sign-${look}`} aria-hidden="true">
            {sign}
          </span>{' '}
          {words.signs[word]}
        </span>
      ))}
      <span class="faint">{words.legend}</span>
    </p>
  )
}

/** All of a day in one sentence, for who does not see its signs. */
function saysDay(
  words: LineTestsSentences,
  { tag, times }: Surface['t'],
  { day, rollCalls, tests }: CalendarDay,
  zone: string,
  partyName: (party: string) => string,
): string {
  const date = dateFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  const calls = rollCalls.map(({ dueMs, parties }) => {
    const stood = parties.map((party) => `${partyName(party.party)} ${words.standings[standingIn(party)]}`)
    return times.label(words.rollCallAt(clockTime(dueMs, zone)), times.list(stood))
  })
  const counts = countsOf(tests)
  const tested = (['passed', 'failed', 'missed', 'noResult', 'gaveWay'] as const)
    .filter((standing) => counts[standing] > 0)
    .map((standing) => `${words.tests(counts[standing])} ${words.outcomes[standing]}`)
  const said = [...calls, ...tested]
  return times.label(date.format(Date.parse(`${day}T00:00:00Z`)), said.length > 0 ? times.parts(said) : words.nothing)
}
