import type { DeviceChoice } from '../models/ports.ts'
import { useSurface } from '../screens/surface.ts'
import { Select } from './Select.tsx'

const DEFAULT = 'default'

/** Microphone, camera and loudspeaker of this console; a change takes effect at once, also in a call. */
export function DeviceChoices() {
  const { phone, t } = useSurface()
  const { microphones, cameras, outputs, chosen } = phone.devices.list.value
  const rows = [
    ['microphone', t.call.microphone, microphones, chosen.microphone],
    ['camera', t.call.camera, cameras, chosen.camera],
    ['output', t.call.loudspeaker, outputs, chosen.output],
  ] as const
  const options = (devices: readonly DeviceChoice[], name: string) => {
    const named = devices.map(({ deviceId, label }, index) => ({
      value: deviceId,
      label: label === '' ? t.call.unnamed(name, index + 1) : label,
    }))
    return named.length === 0 ? [{ value: DEFAULT, label: t.call.systemDefault }] : named
  }
  return (
    <div class="device-choices">
      {rows.map(([kind, name, devices, deviceId]) => (
        <Select
          key={kind}
          label={name}
          value={deviceId ?? devices[0]?.deviceId ?? DEFAULT}
          options={options(devices, name)}
          disabled={devices.length === 0}
          onChoose={(value) => void phone.devices.choose(kind, value)}
        />
      ))}
    </div>
  )
}
