import { dateFormat } from './dateFormat.ts'

/** What a time zone is called in a language where its name says more than its city: 한국 표준시, 米国東部時間. */
export function zoneName(tag: string, timeZone: string): string {
  const parts = dateFormat(tag, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
