import { useEffect } from 'preact/hooks'
import { Button } from '../../components/Button.tsx'
import { DeviceChoices } from '../../components/DeviceChoices.tsx'
import { Icon } from '../../components/Icon.tsx'
import { LevelMeter } from '../../components/LevelMeter.tsx'
import { useOpened } from '../../components/opened.ts'
import { useKeyHints } from '../keyHints.ts'
import { useSurface } from '../surface.ts'
import { showTextLine } from '../texts/showTextLine.ts'
import { MoreControls } from './MoreControls.tsx'
import { RecallPanel } from './RecallPanel.tsx'

/** What one does oneself: always at the same place, at every phase of a call. On a phone all but the first is behind *More*. */
export function Controls() {
  const { phone, t } = useSurface()
  const { cancel, leave, toggleMute, muted, toggleCamera, own } = phone.call
  const local = phone.lamps.local.value
  const keyOf = useKeyHints()
  const devices = useOpened()
  const more = useOpened()
  useEffect(() => {
    if (devices.isOpen) void phone.devices.refresh()
  }, [devices.isOpen])
  const ringing = own.value?.call.phase === 'ringing'
  const speaks = own.value?.leg.role !== 'listener'
  const confers = phone.caucus.now.value?.inside === true
  return (
    <section class="controls" aria-label={t.call.controls}>
      {devices.isOpen && (
        <div ref={devices.panel} class="controls-devices" id="devices">
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
          </>
        )}
        {own.value && <TextLineButton line={own.value.snapshot.line.line} />}
        <button
          ref={more.opener}
          type="button"
          class="button control-more"
          aria-expanded={more.isOpen}
          aria-controls="more-controls"
          onClick={more.toggle}
        >
          <Icon name="more" />
          <span>{t.call.more}</span>
        </button>
        <MoreControls own={own.value} speaks={speaks} more={more} devices={devices} />
        {ringing && cancel.value && (
          <Button look="danger" icon="end" action={cancel.value}>
            {t.ring.cancel}
          </Button>
        )}
        {!ringing && (
          <Button icon="leave" action={leave.value}>
            {t.call.leave}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Where the text line is far below the pictures: how much of it waits for an answer, and the way there. */
function TextLineButton({ line }: { line: string }) {
  const { phone, t } = useSurface()
  const count = phone.texts.unacknowledged(line)
  return (
    <span class="control-texts">
      <Button
        icon="text"
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
