import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { keySays } from '../../components/keyWords.ts'
import { DeviceChoices } from '../../components/DeviceChoices.tsx'
import { whenLeft } from '../../components/whenLeft.ts'
import { LevelMeter } from '../../components/LevelMeter.tsx'
import type { KeyActionName } from '../../models/keyActions.ts'
import { LayoutChoice } from './LayoutChoice.tsx'
import { useSurface } from '../surface.ts'
import { showTextLine } from '../texts/showTextLine.ts'
import { RecallPanel } from './RecallPanel.tsx'

/** What one does oneself: always at the same place, at every phase of a call. */
export function Controls() {
  const surface = useSurface()
  const { phone, t } = surface
  const { cancel, hold, leave, end, asksEnd, toggleMute, muted, toggleCamera, toggleScreen, own } = phone.call
  const local = phone.lamps.local.value
  const [choosing, setChoosing] = useState(false)
  const panel = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!choosing) return undefined
    void phone.devices.refresh()
    return whenLeft([panel, opener], () => setChoosing(false))
  }, [choosing])
  const keyOf = (action: KeyActionName): string | undefined => {
    const binding = phone.keys.keyOf(action)
    return binding === undefined ? undefined : keySays(surface, binding)
  }
  const ringing = own.value?.call.phase === 'ringing'
  const speaks = own.value?.leg.role !== 'listener'
  const confers = phone.caucus.now.value?.inside === true
  return (
    <section class="controls" aria-label={t.call.controls}>
      {choosing && (
        <div ref={panel} class="controls-devices" id="devices">
          <DeviceChoices />
        </div>
      )}
      <RecallPanel />
      <div class="controls-row">
        {speaks && (
          <>
            <span class={`control-mute${muted.value ? ' control-off' : ''}${confers ? ' control-confers' : ''}`}>
              <Button
                icon={muted.value ? 'microphone-off' : 'microphone'}
                action={toggleMute.value}
                pressed={muted.value}
                keyHint={keyOf('mute')}
              >
                {t.call.mute}
                {confers && <small aria-hidden="true">{t.caucus.microphone}</small>}
              </Button>
              <LevelMeter level={phone.microphoneLevel} label={t.call.level} />
              {phone.call.talking.value && (
                <span class="control-talking" role="status">
                  {t.keys.talking}
                </span>
              )}
            </span>
            <Button
              icon={local.cameraOn ? 'camera' : 'camera-off'}
              action={toggleCamera.value}
              pressed={local.cameraOn}
              keyHint={keyOf('camera')}
            >
              {t.call.camera}
            </Button>
            <Button icon="screen" action={toggleScreen.value} pressed={local.screenOn}>
              {t.call.share}
            </Button>
          </>
        )}
        <button
          ref={opener}
          type="button"
          class="button button-plain button-normal"
          aria-expanded={choosing}
          aria-controls="devices"
          onClick={() => setChoosing(!choosing)}
        >
          <span>{t.call.devices}</span>
        </button>
        {!ringing && <RecallButton keyHint={keyOf('recall')} />}
        <LayoutChoice keyHint={keyOf('layout')} />
        {own.value && <TextLineButton line={own.value.snapshot.line.line} />}
        <span class="controls-gap" />
        {ringing && cancel.value && (
          <Button look="danger" icon="end" action={cancel.value}>
            {t.ring.cancel}
          </Button>
        )}
        {!ringing && (
          <Button icon="pause" action={hold.value} keyHint={keyOf('hold')}>
            {t.hold.hold}
          </Button>
        )}
        {!ringing && (
          <Button icon="leave" action={leave.value}>
            {t.call.leave}
          </Button>
        )}
        {!ringing && own.value?.snapshot.standing === 'rung' && (
          <Button look={asksEnd.value ? 'danger-sure' : 'danger'} icon="end" action={end.value}>
            {asksEnd.value ? t.call.endSure : t.call.end}
          </Button>
        )}
      </div>
    </section>
  )
}

/** The last minute once more, and live again by the same button. */
function RecallButton({ keyHint }: { keyHint: string | undefined }) {
  const { phone, t } = useSurface()
  const { start, stop } = phone.recall
  return (
    <Button icon="back" action={stop.value ?? start.value} pressed={stop.value !== undefined} keyHint={keyHint}>
      {t.recall.open}
    </Button>
  )
}

/** Where the text line is far below the pictures: how much of it waits for an answer, and the way there. */
function TextLineButton({ line }: { line: string }) {
  const { phone, t } = useSurface()
  const count = phone.texts.unacknowledged(line)
  return (
    <span class="control-texts">
      <Button
        label={t.texts.open(count)}
        action={() => {
          phone.textNews.open(line)
          showTextLine(line)
        }}
      >
        {t.texts.title} {count > 0 && <b class="control-count">{count}</b>}
      </Button>
    </span>
  )
}
