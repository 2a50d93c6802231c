import type { ComponentChildren } from 'preact'
import type { Refusal } from '../../server/protocol/refusal.ts'
import { useSurface } from '../screens/surface.ts'

interface RefusalNoteProps {
  readonly refusal: Refusal
  /** What has failed, said before the reason. */
  readonly failed?: string
  /** What can be done about it. */
  readonly children?: ComponentChildren
}

/** Says why the server has refused something, at once and to everybody. */
export function RefusalNote({ refusal, failed, children }: RefusalNoteProps) {
  const { t } = useSurface()
  const reason = t.refused(refusal)
  return (
    <div class="note note-danger" role="alert">
      <p>{failed === undefined ? reason : `${failed} ${reason}`}</p>
      {children}
    </div>
  )
}
