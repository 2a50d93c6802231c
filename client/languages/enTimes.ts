/** How times are said beside other words, and several names one after another. */
export const enTimes = {
  at: (time: string, timeZone: string) => `${time} ${timeZone.split('/').at(-1)?.replaceAll('_', ' ')} time`,
  onDay: (day: string, time: string) => `${day}, ${time}`,
  list: (names: readonly string[]) => names.join(', '),
  /** Sentences without an end, and what is longer than a name. */
  parts: (said: readonly string[]) => said.join('; '),
  label: (what: string, says: string) => `${what}: ${says}`,
  aside: (words: string) => ` (${words})`,
  since: (state: string, time: string) => `${state} since ${time}`,
}
