import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import { ZonedTime } from '../../server/calls/zonedTime.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { Answer } from '../../server/protocol/events.ts'
import type { LineHistory } from '../../server/protocol/lineHistory.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { Softphone } from './softphone.ts'
import { calendarOf, monthAfter, spanOf, type CalendarDay } from './testCalendar.ts'
import { trendsOf, type Trend } from './testTrends.ts'

export type HistoryLine = Pick<Line, 'line' | 'name' | 'parties' | 'rollCalls'>

export interface TestHistoryPort {
  readonly lines: () => Promise<Answer<readonly HistoryLine[]>>
  readonly history: (line: string, fromMs: number, toMs: number) => Promise<Answer<LineHistory>>
}

/** Over which time the charts are drawn. */
export const RANGES = ['month', 'week', 'quarter'] as const
export type Range = (typeof RANGES)[number]
const RANGE_MS = { week: 7 * 86_400_000, quarter: 90 * 86_400_000 } as const

export interface TestHistory {
  /** Absent until they are known. */
  readonly lines: ReadonlySignal<readonly HistoryLine[] | undefined>
  readonly line: ReadonlySignal<HistoryLine | undefined>
  readonly zone: ReadonlySignal<string>
  /** 2026-11 */
  readonly month: ReadonlySignal<string>
  /** Absent while the month is being read. */
  readonly days: ReadonlySignal<readonly CalendarDay[] | undefined>
  /** Of the calendar of one's own party. */
  readonly today: ReadonlySignal<string>
  /** The day that is open. */
  readonly open: ReadonlySignal<CalendarDay | undefined>
  readonly range: ReadonlySignal<Range>
  readonly trends: ReadonlySignal<
    { readonly fromMs: number; readonly toMs: number; readonly trends: Trend[] } | undefined
  >
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly show: (place: { line?: string; day?: string }) => void
  readonly earlier: () => void
  /** Undefined in the present month. */
  readonly later: ReadonlySignal<(() => void) | undefined>
  readonly choose: (range: Range) => void
  readonly read: () => Promise<void>
  /** Begins to follow the place and the news; the function that comes back ends it. */
  readonly follow: () => () => void
}

/** What became of the roll-calls and tests of the lines of one's party: a month of one line, and how good it has been. */
export function createTestHistory(
  port: TestHistoryPort,
  phone: Pick<Softphone, 'lines' | 'places' | 'serverClock' | 'alarms'>,
): TestHistory {
  const { places, serverClock } = phone
  const lines = signal<readonly HistoryLine[] | undefined>(undefined)
  const refusal = signal<Refusal | undefined>(undefined)
  const range = signal<Range>('month')
  const chosenMonth = signal<string | undefined>(undefined)
  const found = signal<{ readonly key: string; readonly history: LineHistory } | undefined>(undefined)
  const charted = signal<{ key: string; fromMs: number; toMs: number; history: LineHistory } | undefined>(undefined)

  const zone = computed(() => phone.lines.homeTimeZone.value ?? 'UTC')
  const zoned = computed(() => new ZonedTime(zone.value))
  const today = computed(() => zoned.value.dayOf(serverClock.nowMs.value))
  const place = computed(() => (places.place.value.at === 'tests' ? places.place.value : undefined))
  const line = computed(() => {
    const known = lines.value
    return known?.find((one) => one.line === place.value?.line) ?? known?.[0]
  })
  const month = computed(() => chosenMonth.value ?? (place.value?.day ?? today.value).slice(0, 7))
  const monthKey = computed(() => `${line.value?.line} ${month.value} ${zone.value}`)
  const chartKey = computed(
    () => `${line.value?.line} ${range.value} ${range.value === 'month' ? month.value : today.value}`,
  )
  const days = computed(() => {
    const known = found.value
    return known?.key === monthKey.value ? calendarOf(month.value, known.history, zoned.value) : undefined
  })

  const spanOfChart = (): { fromMs: number; toMs: number } => {
    const chosen = range.peek()
    if (chosen === 'month') return spanOf(month.peek(), zoned.peek())
    const toMs = Math.ceil(serverClock.readMs())
    return { fromMs: toMs - RANGE_MS[chosen], toMs }
  }

  async function read(): Promise<void> {
    if (lines.peek() === undefined) {
      const answer = await port.lines()
      if (answer.ok) lines.value = answer.body
      else refusal.value = answer.refusal
    }
    const wanted = line.peek()
    if (wanted === undefined) return
    const [key, keyOfChart] = [monthKey.peek(), chartKey.peek()]
    const { fromMs, toMs } = spanOf(month.peek(), zoned.peek())
    const chart = spanOfChart()
    const [history, ofChart] = await Promise.all([
      port.history(wanted.line, fromMs, toMs),
      range.peek() === 'month' ? undefined : port.history(wanted.line, chart.fromMs, chart.toMs),
    ])
    const refused = [history, ofChart].find((answer) => answer?.ok === false)
    refusal.value = refused?.ok === false ? refused.refusal : undefined
    // Somebody may have gone on to another month, or line, while this was on its way; that is read then.
    if (history.ok && key === monthKey.peek()) found.value = { key, history: history.body }
    const forChart = ofChart ?? history
    if (forChart.ok && keyOfChart === chartKey.peek())
      charted.value = { key: keyOfChart, ...chart, history: forChart.body }
  }

  /** What tells that there is more to be read: of lines that one is on the line itself, of others the alarms. */
  const news = computed(() => {
    const told = phone.lines.lines.value.map(({ line: { line: name }, state }) => {
      const [rollCall] = state.rollCalls
      const confirmed = rollCall?.parties.filter((party) => party.confirmed).length
      const [test] = state.testResults ?? []
      return `${name} ${rollCall?.rollCallId} ${rollCall?.closedAtMs} ${confirmed} ${test?.endedAtMs}`
    })
    return [...told, phone.alarms.all.value.length].join('\n')
  })

  return {
    lines,
    line,
    zone,
    month,
    days,
    today,
    open: computed(() => {
      const wanted = place.value?.day ?? today.value
      return days.value?.find(({ day }) => day === wanted)
    }),
    range,
    trends: computed(() => {
      const known = charted.value
      if (known?.key !== chartKey.value) return undefined
      return { fromMs: known.fromMs, toMs: known.toMs, trends: trendsOf(known.history) }
    }),
    refusal,
    show({ line: other, day }) {
      const name = other ?? line.peek()?.line
      if (day !== undefined) chosenMonth.value = day.slice(0, 7)
      places.go({ at: 'tests', ...(name !== undefined && { line: name }), ...(day !== undefined && { day }) })
    },
    earlier: () => void (chosenMonth.value = monthAfter(month.peek(), -1)),
    later: computed(() =>
      month.value < today.value.slice(0, 7) ? () => void (chosenMonth.value = monthAfter(month.peek(), 1)) : undefined,
    ),
    choose: (next) => void (range.value = next),
    read,
    follow: () =>
      effect(() => {
        // Whatever of these changes, the history is read for what is shown now.
        if ([place.value, monthKey.value, chartKey.value, news.value][0] !== undefined) untracked(() => void read())
      }),
  }
}
