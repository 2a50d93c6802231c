import { CommandRefusal } from '../../components/CommandRefusal.tsx'
import type { OwnCall } from '../../models/ownCall.ts'
import { isNews } from '../../models/partyRing.ts'
import { RingProgress } from '../ring/RingProgress.tsx'
import { RingSomebody } from '../ring/RingSomebody.tsx'
import { isHeardBy } from '../../../server/calls/roster.ts'
import { useSurface } from '../surface.ts'
import { TextLine } from '../texts/TextLine.tsx'
import { CallHeader } from './CallHeader.tsx'
import { CallNotes } from './CallNotes.tsx'
import { Controls } from './Controls.tsx'
import { Pictures } from './Pictures.tsx'
import { Roster } from './Roster.tsx'
import { SelfView } from './SelfView.tsx'

/** The call that this page is in, from the first ring to the end. */
export function CallScreen({ own }: { own: OwnCall }) {
  const { phone, t } = useSurface()
  const { call, snapshot } = own
  // While somebody of every party hears it, where it rang is history; a party that has left, or is on hold, can be rung again.
  const nowMs = phone.serverClock.nowMs.value
  const unsettled = call.rings.some((ring) => !isHeardBy(call, ring.party) || isNews(ring, nowMs))
  const alone = call.legs.every((leg) => leg.state === 'left' || leg.console === own.leg.console)
  return (
    <main class={`call call-${call.phase}`} id="content" aria-label={t.call.title(snapshot.line.name)}>
      <CallHeader own={own} />
      <div class="call-notes">
        <CallNotes own={own} />
        <CommandRefusal />
      </div>
      <div class={`call-body${phone.mediaFailure.failed.value ? ' call-written' : ''}`}>
        <Pictures own={own} />
        <aside class="call-side" aria-label={t.call.roster} tabIndex={0}>
          {!alone && <SelfView />}
          {unsettled && <RingProgress own={own} />}
          <Roster own={own} />
          {!unsettled && <RingSomebody own={own} />}
        </aside>
        <TextLine snapshot={snapshot} inCall />
      </div>
      <Controls />
    </main>
  )
}
