import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Sentences } from './en.ts'
import type { Language } from './languages.ts'

/** The sentences in the language that is shown at this moment. */
export interface Vocabulary {
  readonly language: ReadonlySignal<Language>
  readonly sentences: ReadonlySignal<Sentences>
  /** Says whether it could be loaded; where not, the page stays as it was. */
  readonly show: (language: Language) => Promise<boolean>
}

export async function openVocabulary(
  first: Language,
  load: (language: Language) => Promise<Sentences>,
): Promise<Vocabulary> {
  const shown = signal({ language: first, sentences: await load(first) })
  let asked = first
  return {
    language: computed(() => shown.value.language),
    sentences: computed(() => shown.value.sentences),
    async show(language) {
      asked = language
      if (language === shown.peek().language) return true
      try {
        const sentences = await load(language)
        // Another one may have been asked for while this one was on its way; the last one stands.
        if (asked === language) shown.value = { language, sentences }
        return true
      } catch {
        return false
      }
    },
  }
}
