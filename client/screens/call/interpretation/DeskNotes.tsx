import { channelName } from '../../../components/channelWords.ts'
import { Icon } from '../../../components/Icon.tsx'
import type { OwnCall } from '../../../models/ownCall.ts'
import { useSurface } from '../../surface.ts'

/** What an interpreter has to know at this moment, and only then. */
export function DeskNotes({ own }: { readonly own: OwnCall }) {
  const { phone, t } = useSurface()
  const { desk, takeOver } = phone.interpretation.desk
  const unheardMs = phone.interpretation.watch.unheardMs.value
  const at = desk.value
  if (at === undefined) return null
  const output = channelName(t, at.output)
  const notes: string[] = []
  if (unheardMs !== undefined) notes.push(t.interpretation.unheard(output, Math.round(unheardMs / 1000)))
  if (at.output === 'floor' && own.call.consecutive === undefined) notes.push(t.interpretation.notOnFloor)
  const taking = takeOver.value
  if (taking !== undefined && taking.from === undefined)
    notes.push(t.interpretation.notHeard(channelName(t, taking.channel)))
  return (
    <>
      {notes.map((note) => (
        <p key={note} class="note note-caution" role="status">
          <Icon name="warning" />
          <span>{note}</span>
        </p>
      ))}
    </>
  )
}
