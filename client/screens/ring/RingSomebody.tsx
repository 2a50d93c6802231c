import type { OwnCall } from '../../models/ownCall.ts'
import { partyRing } from '../../models/partyRing.ts'
import { useSurface } from '../surface.ts'
import { RingOne } from './RingOne.tsx'

/** In a call in which all parties are: who else could be fetched into it. */
export function RingSomebody({ own: { snapshot, call } }: { own: OwnCall }) {
  const { t } = useSurface()
  return (
    <div class="ring-more">
      <RingOne parties={call.rings.map((ring) => partyRing(snapshot, call, ring))} title={t.ring.fetch} />
    </div>
  )
}
