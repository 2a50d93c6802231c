import { useState } from 'preact/hooks'
import type { LineSnapshot } from '../../../server/protocol/consoles.ts'
import { useSurface } from '../surface.ts'
import { LeftNotes } from './LeftNotes.tsx'
import { NotesPanel } from './NotesPanel.tsx'

/**
 * What was noted of the last call on a line, for who reads it; a note-taker goes on with it when the call is over. What was
 * begun before that call stays in view.
 */
export function LastCallNotes({ snapshot }: { snapshot: LineSnapshot }) {
  const { phone, t } = useSurface()
  const { call, line } = snapshot.state
  // Whoever was in the middle of a note when the call ended goes on with it.
  const isBegun = call !== undefined && phone.notes.draft(line, call.callId)?.startedAtMs !== undefined
  const [isOpen, open] = useState(isBegun)
  if (!phone.notes.reads(line)) return null
  return (
    <>
      <LeftNotes line={line} />
      {call?.phase === 'ended' && (
        <details class="notes-last" open={isOpen} onToggle={(event) => open(event.currentTarget.open)}>
          <summary>{t.notes.ofLastCall}</summary>
          {isOpen && <NotesPanel key={call.callId} line={line} call={call} />}
        </details>
      )}
    </>
  )
}
