import { useSurface } from '../screens/surface.ts'
import { Button } from './Button.tsx'
import { RefusalNote } from './RefusalNote.tsx'

/** What the last command about a call was refused with, until it is dismissed or another is given. */
export function CommandRefusal() {
  const { phone, t } = useSurface()
  const refusal = phone.call.refusal.value
  if (refusal === undefined) return null
  return (
    <RefusalNote refusal={refusal}>
      <Button look="quiet" action={phone.call.dismissRefusal}>
        {t.console.dismiss}
      </Button>
    </RefusalNote>
  )
}
