import type { Line, RollCallTime } from '../../server/protocol/directory.ts'
import { Misuse, namesOf, textOf, type Typed } from './run.ts'

/** Long enough to come back from the coffee machine, short enough that the line is known to work or not. */
const WITHIN_MINUTES = 5
const MINUTE_MS = 60_000

/**
 * The roll-calls of `--roll-calls 09:00@Asia/Seoul,...` and `--within MINUTES`; what is not said stays as it is. One that
 * was agreed before stays agreed since then; a new one is from now on.
 *
 * @throws Misuse for what is no time in a zone, or no number of minutes.
 */
export function rollCallTimesOf(typed: Typed, known: Line | undefined, nowMs: number): Pick<Line, 'rollCalls'> {
  const before = known?.rollCalls ?? []
  const given = namesOf(typed, 'roll-calls')
  const minutes = textOf(typed, 'within')
  const withinMs = minutes === undefined ? undefined : minutesIn(minutes) * MINUTE_MS
  const times = given?.map(timeIn) ?? before
  if (withinMs !== undefined && times.length === 0)
    throw new Misuse('Say with --roll-calls what is confirmed --within.')
  const rollCalls = times.map(({ time, timeZone }): RollCallTime => {
    const agreed = before.find((other) => other.time === time && other.timeZone === timeZone)
    return {
      ...{ time, timeZone },
      withinMs: withinMs ?? agreed?.withinMs ?? WITHIN_MINUTES * MINUTE_MS,
      fromMs: agreed?.fromMs ?? nowMs,
    }
  })
  return rollCalls.length > 0 ? { rollCalls } : {}
}

/** As they are typed, for the table of lines. */
export const rollCallTimesTold = ({ rollCalls = [] }: Line): string =>
  rollCalls.map(({ time, timeZone, withinMs }) => `${time}@${timeZone} (${withinMs / MINUTE_MS} min)`).join(', ')

function timeIn(text: string): Pick<RollCallTime, 'time' | 'timeZone'> {
  const [time = '', timeZone] = text.split('@')
  if (timeZone === undefined) throw new Misuse(`A roll-call is written like 09:00@Asia/Seoul, and not like ${text}.`)
  return { time, timeZone }
}

function minutesIn(text: string): number {
  const minutes = Number(text)
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60)
    throw new Misuse('A roll-call is confirmed within 1 to 60 minutes.')
  return minutes
}
