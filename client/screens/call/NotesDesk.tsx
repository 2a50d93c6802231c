import type { OwnCall } from '../../models/ownCall.ts'
import { LeftNotes } from '../notes/LeftNotes.tsx'
import { NotesPanel } from '../notes/NotesPanel.tsx'

/** The note-taker's desk of the call that this page is in, and what was begun there in the one before. */
export const NotesDesk = ({ own: { call, snapshot } }: { own: OwnCall }) => (
  <div class="notes-desk">
    <LeftNotes line={snapshot.line.line} folded />
    <NotesPanel key={call.callId} line={snapshot.line.line} call={call} />
  </div>
)
