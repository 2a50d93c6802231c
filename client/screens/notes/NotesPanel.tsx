import { useEffect } from 'preact/hooks'
import type { Call } from '../../../server/protocol/lineState.ts'
import { RefusalNote } from '../../components/RefusalNote.tsx'
import { useSurface } from '../surface.ts'
import { NoteComposer } from './NoteComposer.tsx'
import { NoteItem } from './NoteItem.tsx'
import { WaitingNote } from './WaitingNote.tsx'

/** What one's party has noted of a call, as its note-takers write it, and for a note-taker where to write. */
export function NotesPanel({ line, call }: { line: string; call: Pick<Call, 'callId' | 'placedAtMs'> }) {
  const { phone, t } = useSurface()
  const { callId } = call
  useEffect(() => phone.notes.open(line, callId), [line, callId])
  const notes = phone.notes.of(callId)
  const waiting = phone.notes.waiting(callId)
  const draft = phone.notes.draft(line, callId)
  const refusal = phone.notes.refusal.value
  return (
    <div class="notes">
      <p class="texts-note">{t.notes.private}</p>
      {refusal && <RefusalNote refusal={refusal} />}
      <div class="notes-log" role="log" aria-label={t.notes.taken} tabIndex={0}>
        {notes === undefined && <p class="texts-note">{t.notes.loading}</p>}
        {notes?.length === 0 && waiting.length === 0 && <p class="texts-note">{t.notes.none}</p>}
        <ol>
          {notes?.map((note) => (
            <NoteItem key={note.note} note={note} line={line} call={call} />
          ))}
          {waiting.map((item) => (
            <WaitingNote key={item.commandId} item={item} />
          ))}
        </ol>
      </div>
      {draft && <NoteComposer line={line} callId={callId} draft={draft} />}
    </div>
  )
}
