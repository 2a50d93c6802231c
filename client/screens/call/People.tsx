import { isHeardBy } from '../../../server/calls/roster.ts'
import type { OwnCall } from '../../models/ownCall.ts'
import { isNews } from '../../models/partyRing.ts'
import { RingProgress } from '../ring/RingProgress.tsx'
import { RingSomebody } from '../ring/RingSomebody.tsx'
import { useSurface } from '../surface.ts'
import { Listening } from './interpretation/Listening.tsx'
import { Roster } from './Roster.tsx'
import { SelfView } from './SelfView.tsx'

/** Who is in the call, who is rung, and what the others see of this person. */
export function People({ own }: { own: OwnCall }) {
  const { phone } = useSurface()
  const { call } = own
  // While somebody of every party hears it, where it rang is history; a party that has left, or is on hold, can be rung again.
  const nowMs = phone.serverClock.nowMs.value
  const unsettled = call.rings.some((ring) => !isHeardBy(call, ring.party) || isNews(ring, nowMs))
  const alone = call.legs.every((leg) => leg.state === 'left' || leg.console === own.leg.console)
  return (
    <>
      <Listening />
      {!alone && <SelfView />}
      {unsettled && <RingProgress own={own} />}
      <Roster own={own} />
      {!unsettled && <RingSomebody own={own} />}
    </>
  )
}
