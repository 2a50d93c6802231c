import type { QualityLevel } from '../../server/protocol/media.ts'
import type { DeviceState } from '../models/ports.ts'
import type { RecordingState } from '../models/recordingLamp.ts'

/** The sentences of a call in English, without those that have a place of their own. */

export const deviceStates: Record<DeviceState, string> = {
  ready: 'ready',
  none: 'not found',
  refused: 'refused by the browser',
  busy: 'used by another program',
  silent: 'live, but without any sound',
  other: 'another one than before',
  off: 'off',
}
const quality: Record<QualityLevel, string> = {
  good: 'Good connection',
  fair: 'Fair connection',
  poor: 'Poor connection',
}
const recording: Record<RecordingState, { short: string; long: string }> = {
  on: { short: 'Recording', long: 'This call is being recorded, and what was said is safe.' },
  starting: { short: 'Recorder starting', long: 'The recorder is being proved.' },
  failing: { short: 'Recording not safe', long: 'The recorder is behind: the last seconds are not safe yet.' },
  silent: { short: 'Recording not confirmed', long: 'Nothing has been heard of the recorder for two seconds.' },
  failed: { short: 'Not recorded', long: 'This call is NOT being recorded.' },
}

export const enCall = {
  title: (line: string) => `Call on ${line}`,
  elapsed: 'Elapsed time',
  pictures: 'Pictures',
  roster: 'Roster',
  showRoster: 'Roster',
  panels: 'Beside the pictures',
  you: 'You',
  selfView: 'Your own picture',
  ownScreen: 'The screen that you share',
  picture: (name: string, party: string) => `${name}, ${party}`,
  screenOf: (name: string, party: string) => `Screen of ${name}, ${party}`,
  noPicture: 'No picture',
  waitingPicture: 'Picture is coming',
  connectionLost: 'Connection lost',
  speaking: 'Speaking',
  muted: 'Muted',
  quality,
  /** Of a path that carries voices and no pictures. */
  narrow: {
    mark: 'Voice only',
    own: 'Your connection is narrow. Pictures are off both ways, so that voices get through; they come back by themselves.',
    others: (names: string) =>
      `${names}: narrow connection. No pictures go there, and all voices are sent in less detail, so that they get through.`,
    noPictures: 'Pictures are off: your connection is narrow',
    noPicture: 'Voice only: narrow connection',
  },
  qualityDetail: (level: QualityLevel, roundTripMs?: number, lossPercent?: number, narrow?: boolean) =>
    [
      quality[level],
      narrow ? 'voice only' : '',
      roundTripMs === undefined ? '' : `round trip ${Math.round(roundTripMs)} ms`,
      lossPercent === undefined ? '' : `loss ${lossPercent.toFixed(1)} %`,
    ]
      .filter(Boolean)
      .join(', '),
  controls: 'Own controls',
  mute: 'Mute',
  camera: 'Camera',
  share: 'Share screen',
  more: 'More',
  devices: 'Devices',
  microphone: 'Microphone',
  systemDefault: 'System default',
  unnamed: (kind: string, index: number) => `${kind} ${index}`,
  leave: 'Leave',
  end: 'End call',
  endSure: 'End call for everybody?',
  states: { on: 'on', away: 'lost', left: 'left' } as const,
  until: (time: string) => `until ${time}`,
  microphoneIs: (state: DeviceState) => `Your microphone is ${deviceStates[state]}. You can hear; you cannot be heard.`,
  silentMicrophone: 'Your microphone gives no sound at all. Is it muted at the device?',
  cameraIs: (state: DeviceState) => `Your camera is ${deviceStates[state]}. The others hear you without a picture.`,
  listener: 'You listen to this call. What you say is not heard.',
  mediaLost: 'Sound and picture were lost. They come back by themselves.',
  comingBack: 'This console lost the server for a moment. It comes back by itself.',
  recording,
  quieten: 'Silence alarm tone',
  level: 'Level of your microphone',
  alone: 'Nobody else is in the call.',
}

/** What is read out of a call to who does not see it. */
export const enAnnounce = {
  incoming: (party: string, line: string) => `Incoming call from ${party} on ${line}.`,
  ringing: (line: string) => `Ringing on ${line}.`,
  up: (line: string) => `The call on ${line} is up.`,
  joined: (name: string) => `${name} is in the call.`,
  left: (name: string) => `${name} has left.`,
  away: (name: string) => `${name} has lost the connection.`,
  held: (name: string, says: string) => `${name}: ${says}.`,
  retrieved: (name: string) => `${name} is back from hold.`,
  ring: (party: string, says: string) => `${party}: ${says}.`,
  ended: 'You are in no call.',
  floor: (name: string) => `${name} has the floor.`,
  'floor-over': 'You do not have the floor any more.',
  'recording-over': 'The recording has stopped.',
  'camera-on': 'Your camera is on.',
  'camera-off': 'Your camera is off.',
  muted: 'You are muted.',
  unmuted: 'You can be heard.',
}
