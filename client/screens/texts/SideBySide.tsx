import type { TextInLanguage } from '../../../server/protocol/texts.ts'
import { useSurface } from '../surface.ts'

/** What a message says: by itself, or in each of its languages beside the others, the original first and named. */
export function SideBySide({ texts }: { texts: readonly TextInLanguage[] }) {
  const { phone, t } = useSurface()
  const [only, ...others] = texts
  const own = phone.texts.languages.value
  // What the reader reads comes right after the original, which stays first.
  const rank = ({ language }: TextInLanguage): number => (own.includes(language) ? own.indexOf(language) : own.length)
  const shown = only ? [only, ...others.toSorted((one, other) => rank(one) - rank(other))] : []
  if (texts.length === 1 && only)
    return (
      <p class="text-said" lang={only.language} dir="auto">
        {only.text}
      </p>
    )
  return (
    <dl class="text-languages">
      {shown.map(({ language, text }, index) => (
        <div key={language} class={index === 0 ? 'text-original' : undefined}>
          <dt>
            {t.texts.languageName(language)}
            <span>{index === 0 ? t.texts.original : t.texts.translation}</span>
          </dt>
          <dd class="text-said" lang={language} dir="auto">
            {text}
          </dd>
        </div>
      ))}
    </dl>
  )
}
