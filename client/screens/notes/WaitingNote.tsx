import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { OutgoingNote } from '../../models/outgoingNote.ts'
import { useSurface } from '../surface.ts'
import { NotKept } from '../texts/NotKept.tsx'

interface WaitingNoteProps {
  readonly item: OutgoingNote
  /** Of which call it is, where that is not the one whose notes are around it. */
  readonly from?: string
}

/** A note that was written here and is not in the log: it waits for the network, or was refused and somebody has to decide. */
export function WaitingNote({ item, from }: WaitingNoteProps) {
  const { phone, t } = useSurface()
  const { held, text } = item
  return (
    <li class={`text text-${held === undefined ? 'waits' : 'held'}`}>
      {from !== undefined && <p class="texts-note">{from}</p>}
      <p class="text-said" dir="auto">
        {text}
      </p>
      <div class="text-foot">
        <p class="text-state" role="status">
          {held !== undefined && <Icon name="warning" />}
          {held === undefined ? t.notes.waiting : t.notes.notWritten(held)}
        </p>
        <NotKept isKept={phone.notes.isKept(item)} isHeld={held !== undefined} />
        {held !== undefined && (
          <p class="text-choices">
            <Button action={phone.notes.writeApart(item)}>{t.notes.writeApart}</Button>
            <Button look="quiet" action={() => phone.notes.discard(item)}>
              {t.notes.discard}
            </Button>
          </p>
        )}
      </div>
    </li>
  )
}
