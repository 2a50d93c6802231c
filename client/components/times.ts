import { dateFormat } from './dateFormat.ts'
import type { Sentences } from '../languages/en.ts'

/** How times are written on every screen: digits that do not jump, in a zone that is always said. */

const two = (value: number): string => String(value).padStart(2, '0')

/** 4:05, or 1:04:05 from an hour on. */
export function duration(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** The last moment that a date can say (ECMAScript). */
const LAST_MS = 8.64e15

/** What has come from elsewhere may be no date at all: a screen that throws over it would show nothing any more. */
const written = (tag: string, atMs: number, options: Intl.DateTimeFormatOptions): string =>
  Math.abs(atMs) <= LAST_MS ? dateFormat(tag, options).format(atMs) : '?'

/** 21:04 in that zone; in every language alike. */
export const clockTime = (atMs: number, timeZone?: string, withSeconds = false): string =>
  written('en-GB', atMs, {
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds && { second: '2-digit' }),
    ...(timeZone && { timeZone }),
  })

/** 21:04 Seoul time; 21:04 where the zone is not known. */
export function placeTime(times: Pick<Sentences['times'], 'at'>, atMs: number, timeZone?: string): string {
  const time = clockTime(atMs, timeZone)
  return timeZone === undefined ? time : times.at(time, timeZone)
}

/** 21:04 Seoul time, and of another day than now Tue 24 Nov, 21:04 Seoul time: for who reads it in that zone. */
export function moment(t: Pick<Sentences, 'tag' | 'times'>, atMs: number, nowMs: number, timeZone?: string): string {
  const day = dayName(t.tag, atMs, timeZone)
  const at = placeTime(t.times, atMs, timeZone)
  return day === dayName(t.tag, nowMs, timeZone) ? at : t.times.onDay(day, at)
}

/** Tue 24 Nov, in that zone. */
export const dayName = (tag: string, atMs: number, timeZone?: string, withYear = false): string =>
  written(tag, atMs, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(withYear && { year: 'numeric' }),
    ...(timeZone && { timeZone }),
  })

/** 24 Nov 2026, 21:04:33 GMT+9, in that zone. */
export const fullTime = (tag: string, atMs: number, timeZone?: string): string =>
  written(tag, atMs, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone && { timeZone }),
  })

/** Tue, in that zone. */
export const weekday = (tag: string, atMs: number, timeZone?: string): string =>
  written(tag, atMs, { weekday: 'short', ...(timeZone && { timeZone }) })

const DAY_MS = 86_400_000

/** 03:12 of today, 03:12 (Tue) of the days before, Tue 24 Nov, 03:12 of those that a weekday does not name any more. */
export function sinceTime(t: Pick<Sentences, 'tag' | 'times'>, atMs: number, nowMs: number, timeZone?: string): string {
  const { tag } = t
  const time = clockTime(atMs, timeZone)
  const day = dayName(tag, atMs, timeZone)
  if (day === dayName(tag, nowMs, timeZone)) return time
  if (nowMs - atMs > 6 * DAY_MS) return t.times.onDay(day, time)
  return `${time} (${weekday(tag, atMs, timeZone)})`
}
