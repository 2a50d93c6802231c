/** By language and zone: formats are dear to make. Kept here, because a language must not wait for what the page is made of. */
const names = new Map<string, string>()

/** What a time zone is called in a language where its name says more than its city: 한국 표준시, 米国東部時間. */
export function zoneName(tag: string, timeZone: string): string {
  const key = `${tag} ${timeZone}`
  const known = names.get(key)
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  names.set(key, name)
  return name
}
