import type { Device, types } from 'mediasoup-client'
import type { AnswerBody } from '../../server/protocol/events.ts'

export type DeviceFor = (capabilities: AnswerBody<'warm-line:open'>['rtpCapabilities']) => Promise<Device>

/** All routers can do the same, and asking the browser what it can takes a while: each answer is kept. */
export function keepDevices(): DeviceFor {
  const kept = new Map<string, Promise<Device>>()
  return async (capabilities) => {
    const key = JSON.stringify(capabilities)
    const known = kept.get(key)
    if (known !== undefined) return await known
    const making = loadDevice(capabilities)
    kept.set(key, making)
    making.catch(() => kept.delete(key))
    return await making
  }
}

/** A fifth of what a console would load before it can be used, and needed only when it is armed or rung. */
export const loadMediasoup = async () => await import('mediasoup-client')

async function loadDevice(routerRtpCapabilities: types.RtpCapabilities): Promise<Device> {
  const mediasoup = await loadMediasoup()
  const device = await mediasoup.Device.factory()
  await device.load({ routerRtpCapabilities })
  return device
}
