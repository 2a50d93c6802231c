import { useEffect, useRef } from 'preact/hooks'
import type { PreparedMessage } from '../../../server/protocol/prepared.ts'
import { Button } from '../../components/Button.tsx'
import { Select } from '../../components/Select.tsx'
import { WritingField } from '../../components/WritingField.tsx'
import type { Draft } from '../../models/textLine.ts'
import { useSurface } from '../surface.ts'
import { SideBySide } from './SideBySide.tsx'

interface TextComposerProps {
  readonly line: string
  readonly draft: Draft
  /** Whether the prepared messages are shown, to choose one. */
  readonly choosing: boolean
  readonly choose: () => void
}

/** Where a message is typed, or where the prepared one that was chosen is read once more before it is sent. */
export function TextComposer({ line, draft, choosing, choose }: TextComposerProps) {
  const { phone, t } = useSurface()
  const send = phone.texts.send(line)
  const { prepared } = draft
  if (prepared !== undefined)
    return (
      <ChosenMessage
        key={prepared.id}
        message={prepared}
        send={send}
        back={() => phone.texts.choose(line, undefined)}
      />
    )
  return (
    <div class="texts-write">
      <WritingField
        label={t.texts.message}
        placeholder={t.texts.placeholder}
        hint={t.texts.hint}
        lang={draft.language}
        value={draft.text}
        change={(text) => phone.texts.change(line, { text })}
        enter={send}
      />
      <div class="texts-actions">
        <Button look="quiet" pressed={choosing} label={t.texts.prepared} action={choose}>
          {t.texts.preparedShort}
        </Button>
        <LanguageChoice line={line} draft={draft} />
        <Button look="primary" action={send}>
          {t.texts.send}
        </Button>
      </div>
    </div>
  )
}

interface ChosenMessageProps {
  readonly message: PreparedMessage
  readonly send: (() => void) | undefined
  readonly back: () => void
}

/** Read before it is sent: its texts may be long and scroll, what to do with it stays in view below them. */
function ChosenMessage({ message, send, back }: ChosenMessageProps) {
  const { t } = useSurface()
  const chosen = useRef<HTMLDivElement>(null)
  const name = t.texts.preparedName(message.name)
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest' })
    // On the words and not on *Send*: whoever presses Enter twice has not read them.
    chosen.current?.querySelector<HTMLElement>('.texts-chosen-said')?.focus({ preventScroll: true })
  }, [])
  return (
    <div class="texts-write texts-chosen" role="group" aria-label={name} ref={chosen}>
      <div class="texts-chosen-said" tabIndex={0}>
        <p class="texts-chosen-name">{name}</p>
        <SideBySide texts={message.texts} />
      </div>
      <div class="texts-actions">
        <Button action={back}>{t.texts.back}</Button>
        <Button look="primary" action={send}>
          {t.texts.send}
        </Button>
      </div>
    </div>
  )
}

/** In which language one writes; where a party has only one, it goes without saying. */
function LanguageChoice({ line, draft }: { line: string; draft: Draft }) {
  const { phone, t } = useSurface()
  const languages = phone.texts.languages.value
  if (languages.length < 2) return null
  return (
    <Select
      label={t.texts.language}
      labelHidden
      value={draft.language}
      options={languages.map((value) => ({ value, label: t.texts.languageName(value) }))}
      onChoose={(language) => phone.texts.change(line, { language })}
    />
  )
}
