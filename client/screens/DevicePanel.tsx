import { useEffect } from 'preact/hooks'
import { Button } from '../components/Button.tsx'
import { Checkbox } from '../components/Checkbox.tsx'
import { DeviceChoices } from '../components/DeviceChoices.tsx'
import { Video } from '../components/Video.tsx'
import type { Processing } from '../models/ports.ts'
import { TryOut } from './console/TryOut.tsx'
import { useSurface } from './surface.ts'

const PROCESSING = ['noiseSuppression', 'echoCancellation', 'autoGainControl'] as const satisfies (keyof Processing)[]

/** The devices of this console: chosen, tried, and what is done to the sound of the microphone. */
export function DevicePanel() {
  const { phone, t } = useSurface()
  const { devices } = phone
  useEffect(() => {
    void devices.refresh()
    return () => devices.setPreview(false)
  }, [])
  const armed = phone.lamps.arming.value === 'armed'
  const processing = devices.processing.value
  return (
    <section class="panel" aria-labelledby="settings-devices">
      <h2 id="settings-devices">{t.settings.devices}</h2>
      {!armed && <p class="faint">{t.settings.devicesUnknown}</p>}
      <DeviceChoices />
      {armed && <TryOut />}
      <CameraPreview />
      <fieldset class="device-processing">
        <legend>{t.devices.processingTitle}</legend>
        {PROCESSING.map((name) => (
          <Checkbox
            key={name}
            checked={processing[name]}
            label={t.devices.processing[name]}
            onChange={(on) => void devices.setProcessing({ ...processing, [name]: on })}
          />
        ))}
      </fieldset>
    </section>
  )
}

/** What the camera sees, for its own person alone; in a call they see it beside the others. */
function CameraPreview() {
  const { phone, t } = useSurface()
  if (phone.call.own.value !== undefined) return null
  const { previewed, setPreview } = phone.devices
  const { picture } = phone.lamps.local.value
  return (
    <div class="device-preview">
      <Button action={() => setPreview(!previewed.value)} pressed={previewed.value}>
        {previewed.value ? t.devices.hideCamera : t.devices.showCamera}
      </Button>
      {previewed.value && picture && (
        <figure>
          <Video stream={picture} label={t.call.selfView} mirrored />
        </figure>
      )}
    </div>
  )
}
