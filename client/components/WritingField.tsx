import { useId, useMemo } from 'preact/hooks'
import { MOST_CHARACTERS } from '../../server/protocol/texts.ts'
import { createEnterSends } from '../models/enterSends.ts'

interface WritingFieldProps {
  /** For who does not see it. */
  readonly label: string
  readonly placeholder: string
  readonly hint: string
  readonly lang?: string
  readonly value: string
  readonly change: (text: string) => void
  /** What Enter does, where that is possible now. */
  readonly enter: (() => void) | undefined
}

/** Where something is typed that Enter sends, and never in the middle of what an input method composes. */
export function WritingField({ label, placeholder, hint, lang, value, change, enter }: WritingFieldProps) {
  const id = useId()
  const sends = useMemo(createEnterSends, [])
  return (
    <>
      <label class="unseen" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        rows={1}
        lang={lang}
        dir="auto"
        maxLength={MOST_CHARACTERS}
        placeholder={placeholder}
        title={hint}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!sends.keyDown(event)) return
          event.preventDefault()
          enter?.()
        }}
        onKeyUp={(event) => sends.keyUp(event)}
        onCompositionEnd={(event) => sends.composed(event.timeStamp)}
      />
    </>
  )
}
