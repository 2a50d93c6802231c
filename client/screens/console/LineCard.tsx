import { useId } from 'preact/hooks'
import { liveCall } from '../../../server/calls/roster.ts'
import type { LineSnapshot } from '../../../server/protocol/consoles.ts'
import { MarkingBanner } from '../../components/MarkingBanner.tsx'
import { useSurface } from '../surface.ts'
import { Board } from './board/Board.tsx'
import { LastCallNotes } from '../notes/LastCallNotes.tsx'
import { TextLine } from '../texts/TextLine.tsx'
import { CallBackNotes } from './CallBackNotes.tsx'
import { LineActions } from './LineActions.tsx'
import { LineHead } from './LineHead.tsx'
import { LineTest } from './LineTest.tsx'

/** One line: what goes on on it and what can be done, without scrolling on any screen; the board of its parties; its texts. */
export function LineCard({ snapshot }: { snapshot: LineSnapshot }) {
  const { t } = useSurface()
  const titleId = useId()
  const call = liveCall(snapshot.state)
  return (
    <section class={`line${call ? ' line-live' : ''}`} aria-labelledby={titleId}>
      {call && <MarkingBanner marking={call.marking} />}
      <LineHead snapshot={snapshot} titleId={titleId} />
      {snapshot.broken ? (
        <p class="line-actions line-why" role="alert">
          {t.console.broken}
        </p>
      ) : (
        <LineActions snapshot={snapshot} />
      )}
      <CallBackNotes line={snapshot.line.line} />
      <Board snapshot={snapshot} />
      <LineTest snapshot={snapshot} />
      <TextLine snapshot={snapshot} />
      <LastCallNotes snapshot={snapshot} />
    </section>
  )
}
