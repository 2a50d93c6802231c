import { Icon } from '../../components/Icon.tsx'
import { useSurface } from '../surface.ts'

/** Beside what waits to be sent: the browser could not keep it. */
export function NotKept() {
  const { t } = useSurface()
  return (
    <p class="text-state text-unkept" role="status">
      <Icon name="warning" />
      {t.texts.notKept}
    </p>
  )
}
