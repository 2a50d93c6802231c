import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { Opened } from '../../components/opened.ts'
import type { OwnCall } from '../../models/ownCall.ts'
import { useKeyHints } from '../keyHints.ts'
import { useSurface } from '../surface.ts'
import { LayoutChoice } from './LayoutChoice.tsx'

interface MoreControlsProps {
  readonly own: OwnCall | undefined
  readonly speaks: boolean
  readonly more: Opened
  readonly devices: Opened
}

/** What is seldom done in a call: in the row of the others on a desk, and on a phone above it while it is open. */
export function MoreControls({ own, speaks, more, devices }: MoreControlsProps) {
  const { phone, t } = useSurface()
  const { hold, end, asksEnd, toggleScreen } = phone.call
  const { start, stop } = phone.recall
  const keyOf = useKeyHints()
  const ringing = own?.call.phase === 'ringing'
  /** What was opened for one choice is closed by it; ending for everybody takes two presses of one button. */
  const andClose = (action: (() => unknown) | undefined) =>
    action &&
    (() => {
      more.close()
      return action()
    })
  return (
    <div ref={more.panel} id="more-controls" class={`controls-more${more.isOpen ? ' controls-more-open' : ''}`}>
      {speaks && (
        <Button icon="screen" action={andClose(toggleScreen.value)} pressed={phone.lamps.local.value.screenOn}>
          {t.call.share}
        </Button>
      )}
      <button
        ref={devices.opener}
        type="button"
        class="button"
        aria-expanded={devices.isOpen}
        aria-controls="devices"
        onClick={andClose(devices.toggle)}
      >
        <Icon name="devices" />
        <span>{t.call.devices}</span>
      </button>
      {!ringing && (
        <Button
          icon="back"
          action={andClose(stop.value ?? start.value)}
          pressed={stop.value !== undefined}
          keyHint={keyOf('recall')}
        >
          {t.recall.open}
        </Button>
      )}
      <LayoutChoice keyHint={keyOf('layout')} />
      <span class="controls-gap" />
      {!ringing && (
        <Button icon="pause" action={andClose(hold.value)} keyHint={keyOf('hold')}>
          {t.hold.hold}
        </Button>
      )}
      {!ringing && own?.snapshot.standing === 'rung' && (
        <Button look={asksEnd.value ? 'danger-sure' : 'danger'} icon="end" action={end.value}>
          {asksEnd.value ? t.call.endSure : t.call.end}
        </Button>
      )}
    </div>
  )
}
