import { LANGUAGES, LANGUAGE_NAMES } from '../languages/languages.ts'
import { useSurface } from '../screens/surface.ts'

/** Each language under its own name, so that it is found on a page in any other. */
export function LanguageSwitch() {
  const { phone, t } = useSurface()
  const { language, failed, choose } = phone.language
  return (
    <div class="languages" role="group" aria-label={t.settings.language}>
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          class="languages-choice"
          lang={each}
          aria-pressed={each === language.value}
          onClick={() => choose(each)}
        >
          {LANGUAGE_NAMES[each]}
        </button>
      ))}
      {failed.value && <p role="alert">{t.settings.languageFailed}</p>}
    </div>
  )
}
