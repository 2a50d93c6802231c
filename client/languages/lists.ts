type Lister = (items: readonly string[]) => string

const lister = (locale: 'en-GB' | 'ko' | 'ja', type: Intl.ListFormatType): Lister => {
  const format = new Intl.ListFormat(locale, { type })
  return (items) => format.format(items)
}

/** Several things in a sentence as their language joins them: `A, B and C`, `A, B 및 C`, `A、B、C`. */
export const listIn = (locale: 'en-GB' | 'ko' | 'ja'): Lister => lister(locale, 'conjunction')

/** The same of what either can be. */
export const choiceIn = (locale: 'ko' | 'ja'): Lister => lister(locale, 'disjunction')
