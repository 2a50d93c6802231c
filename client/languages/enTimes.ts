/** How times are said beside other words, and several names one after another. */
export const enTimes = {
  at: (time: string, timeZone: string) => `${time} ${timeZone.split('/').at(-1)?.replaceAll('_', ' ')} time`,
  onDay: (day: string, time: string) => `${day}, ${time}`,
  list: (names: readonly string[]) => names.join(', '),
}
