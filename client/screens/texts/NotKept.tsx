import { Icon } from '../../components/Icon.tsx'
import { useSurface } from '../surface.ts'

interface NotKeptProps {
  readonly isKept: boolean
  /** Somebody has to decide about it first. */
  readonly isHeld: boolean
}

/** Beside what waits for the network or for somebody, where the browser does not keep it; what is sent at once needs no warning. */
export function NotKept({ isKept, isHeld }: NotKeptProps) {
  const { phone, t } = useSurface()
  const waits = isHeld || phone.lamps.serverUnheard.value
  if (isKept || !waits) return null
  return (
    <p class="text-state text-unkept">
      <Icon name="warning" />
      {t.texts.notKept}
    </p>
  )
}
