import { useState } from 'preact/hooks'
import { clockTime } from '../../components/times.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSurface } from '../surface.ts'
import { NoteComposer } from './NoteComposer.tsx'
import { WaitingNote } from './WaitingNote.tsx'

interface LeftNotesProps {
  readonly line: string
  /** Whether it is folded up at first: in a call what is noted of that one goes before it. */
  readonly folded?: boolean
}

/** What was begun in an earlier call of a line, or written there and not taken: in view until it is finished or thrown away. */
export function LeftNotes({ line, folded = false }: LeftNotesProps) {
  const { phone, t } = useSurface()
  const [isOpen, open] = useState(!folded)
  const { drafts, waiting } = phone.notes.left(line)
  const count = drafts.length + waiting.length
  if (count === 0) return null
  const begun = (atMs: number): string => t.notes.begun(clockTime(atMs, phone.lines.homeTimeZone.value))
  return (
    <details class="notes-last notes-left" open={isOpen} onToggle={(event) => open(event.currentTarget.open)}>
      <summary>
        <Icon name="warning" /> {t.notes.left(count)}
      </summary>
      {drafts.map(({ callId, startedAtMs, draft }) => (
        <div key={callId} role="group" aria-label={begun(startedAtMs)}>
          <p class="texts-note">{begun(startedAtMs)}</p>
          <NoteComposer line={line} callId={callId} draft={draft} isLeft />
        </div>
      ))}
      {waiting.length > 0 && (
        <ol>
          {waiting.map((item) => (
            <WaitingNote key={item.commandId} item={item} from={begun(item.startedAtMs)} />
          ))}
        </ol>
      )}
    </details>
  )
}
