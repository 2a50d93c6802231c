import type { Alarm } from '../../server/protocol/lineHistory.ts'
import type { Sentences } from '../languages/en.ts'
import { clockTime } from './times.ts'

/** What an alarm is about, in one sentence: when, on which line, and who or what. */
export function alarmSays(
  t: Sentences,
  alarm: Alarm,
  partyName: (party: string) => string,
  timeZone: string | undefined,
): string {
  const words = t.alarms
  const time = clockTime(alarm.dueMs, timeZone)
  if (alarm.kind === 'roll-call') {
    const parties = alarm.parties.map(({ party }) => partyName(party))
    return words.rollCall(time, alarm.lineName, parties)
  }
  return words.test(time, alarm.lineName, alarm.outcome, alarm.missed ?? 1)
}
