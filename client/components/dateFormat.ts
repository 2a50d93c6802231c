/** By language and options. Making one takes a busy machine some milliseconds, and screens ask for the same few again and again. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** `Intl.DateTimeFormat`, of each kind one for the life of the page. */
export function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${tag} ${JSON.stringify(options)}`
  const known = formats.get(name)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(tag, options)
  formats.set(name, made)
  return made
}
