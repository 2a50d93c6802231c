import type { SoundName } from '../models/soundNames.ts'

const names: Record<SoundName, string> = {
  joined: 'Somebody joins',
  left: 'Somebody leaves or is lost',
  'recording-stopped': 'The recording has stopped',
  routine: 'Ring of a routine call',
  priority: 'Ring of a priority call',
  immediate: 'Ring of an immediate call',
  flash: 'Ring of a flash call',
  message: 'Message on a text line',
  alarm: 'A recording that is not safe',
}

/** What the console sounds, to be tried and chosen in the settings. */
export const enSounds = {
  names,
  title: 'Sounds',
  inCall: 'In a call',
  always: 'These always sound',
  play: 'Hear',
  hear: (name: string) => `Hear: ${name}`,
}
