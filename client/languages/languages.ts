import type { Sentences } from './en.ts'
import type { LineTestsSentences } from './enLineTests.ts'
import type { RecordsSentences } from './enRecords.ts'

/** The languages that the softphone speaks. */
export const LANGUAGES = ['en', 'ko', 'ja'] as const
export type Language = (typeof LANGUAGES)[number]

/** What each calls itself, for who cannot read the page as it is. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어', ja: '日本語' }

/** What is loaded of a language: its sentences at the start, and with a screen that is loaded later those of that screen. */
export interface LanguageParts {
  readonly sentences: () => Promise<Sentences>
  readonly records: () => Promise<RecordsSentences>
  readonly lineTests: () => Promise<LineTestsSentences>
}

/** Each a chunk of its own, so that nobody loads a language that they do not read. */
export const LANGUAGE_PARTS: Readonly<Record<Language, LanguageParts>> = {
  en: {
    sentences: async () => (await import('./en.ts')).en,
    records: async () => (await import('./enRecords.ts')).enRecords,
    lineTests: async () => (await import('./enLineTests.ts')).enLineTests,
  },
  ko: {
    sentences: async () => (await import('./ko.ts')).ko,
    records: async () => (await import('./koRecords.ts')).koRecords,
    lineTests: async () => (await import('./koLineTests.ts')).koLineTests,
  },
  ja: {
    sentences: async () => (await import('./ja.ts')).ja,
    records: async () => (await import('./jaRecords.ts')).jaRecords,
    lineTests: async () => (await import('./jaLineTests.ts')).jaLineTests,
  },
}
