import { CommandRefusal } from '../../components/CommandRefusal.tsx'
import type { OwnCall } from '../../models/ownCall.ts'
import { useSurface } from '../surface.ts'
import { TextLine } from '../texts/TextLine.tsx'
import { CallHeader } from './CallHeader.tsx'
import { CallNotes } from './CallNotes.tsx'
import { CaucusSign } from './CaucusSign.tsx'
import { Controls } from './Controls.tsx'
import { MicrophoneNote } from './MicrophoneNote.tsx'
import { TurnLamp } from './interpretation/TurnLamp.tsx'
import { Pictures } from './Pictures.tsx'
import { DESKS } from './places.ts'
import { SideColumn } from './SideColumn.tsx'

/** The call that this page is in, from the first ring to the end. */
export function CallScreen({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const { call, snapshot } = own
  const desks = DESKS.filter(({ isFor }) => isFor(own))
  return (
    <main class={`call call-${call.phase}`} id="content" aria-label={t.call.title(snapshot.line.name)}>
      <CallHeader own={own} />
      <div class="call-notes">
        <TurnLamp own={own} />
        <CallNotes own={own} />
        <CaucusSign own={own} />
        <MicrophoneNote />
        <CommandRefusal />
      </div>
      <div class={`call-body${phone.mediaFailure.failed.value ? ' call-written' : ''}`}>
        <Pictures own={own} />
        {desks.length > 0 && (
          <div class="call-desks">
            {desks.map(({ name, Panel }) => (
              <Panel key={name} own={own} />
            ))}
          </div>
        )}
        <SideColumn own={own} />
        <TextLine line={snapshot.line} broken={snapshot.broken !== undefined} inCall />
      </div>
      <Controls />
    </main>
  )
}
