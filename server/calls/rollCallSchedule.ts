import type { Line, RollCallTime } from '../protocol/directory.ts'
import type { LineState } from '../protocol/lineState.ts'
import { ROLL_CALLS_KEPT } from './rollCalls.ts'
import { dayAfter, ZonedTime } from './zonedTime.ts'

/** A roll-call of the schedule: when it is due, and until when it is confirmed in time. */
export interface DueRollCall {
  readonly dueMs: number
  readonly deadlineMs: number
}

/** A roll-call is not looked for further back than this: who was away for longer knows it. */
const LOOKS_BACK_MS = 7 * 86_400_000

/**
 * The times of the schedule that are due after a moment, up to and with another, oldest first. Two that meet in one moment
 * (09:00 in Seoul and in Tokyo) are one roll-call, with the longer deadline.
 */
export function dueBetween(schedule: readonly RollCallTime[], afterMs: number, untilMs: number): DueRollCall[] {
  const due = new Map<number, DueRollCall>()
  for (const { time, timeZone, withinMs, fromMs } of schedule) {
    for (const dueMs of momentsOf(time, new ZonedTime(timeZone), Math.max(afterMs, fromMs - 1), untilMs)) {
      const deadlineMs = Math.max(dueMs + withinMs, due.get(dueMs)?.deadlineMs ?? 0)
      due.set(dueMs, { dueMs, deadlineMs })
    }
  }
  return [...due.values()].toSorted((a, b) => a.dueMs - b.dueMs)
}

/** The next one after a moment; undefined when none is agreed. */
export function nextDue(schedule: readonly RollCallTime[], afterMs: number): DueRollCall | undefined {
  // One that is agreed from a later day on is not due before.
  const fromMs = Math.min(...schedule.map((agreed) => agreed.fromMs))
  const searchMs = Math.max(afterMs, fromMs - 1)
  return schedule.length === 0 ? undefined : dueBetween(schedule, searchMs, searchMs + 2 * 86_400_000)[0]
}

/**
 * What is due on a line and has not been opened: compared with what the line has, so that one that fell into a time
 * without a server is found by the next start. No more than the line keeps, the newest, and none of long ago.
 */
export function overdue({ rollCalls: schedule = [] }: Line, state: LineState, nowMs: number): DueRollCall[] {
  // A clock that has gone back makes roll-calls that were held lie in the future: they say nothing of what was missed.
  const lastDueMs = Math.max(0, ...state.rollCalls.map(({ dueMs }) => dueMs).filter((dueMs) => dueMs <= nowMs))
  const due = dueBetween(schedule, Math.max(lastDueMs, nowMs - LOOKS_BACK_MS), nowMs)
  return due.filter(({ dueMs }) => !state.rollCalls.some((known) => known.dueMs === dueMs)).slice(-ROLL_CALLS_KEPT)
}

/** From the day before the first moment, for the zones that are ahead of it, to the day of the last. */
function momentsOf(time: string, zone: ZonedTime, afterMs: number, untilMs: number): number[] {
  const moments: number[] = []
  const lastDay = zone.dayOf(untilMs)
  for (let day = dayAfter(zone.dayOf(afterMs), -1); day <= lastDay; day = dayAfter(day)) {
    const atMs = zone.momentOf(day, time)
    if (atMs > afterMs && atMs <= untilMs && !moments.includes(atMs)) moments.push(atMs)
  }
  return moments
}
