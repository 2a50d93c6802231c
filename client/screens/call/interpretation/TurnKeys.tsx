import { Button } from '../../../components/Button.tsx'
import { useSurface } from '../../surface.ts'

/** Consecutive interpretation on and off, and while it is on, its lamp: the rendering begins, and is done. */
export function TurnKeys() {
  const { phone, t } = useSurface()
  const { setMode, setTurn } = phone.interpretation.desk
  const isConsecutive = phone.call.own.value?.call.consecutive !== undefined
  return (
    <div class="desk-turns">
      <Button pressed={isConsecutive} action={setMode(isConsecutive ? 'simultaneous' : 'consecutive')}>
        {t.interpretation.consecutive}
      </Button>
      {isConsecutive && (
        <>
          <Button icon="wait" action={setTurn('interpreting')}>
            {t.interpretation.turns.interpreting.short}
          </Button>
          <Button icon="check" action={setTurn('clear')}>
            {t.interpretation.turns.clear.short}
          </Button>
        </>
      )}
    </div>
  )
}
