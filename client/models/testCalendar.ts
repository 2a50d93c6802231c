import { dayAfter, type ZonedTime } from '../../server/calls/zonedTime.ts'
import type { LineHistory, TestSummary } from '../../server/protocol/lineHistory.ts'
import type { RollCall } from '../../server/protocol/rollCalls.ts'
import { testStandingOf, type TestStanding } from './testStandings.ts'

export interface CalendarDay {
  /** 2026-11-26 */
  readonly day: string
  readonly rollCalls: readonly RollCall[]
  readonly tests: readonly TestSummary[]
}

/** A month as 2026-11, and what was due on each of its days in a time zone, from its first to its last. */
export function calendarOf(
  month: string,
  { rollCalls, tests }: Pick<LineHistory, 'rollCalls' | 'tests'>,
  zone: ZonedTime,
): CalendarDay[] {
  const of = <Due>(due: readonly Due[], dueMs: (one: Due) => number): Map<string, Due[]> =>
    Map.groupBy(due, (one) => zone.dayOf(dueMs(one)))
  const calls = of(rollCalls, ({ dueMs }) => dueMs)
  const tested = of(tests, dueOf)
  return daysOf(month).map((day) => ({ day, rollCalls: calls.get(day) ?? [], tests: tested.get(day) ?? [] }))
}

/** When a test was due, or was asked for. */
export const dueOf = ({ dueAtMs, startedAtMs }: TestSummary): number => dueAtMs ?? startedAtMs

/** Its first day and the first of the month after it, as moments in a zone. */
export function spanOf(month: string, zone: ZonedTime): { readonly fromMs: number; readonly toMs: number } {
  return {
    fromMs: zone.momentOf(`${month}-01`, '00:00'),
    toMs: zone.momentOf(`${monthAfter(month, 1)}-01`, '00:00'),
  }
}

export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

/** How many days of the week stand empty before the first, in a week that begins on Monday. */
export const emptyBefore = (month: string): number => (new Date(`${month}-01T00:00:00Z`).getUTCDay() + 6) % 7

function daysOf(month: string): string[] {
  const days: string[] = []
  for (let day = `${month}-01`; day.startsWith(month); day = dayAfter(day)) days.push(day)
  return days
}

/** How many of some tests came to what; one that stands for several in a row counts as many. */
export function countsOf(tests: readonly TestSummary[]): Readonly<Record<TestStanding, number>> {
  const counts = { passed: 0, failed: 0, gaveWay: 0, noResult: 0, missed: 0 }
  for (const test of tests) counts[testStandingOf(test)] += test.missed ?? 1
  return counts
}
