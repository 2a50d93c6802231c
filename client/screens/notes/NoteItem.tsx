import type { Call } from '../../../server/protocol/lineState.ts'
import type { Note } from '../../../server/protocol/notes.ts'
import { Button } from '../../components/Button.tsx'
import { clockTime, duration } from '../../components/times.ts'
import { useSurface } from '../surface.ts'

interface NoteItemProps {
  readonly note: Note
  readonly line: string
  readonly call: Pick<Call, 'callId' | 'placedAtMs'>
}

/** One note at the desk, with whose it is and its moment in the call; a note-taker may change it and withdraw it. */
export function NoteItem({ note, line, call }: NoteItemProps) {
  const { phone, t } = useSurface()
  const { callId, placedAtMs } = call
  const draft = phone.notes.draft(line, callId)
  const time = duration(note.atMs - placedAtMs)
  return (
    <li class={`text note-${note.kind}${draft?.of?.note === note.note ? ' text-waits' : ''}`}>
      <NoteHead note={note} placedAtMs={placedAtMs} />
      <p class="text-said" dir="auto">
        {note.text}
      </p>
      {draft && (
        <div class="text-foot">
          <Button
            look="quiet"
            action={() => phone.notes.edit(callId, note)}
            label={t.notes.changeWhich(time, note.written.name)}
          >
            {t.notes.change}
          </Button>
          <Button
            look="quiet"
            action={phone.notes.withdraw(line, callId, note)}
            label={t.notes.withdrawWhich(time, note.written.name)}
          >
            {t.notes.withdraw}
          </Button>
        </div>
      )}
    </li>
  )
}

interface NoteHeadProps {
  readonly note: Note
  readonly placedAtMs: number
  /** Goes to the note's moment, where there is something to be played. */
  readonly play?: () => void
}

export function NoteHead({ note, placedAtMs, play }: NoteHeadProps) {
  const { phone, t } = useSurface()
  const time = duration(note.atMs - placedAtMs)
  const { changed, written } = note
  return (
    <p class="text-head">
      {play ? (
        <button type="button" class="link-button" aria-label={t.notes.play(time)} onClick={play}>
          {time}
        </button>
      ) : (
        <span class="text-number">{time}</span>
      )}
      <time>{clockTime(note.atMs, phone.lines.homeTimeZone.value, true)}</time>
      {note.kind !== 'note' && <span class="badge">{t.notes.kinds[note.kind]}</span>}
      <b>{written.name}</b>
      {changed && changed.person !== written.person && <span>{t.notes.changedBy(changed.name)}</span>}
    </p>
  )
}
