import { useId } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { Select } from '../../components/Select.tsx'
import type { EditedMessage, PreparedEditor } from '../../models/preparedEditor.ts'
import { useSurface } from '../surface.ts'

interface PreparedFieldsProps {
  readonly message: EditedMessage
  readonly languages: readonly string[]
  readonly editor: PreparedEditor
}

/** One prepared message: what it is called, which language is its original, and its texts side by side. */
export function PreparedFields({ message, languages, editor }: PreparedFieldsProps) {
  const { t } = useSurface()
  const words = t.administration.prepared
  const id = useId()
  const { id: which, name, original, texts } = message
  return (
    <fieldset class="prepared-fields">
      <legend class="unseen">{name === '' ? words.nameless : name}</legend>
      <div class="prepared-top">
        <div class="field">
          <label for={id}>{words.name}</label>
          <input
            id={id}
            value={name}
            maxLength={60}
            onInput={(event) => editor.change(which, { name: event.currentTarget.value })}
          />
        </div>
        <Select
          label={words.original}
          value={original}
          options={languages.map((value) => ({ value, label: t.texts.languageName(value) }))}
          onChoose={(language) => editor.change(which, { original: language })}
        />
        <Button look="quiet" label={words.removeWhich(name)} action={() => editor.remove(which)}>
          {words.remove}
        </Button>
      </div>
      <div class="prepared-texts">
        {languages.map((language) => (
          <div key={language} class={`field${language === original ? ' text-original' : ''}`}>
            <label for={`${id}-${language}`}>
              {t.times.list([t.texts.languageName(language), ...(language === original ? [t.texts.original] : [])])}
            </label>
            <textarea
              id={`${id}-${language}`}
              lang={language}
              rows={4}
              maxLength={600}
              value={texts.get(language) ?? ''}
              onInput={(event) => editor.write(which, language, event.currentTarget.value)}
            />
          </div>
        ))}
      </div>
    </fieldset>
  )
}
