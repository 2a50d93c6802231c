import type { Lamp } from '../../server/protocol/consoles.ts'
import type { Fault } from '../models/faults.ts'

/** What each check of a console is called. */
export const checkNames: Record<Lamp['check'], string> = {
  sound: 'Sound',
  output: 'Loudspeaker',
  microphone: 'Microphone',
  camera: 'Camera',
  ringer: 'Ringer',
  'warm-lines': 'Lines',
  udp: 'UDP',
  tcp: 'TCP',
  notifications: 'Notices',
  'wake-lock': 'Awake',
  page: 'Page',
}

/** What is wrong, and what to do about it: calm, and short enough to be read while it rings. */
export interface Remedy {
  readonly wrong: string
  readonly remedy: string
}

const permission = (device: string): string =>
  `Click the sign beside the address, allow the ${device}, then reload and arm again.`

export const faults: Record<Fault, Remedy> = {
  'sound-blocked': { wrong: 'The browser keeps sound off', remedy: 'Click anywhere on this page.' },
  'output-gone': {
    wrong: 'The chosen loudspeaker is gone',
    remedy: 'Sound comes out of the system’s own now. Plug it in again, or choose another in the settings.',
  },
  'microphone-none': {
    wrong: 'No microphone',
    remedy: 'Plug one in; it is taken by itself. Until then you can hear and are not heard.',
  },
  'microphone-refused': { wrong: 'The browser refuses the microphone', remedy: permission('microphone') },
  'microphone-busy': {
    wrong: 'Another program has the microphone',
    remedy: 'Close that program, or choose another microphone in the settings.',
  },
  'microphone-silent': {
    wrong: 'The microphone is live, and gives no sound at all',
    remedy: 'Look for a mute switch at the device or its cable, and for a mute in the system.',
  },
  'microphone-other': {
    wrong: 'The microphone in use was pulled out, and another has taken its place',
    remedy: 'Hear yourself, then plug the old one in again or choose one in the settings.',
  },
  'microphone-off': { wrong: 'The microphone is off', remedy: 'Reload the page and arm the console again.' },
  'camera-none': { wrong: 'No camera: the others will not see you', remedy: 'Plug one in; it is taken by itself.' },
  'camera-refused': { wrong: 'The browser refuses the camera', remedy: permission('camera') },
  'camera-busy': {
    wrong: 'Another program has the camera',
    remedy: 'Close that program, or choose another camera in the settings.',
  },
  'camera-silent': { wrong: 'The camera gives no picture', remedy: 'Look for a cover or a switch at the camera.' },
  'camera-other': {
    wrong: 'The camera in use was pulled out, and another has taken its place',
    remedy: 'Plug the old one in again, or choose one in the settings.',
  },
  'camera-off': { wrong: 'The camera is off', remedy: 'Reload the page and arm the console again.' },
  'ringer-untried': {
    wrong: 'The ringer has not been tried: there was a call when this console was armed',
    remedy: 'Try the ringer once the call is over.',
  },
  'server-lost': {
    wrong: 'No connection to the server',
    remedy: 'It connects again by itself. If it stays so, look at the network of this machine.',
  },
  'lines-connecting': { wrong: 'A line is connecting', remedy: 'It takes a second or two.' },
  'lines-quiet': {
    wrong: 'Nothing comes back on a line',
    remedy: 'It is made anew if that lasts. Look at the network.',
  },
  'lines-down': {
    wrong: 'A line is down',
    remedy: 'It is tried again all the time. Look at the network, or call from another machine.',
  },
  'udp-unchecked': { wrong: 'UDP has not been checked yet', remedy: 'It is tried again within a minute.' },
  'udp-blocked': {
    wrong: 'UDP does not come through: calls go over TCP, and are worse where the network loses packets',
    remedy: 'Ask for the media ports to be opened for UDP.',
  },
  'tcp-unchecked': { wrong: 'TCP has not been checked yet', remedy: 'It is tried again within a minute.' },
  'tcp-blocked': {
    wrong: 'TCP does not come through: there is no second way if UDP fails',
    remedy: 'Ask for the media ports to be opened for TCP.',
  },
  'paths-blocked': {
    wrong: 'Neither UDP nor TCP comes through: no call can be heard here',
    remedy: 'Ask for the media ports to be opened, and call from another machine meanwhile.',
  },
  'notifications-undecided': {
    wrong: 'System notices are not allowed yet: a ring shows only on this page',
    remedy: 'Answer the browser’s question about notices with yes.',
  },
  'notifications-denied': {
    wrong: 'System notices are refused: a ring shows only on this page',
    remedy: 'Click the sign beside the address, and allow notices.',
  },
  'notifications-none': {
    wrong: 'This browser shows no system notices',
    remedy: 'Keep this page in front of other windows.',
  },
  'awake-lost': {
    wrong: 'The screen may fall asleep, or this page is behind another',
    remedy: 'Bring this page to the front. If it stays so, switch off energy saving.',
  },
  'page-stood-still': {
    wrong: 'This page stood still',
    remedy: 'A ring in that time was not heard here. Keep the page in front, and let the machine not sleep.',
  },
}

export const tryOut = {
  title: 'Try this console',
  hearYourself: 'Hear yourself',
  tryRinger: 'Try the ringer',
  stopRinger: 'Stop the ringer',
  recording: (secondsLeft: number) => `Speak now: recording on this machine only, ${secondsLeft} s more`,
  playing: 'This is how you sound. It leaves this machine at no time.',
  heard: 'You were heard. If that was too soft, come nearer to the microphone or raise it in the system.',
  nothingHeard: 'Nothing was recorded. Look for a mute switch at the microphone, or choose another in the settings.',
}
