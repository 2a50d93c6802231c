import { zoneName } from './zoneName.ts'

/** How times are said beside other words, and several names one after another. */
export const jaTimes = {
  at: (time: string, timeZone: string) => `${time}（${zoneName('ja', timeZone)}）`,
  onDay: (day: string, time: string) => `${day} ${time}`,
  list: (names: readonly string[]) => names.join('、'),
}
