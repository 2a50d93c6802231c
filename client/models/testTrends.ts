import type { LineHistory } from '../../server/protocol/lineHistory.ts'
import { dueOf } from './testCalendar.ts'

export interface TrendPoint {
  readonly atMs: number
  readonly value: number
}

/** One measure over time: with what is in the middle of it and what is the worst. */
export interface Trend {
  readonly measure: 'mouthToEar' | 'loss' | 'setUp' | 'answer'
  /** In the order of time; none when it was not measured. */
  readonly points: readonly TrendPoint[]
  readonly median: number
  readonly worst: number
}

/** What was measured of a line: of each test its worst path, of each roll-call its slowest party that confirmed in time. */
export function trendsOf({ tests, rollCalls }: Pick<LineHistory, 'tests' | 'rollCalls'>): Trend[] {
  const measured = (name: 'mouthToEarMs' | 'lossPercent' | 'setUpMs'): TrendPoint[] =>
    tests.flatMap((test) => {
      const value = test.worst[name]
      return value === undefined ? [] : [{ atMs: dueOf(test), value }]
    })
  const answers = rollCalls.flatMap(({ dueMs, openedAtMs, parties }) => {
    const took = parties.flatMap(({ confirmed }) => (confirmed && !confirmed.late ? [confirmed.atMs - openedAtMs] : []))
    return took.length > 0 ? [{ atMs: dueMs, value: Math.max(...took) }] : []
  })
  return [
    trend('mouthToEar', measured('mouthToEarMs')),
    trend('loss', measured('lossPercent')),
    trend('setUp', measured('setUpMs')),
    trend('answer', answers),
  ]
}

/** What a chart draws at one place: of all that was measured there, the least, the middle and the most. */
export interface TrendStep {
  readonly atMs: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** The points of a trend on so many places at most, so that a quarter of hourly tests is a line and not a carpet. */
export function stepsOf(points: readonly TrendPoint[], fromMs: number, toMs: number, most: number): TrendStep[] {
  if (points.length <= most) return points.map(({ atMs, value }) => ({ atMs, low: value, middle: value, high: value }))
  const stepMs = (toMs - fromMs) / most
  const steps = Map.groupBy(points, ({ atMs }) => Math.floor((atMs - fromMs) / stepMs))
  return [...steps].map(([step, within]) => {
    const values = within.map(({ value }) => value).toSorted((a, b) => a - b)
    const at = (index: number): number => values[index] ?? 0
    const atMs = fromMs + (step + 0.5) * stepMs
    return { atMs, low: at(0), middle: at(Math.floor(values.length / 2)), high: at(values.length - 1) }
  })
}

function trend(measure: Trend['measure'], points: readonly TrendPoint[]): Trend {
  const values = points.map(({ value }) => value).toSorted((a, b) => a - b)
  return { measure, points, median: values[Math.floor(values.length / 2)] ?? 0, worst: values.at(-1) ?? 0 }
}
