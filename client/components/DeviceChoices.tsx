import type { DeviceChoice } from '../models/ports.ts'
import { useSurface } from '../screens/surface.ts'
import { Select } from './Select.tsx'

const DEFAULT = 'default'
/** No device is called so: it rings where speech comes out. */
const AS_SPEECH = ''

/** Microphone, camera, loudspeaker and ringer of this console; a change takes effect at once, also in a call. */
export function DeviceChoices() {
  const { phone, t } = useSurface()
  const { microphones, cameras, outputs, chosen } = phone.devices.list.value
  const rows = [
    ['microphone', microphones, chosen.microphone],
    ['camera', cameras, chosen.camera],
    ['output', outputs, chosen.output],
    ['ringer', outputs, chosen.ringer ?? AS_SPEECH],
  ] as const
  const options = (devices: readonly DeviceChoice[], name: string, hasOwn: boolean) => {
    const named = devices.map(({ deviceId, label }, index) => ({
      value: deviceId,
      label: label === '' ? t.call.unnamed(name, index + 1) : label,
    }))
    if (hasOwn) return named.length === 0 ? [{ value: DEFAULT, label: t.call.systemDefault }] : named
    return [{ value: AS_SPEECH, label: t.devices.asSpeech }, ...named]
  }
  return (
    <div class="device-choices">
      {rows.map(([kind, devices, deviceId]) => (
        <Select
          key={kind}
          label={t.devices.kinds[kind]}
          value={deviceId ?? devices[0]?.deviceId ?? DEFAULT}
          options={options(devices, t.devices.kinds[kind], kind !== 'ringer')}
          disabled={devices.length === 0}
          onChoose={(value) => void phone.devices.choose(kind, value)}
        />
      ))}
    </div>
  )
}
