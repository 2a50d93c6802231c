import type { Turn } from '../../../../server/protocol/interpretation.ts'
import { Icon, type IconName } from '../../../components/Icon.tsx'
import type { OwnCall } from '../../../models/ownCall.ts'
import { useSurface } from '../../surface.ts'

const ICONS: Readonly<Record<Turn, IconName>> = { speaking: 'microphone', interpreting: 'wait', clear: 'check' }

/** Of consecutive interpretation, for everybody: whose turn it is. It asks to wait, and keeps nobody from speaking. */
export function TurnLamp({ own }: { readonly own: OwnCall }) {
  const { t } = useSurface()
  const { consecutive } = own.call
  if (consecutive === undefined) return null
  const { short, long } = t.interpretation.turns[consecutive.turn]
  return (
    <p class={`turn turn-${consecutive.turn}`} role="status" aria-label={t.interpretation.lamp}>
      <Icon name={ICONS[consecutive.turn]} />
      <b>{short}</b>
      <span>{long}</span>
    </p>
  )
}
