import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import { z } from 'zod'
import { LANGUAGES, type Language } from '../languages/languages.ts'
import type { LanguagePort, StoragePort } from './deskPorts.ts'
import type { Lines } from './lines.ts'

const languageSchema = z.enum(LANGUAGES)
const keptSchema = z.object({
  /** What this machine showed last: its sign-in page begins with that. */
  last: languageSchema,
  /** What people who sit here have chosen, by username. */
  chosen: z.record(z.string(), languageSchema),
})

const NAME = 'ringdown.languages'

export interface LanguageModel {
  readonly language: ReadonlySignal<Language>
  /** It could not be loaded when it was chosen last, so the page is as it was. */
  readonly failed: ReadonlySignal<boolean>
  /** At once, and kept for whoever sits here; on the sign-in page for who signs in next. */
  readonly choose: (language: Language) => void
  readonly close: () => void
}

/** The first of these that the softphone speaks: `ko-KR` asks for Korean. */
export function spokenOf(tags: readonly string[]): Language | undefined {
  const wanted = tags.map((tag) => tag.split('-')[0]?.toLowerCase())
  return wanted.flatMap((tag) => LANGUAGES.filter((language) => language === tag))[0]
}

/** What a page begins with, before it knows who sits there. */
export const firstLanguage = (storage: Pick<StoragePort, 'read'>, browser: readonly string[]): Language =>
  kept(storage)?.last ?? spokenOf(browser) ?? 'en'

/**
 * In which language the console speaks to a person: the one that they have chosen; else the browser's, which is what the
 * machine speaks to them already; else the first one of their party that there is.
 */
export function createLanguage(
  storage: StoragePort,
  port: LanguagePort,
  { own, parties }: Pick<Lines, 'own' | 'parties'>,
): LanguageModel {
  const failed = signal(false)
  /** Chosen on the sign-in page, by somebody of whom only their choice is known yet. */
  let chosenBefore: Language | undefined
  /** Whose language has been looked for; they are welcomed again after each loss of the connection. */
  let known: string | undefined

  const keep = (last: Language, choice?: { readonly person: string; readonly language: Language }): void => {
    const chosen = kept(storage)?.chosen ?? {}
    storage.write(NAME, { last, chosen: choice ? { ...chosen, [choice.person]: choice.language } : chosen })
  }

  const show = async (language: Language): Promise<void> => {
    failed.value = false
    failed.value = !(await port.show(language))
  }

  const stop = effect(() => {
    const who = own.value?.person
    if (who?.person === known) return
    known = who?.person
    if (who === undefined) return
    untracked(() => {
      const party = parties.value.find((candidate) => candidate.party === who.party)
      const chosen = chosenBefore ?? kept(storage)?.chosen[who.person]
      const language = chosen ?? spokenOf(port.browser) ?? spokenOf(party?.languages ?? []) ?? 'en'
      if (chosen) keep(chosen, { person: who.person, language: chosen })
      chosenBefore = undefined
      void show(language)
    })
  })

  return {
    language: port.shown,
    failed,
    choose(language) {
      const person = own.peek()?.person.person
      if (person === undefined) chosenBefore = language
      keep(language, person === undefined ? undefined : { person, language })
      void show(language)
    },
    close: stop,
  }
}

/** What an older version or a hand has written there is no reason not to start. */
function kept(storage: Pick<StoragePort, 'read'>): z.infer<typeof keptSchema> | undefined {
  const read = keptSchema.safeParse(storage.read(NAME))
  return read.success ? read.data : undefined
}
