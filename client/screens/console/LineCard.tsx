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
  const { line, state } = snapshot
  const call = liveCall(state)
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
      {/* Each gets what it shows and no more: while it rings, the rest of the card is not drawn anew with every entry. */}
      <Board line={line} consoles={snapshot.consoles} attendance={state.attendance} />
      <LineTest line={line.line} standing={snapshot.standing} running={state.lineTest} last={state.testResults?.[0]} />
      <TextLine line={line} broken={snapshot.broken !== undefined} />
      <LastCallNotes snapshot={snapshot} />
    </section>
  )
}
