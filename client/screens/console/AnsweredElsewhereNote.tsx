import { Button } from '../../components/Button.tsx'
import { useSurface } from '../surface.ts'

/** Says where a ring was answered that has just fallen silent here. */
export function AnsweredElsewhereNote() {
  const { phone, t } = useSurface()
  const note = phone.answeredElsewhere.note.value
  if (note === undefined) return null
  const { partyName, personName } = phone.lines
  return (
    <div class="note" role="status">
      <p>{t.answeredElsewhere[note.where](partyName(note.party), note.lineName, personName(note.person))}</p>
      <Button look="quiet" action={phone.answeredElsewhere.dismiss}>
        {t.answeredElsewhere.close}
      </Button>
    </div>
  )
}
