import type { Marking, Precedence } from '../../server/protocol/words.ts'
import { useSurface } from '../screens/surface.ts'

/** The precedence of a call and, where it is no real one, its marking. */
export function Badges({ precedence, marking }: { precedence: Precedence; marking: Marking }) {
  const { t } = useSurface()
  return (
    <>
      <span class={`badge badge-${precedence}`}>{t.precedences[precedence]}</span>
      <MarkingBadge marking={marking} />
    </>
  )
}

/** Says of something small that it is of no real call. */
export function MarkingBadge({ marking }: { marking: Marking }) {
  const { t } = useSurface()
  if (marking === 'real') return null
  return <span class={`badge badge-${marking}`}>{t.markings[marking]}</span>
}
