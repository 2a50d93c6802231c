import type { OwnCall } from '../../models/ownCall.ts'
import { NotesPanel } from '../notes/NotesPanel.tsx'

/** The note-taker's desk of the call that this page is in. */
export const NotesDesk = ({ own: { call, snapshot } }: { own: OwnCall }) => (
  <NotesPanel key={call.callId} line={snapshot.line.line} call={call} />
)
