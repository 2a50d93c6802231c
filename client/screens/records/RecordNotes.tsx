import { notesInOrder } from '../../../server/calls/notes.ts'
import { MEMORANDUM_FORMATS } from '../../../server/protocol/memoranda.ts'
import type { CallRecord } from '../../../server/protocol/records.ts'
import { Button } from '../../components/Button.tsx'
import type { RecordPage } from '../../models/recordPage.ts'
import { NoteHead } from '../notes/NoteItem.tsx'
import { useSurface } from '../surface.ts'

/** What one's own party has noted of the call; the time of each leads the playback to its moment, and plays it. */
export function RecordNotes({ page, record }: { page: RecordPage; record: CallRecord }) {
  const { t } = useSurface()
  const notes = page.notes.value
  if (notes.at !== 'there') return null
  const { placedAtMs } = record.call
  const inOrder = notesInOrder(notes.body.notes)
  const play = (atMs: number): void => {
    page.player.seek(atMs - placedAtMs)
    void page.player.play.peek()?.()
  }
  return (
    <section class="panel" aria-labelledby="record-notes">
      <h2 id="record-notes">{t.notes.title}</h2>
      <p class="faint">{inOrder.length === 0 ? t.notes.none : t.notes.private}</p>
      <ol class="record-texts">
        {inOrder.map((note) => (
          <li key={note.note} class={`text note-${note.kind}`}>
            <NoteHead note={note} placedAtMs={placedAtMs} play={() => play(note.atMs)} />
            <p class="text-said" dir="auto">
              {note.text}
            </p>
          </li>
        ))}
      </ol>
      <Memorandum page={page} />
    </section>
  )
}

/** All of it, with who was there and what was written, in one file that can be printed or worked on. */
function Memorandum({ page }: { page: RecordPage }) {
  const { t } = useSurface()
  const download = page.download.value
  return (
    <p class="text-choices">
      {MEMORANDUM_FORMATS.map((memorandum) => (
        <Button key={memorandum} icon="download" action={download && (() => download({ memorandum }))}>
          {t.notes.memorandum(memorandum.toUpperCase())}
        </Button>
      ))}
    </p>
  )
}
