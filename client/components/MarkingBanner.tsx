import type { Marking } from '../../server/protocol/words.ts'
import { useSurface } from '../screens/surface.ts'

/** Wide enough for any screen: what does not fit is cut off. */
const REPEATED = Array.from({ length: 24 }, (_, index) => index)

/**
 * Says across the whole width that what stands below is no real call. A word that is repeated, a pattern and a colour of
 * its own: any of the three is enough. Of a real call it says nothing.
 */
export function MarkingBanner({ marking, wide = false }: { marking: Marking; wide?: boolean }) {
  const { t } = useSurface()
  if (marking === 'real') return null
  return (
    <p class={`marking marking-${marking}${wide ? ' marking-wide' : ''}`}>
      <span class="unseen">{t.markingSays[marking]}</span>
      <span class="marking-words" aria-hidden="true">
        {REPEATED.map((index) => (
          <span key={index}>{t.markings[marking].toUpperCase()}</span>
        ))}
      </span>
    </p>
  )
}
