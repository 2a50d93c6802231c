import type { LineTestPort } from '../../models/lineTestPort.ts'
import type { SignalingPort } from '../../models/ports.ts'
import { keepDevices } from '../keptDevices.ts'
import { beginTestPart } from './testPart.ts'

/** The synthetic media of line tests, in a browser. */
export function createLineTestMedia(signaling: SignalingPort): LineTestPort {
  const deviceFor = keepDevices()
  return { begin: (plan) => beginTestPart(plan, signaling, deviceFor) }
}
