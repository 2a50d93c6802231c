import type { DeviceState, Processing } from '../models/ports.ts'

export type InputKind = 'microphone' | 'camera'

const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
}

/**
 * Opens a device, or says why there is none. Of what is asked beside the device the browser gives the nearest it has.
 *
 * @param devices absent where the page is not secure.
 * @param deviceId any device where it is absent, that one or none otherwise.
 */
export async function openDevice(
  devices: MediaDevices | undefined,
  kind: InputKind,
  processing: Processing,
  deviceId: string | undefined,
): Promise<MediaStreamTrack | DeviceState> {
  // Without `mediaDevices` the browser refuses both to everybody.
  if (devices === undefined) return 'refused'
  const wanted = kind === 'camera' ? CAMERA : { ...processing, channelCount: 1 }
  const constraints = deviceId === undefined ? wanted : { ...wanted, deviceId: { exact: deviceId } }
  try {
    const stream = await devices.getUserMedia(kind === 'microphone' ? { audio: constraints } : { video: constraints })
    return stream.getTracks()[0] ?? 'none'
  } catch (error) {
    return stateOfError(error)
  }
}

/** What `getUserMedia` says when it fails (Media Capture and Streams, 10.2), as the state of a device. */
export function stateOfError(error: unknown): DeviceState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return 'busy'
}
