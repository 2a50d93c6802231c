import type { types } from 'mediasoup-client'
import type { PathProtocol } from '../../server/protocol/media.ts'
import type { PathFinding, SignalingPort } from '../models/ports.ts'
import { hand } from './requests.ts'
import type { DeviceFor } from './keptDevices.ts'

/** ICE and DTLS take a second on a poor path. */
const UP_WITHIN_MS = 5_000

/**
 * Brings a transport up that has only this protocol, and closes it again. Undefined where the server, and not the path,
 * kept it from being found out.
 */
export async function checkPath(
  signaling: Pick<SignalingPort, 'request'>,
  deviceFor: DeviceFor,
  line: string,
  protocol: PathProtocol,
): Promise<PathFinding | undefined> {
  const opened = await signaling.request('path:open', { line, protocol })
  if (!opened.ok) return undefined
  const { rtpCapabilities, transport: offer } = opened.body
  const device = await deviceFor(rtpCapabilities).catch(() => undefined)
  // A browser with which no warm line can be made: the lamp of the lines says so.
  if (device === undefined) return undefined
  const transport = device.createSendTransport(offer)
  const isUp = await comesUp(transport, async (dtlsParameters) => {
    const answer = await signaling.request('path:connect', { line, transport: offer.id, dtlsParameters })
    if (!answer.ok) throw new Error(answer.refusal.message)
  })
  transport.close()
  const closed = await signaling.request('path:close', { line, transport: offer.id })
  if (isUp) return 'good'
  // Where the server cannot be asked any more either, it is not this protocol that does not come through.
  return closed.ok ? 'blocked' : undefined
}

async function comesUp(
  transport: types.Transport,
  connect: (dtlsParameters: types.DtlsParameters) => Promise<void>,
): Promise<boolean> {
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), UP_WITHIN_MS)
    const settle = (isUp: boolean): void => {
      clearTimeout(timer)
      resolve(isUp)
    }
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      void hand(connect(dtlsParameters), done, failed)
    })
    // Nothing is ever sent on it, so the server is not told of it.
    transport.on('producedata', (_, done) => done({ id: crypto.randomUUID() }))
    transport.on('connectionstatechange', (state) => {
      if (state === 'connected') settle(true)
      if (state === 'failed' || state === 'closed') settle(false)
    })
    // A data channel is what makes a transport come up; closing the transport fails it, which is right.
    transport.produceData({ label: 'path' }).catch(() => settle(false))
  })
}
