import { z } from 'zod'

/** When somebody who declines will call back. */
export const CALL_BACKS = ['unsaid', 'in-5', 'in-15', 'in-30', 'in-60', 'at'] as const
export type CallBack = (typeof CALL_BACKS)[number]

const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440
const MINUTES: Readonly<Partial<Record<CallBack, number>>> = { 'in-5': 5, 'in-15': 15, 'in-30': 30, 'in-60': 60 }

/** 14:30, as a field for a time of day gives it. */
const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/**
 * The time that was chosen, on the server's clock; undefined when none was.
 *
 * @param timeOfDay what the field holds, for `at`: the next time when it is that late.
 * @param clockOf writes a time as 14:30, in the zone in which the field is meant.
 */
export function callBackAtMs(
  choice: CallBack,
  timeOfDay: string,
  nowMs: number,
  clockOf: (atMs: number) => string,
): number | undefined {
  const minutes = MINUTES[choice]
  if (minutes !== undefined) return nowMs + minutes * MINUTE_MS
  if (choice !== 'at' || !timeOfDaySchema.safeParse(timeOfDay).success) return undefined
  const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS
  const ahead = (minutesOf(timeOfDay) - minutesOf(clockOf(minuteMs)) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES
  const guess = minuteMs + ahead * MINUTE_MS
  // In the night of a change to or from summer time the day is an hour longer or shorter.
  const shifted = [0, -60, 60].map((shift) => guess + shift * MINUTE_MS)
  return shifted.find((atMs) => atMs > nowMs && clockOf(atMs) === timeOfDay) ?? guess
}
