import { Button } from '../../components/Button.tsx'
import { useSurface } from '../surface.ts'

/** Says where a ring was answered that has just fallen silent here. */
export function AnsweredElsewhereNote() {
  const { phone, t } = useSurface()
  const note = phone.answeredElsewhere.note.value
  if (note === undefined) return null
  const { partyName, personName } = phone.lines
  const words = t.answeredElsewhere
  const where = note.where === 'colleague' ? words.colleague(personName(note.person)) : words[note.where]
  return (
    <div class="note" role="status">
      <p>
        {words.of(partyName(note.party), note.lineName)} {where}
      </p>
      <Button look="quiet" action={phone.answeredElsewhere.dismiss}>
        {words.close}
      </Button>
    </div>
  )
}
