import { useState } from 'preact/hooks'
import type { LineSnapshot } from '../../../server/protocol/consoles.ts'
import { useSurface } from '../surface.ts'
import { NotesPanel } from './NotesPanel.tsx'

/** What was noted of the last call on a line, for who reads it; a note-taker goes on with it when the call is over. */
export function LastCallNotes({ snapshot }: { snapshot: LineSnapshot }) {
  const { phone, t } = useSurface()
  const [isOpen, open] = useState(false)
  const { call, line } = snapshot.state
  if (call?.phase !== 'ended' || !phone.notes.reads(line)) return null
  return (
    <details class="notes-last" open={isOpen} onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{t.notes.ofLastCall}</summary>
      {isOpen && <NotesPanel key={call.callId} line={line} call={call} />}
    </details>
  )
}
