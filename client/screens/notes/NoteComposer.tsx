import { NOTE_KINDS } from '../../../server/protocol/notes.ts'
import { Button } from '../../components/Button.tsx'
import { Select } from '../../components/Select.tsx'
import { WritingField } from '../../components/WritingField.tsx'
import type { NoteDraft } from '../../models/notes.ts'
import { useSurface } from '../surface.ts'

interface NoteComposerProps {
  readonly line: string
  readonly callId: string
  readonly draft: NoteDraft
  /** It was begun in an earlier call: it is finished, or thrown away. */
  readonly isLeft?: boolean
}

/** Where a note is typed, or one that was taken is changed. */
export function NoteComposer({ line, callId, draft, isLeft = false }: NoteComposerProps) {
  const { phone, t } = useSurface()
  const write = phone.notes.write(line, callId)
  const isChange = draft.of !== undefined
  return (
    <div class="texts-write">
      <WritingField
        label={t.notes.field}
        placeholder={t.notes.placeholder}
        hint={t.notes.hint}
        value={draft.text}
        change={(text) => phone.notes.change(callId, { text })}
        enter={write}
      />
      <div class="texts-actions">
        <Select
          label={t.notes.kind}
          labelHidden
          value={draft.kind}
          options={NOTE_KINDS.map((value) => ({ value, label: t.notes.kinds[value] }))}
          onChoose={(kind) => phone.notes.change(callId, { kind })}
        />
        {(isChange || isLeft) && (
          <Button look="quiet" action={() => phone.notes.edit(callId, undefined)}>
            {isLeft ? t.notes.discard : t.notes.cancel}
          </Button>
        )}
        <Button look="primary" action={write}>
          {isChange ? t.notes.save : t.notes.write}
        </Button>
      </div>
    </div>
  )
}
