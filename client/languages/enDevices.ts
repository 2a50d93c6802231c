import type { DeviceKind, DeviceNews, Processing } from '../models/ports.ts'

const kinds: Record<DeviceKind, string> = {
  microphone: 'Microphone',
  camera: 'Camera',
  output: 'Loudspeaker',
  ringer: 'Ringer',
}

const processing: Record<keyof Processing, string> = {
  noiseSuppression: 'Suppress noise',
  echoCancellation: 'Cancel echo',
  autoGainControl: 'Adjust the level by itself',
}

/** The devices of a console: which are chosen, tried and exchanged. */
export const enDevices = {
  kinds,
  asSpeech: 'Where speech comes out',
  processing,
  processingTitle: 'Sound of the microphone',
  news: ({ kind, what, device, instead }: DeviceNews): string => {
    const name = kinds[kind]
    const which = device === '' ? '' : ` “${device}”`
    const other = instead === undefined || instead === '' ? undefined : `“${instead}”`
    switch (what) {
      case 'lost':
        if (other !== undefined) return `${name}${which} is gone. ${other} is in use instead.`
        return instead === undefined
          ? `${name}${which} is gone, and there is no other.`
          : `${name}${which} is gone. Another is in use instead.`
      case 'returned':
        return `${name}${which} is back, and in use again.`
      case 'kept':
        return `${name}${which} cannot be opened. ${other ?? 'The one before'} stays in use.`
    }
  },
  dismiss: 'Close',
  trySpeech: 'Try the loudspeaker',
  showCamera: 'Show the camera',
  hideCamera: 'Hide the camera',
}
