import type { Turn } from '../../server/protocol/interpretation.ts'

/** What is said of interpretation in English: to who listens, and to who interprets. */

const turns: Record<Turn, { short: string; long: string }> = {
  speaking: { short: 'Speaking', long: 'The interpretation follows when the speaker pauses.' },
  interpreting: { short: 'Interpreting', long: 'Please wait until the interpreter has finished.' },
  clear: { short: 'Clear', long: 'The next speaker may begin.' },
}

export const enInterpreting = {
  floor: 'Floor',
  listenTo: 'Listen to',
  underneath: 'Floor underneath',
  underneathIs: (percent: number) => (percent === 0 ? 'off' : `${percent} %`),
  channels: 'Channels',
  liveOn: (name: string) => `${name}, live`,
  waits: (name: string) => `${name} waits`,
  pauses: (name: string) => `${name}, not heard at the moment`,
  nobody: 'nobody interprets',
  /** Beside somebody's name. */
  hears: (channel: string) => `listens to ${channel}`,
  interprets: (pair: string) => `interprets ${pair}`,
  interpretsLive: (pair: string, channel: string) => `interprets ${pair}, live on ${channel}`,
  pair: (one: string, other: string) => `${one} – ${other}`,
  floorUntil: (channel: string) => `Nobody is heard on ${channel} at the moment: you hear the floor.`,
  rungAs: 'You are called as interpreter.',

  desk: 'Interpreter’s desk',
  take: 'Take the desk',
  takeWhy: 'At a desk your voice goes into a channel, and not to the floor.',
  pairFrom: 'From',
  pairInto: 'Into',
  change: (pair: string) => `${pair}: change languages`,
  keep: 'Keep languages',
  leave: 'Leave the desk',
  incoming: 'Incoming',
  outgoing: 'Outgoing',
  live: (channel: string) => `Live on ${channel}`,
  waiting: (channel: string) => `Waiting for ${channel}`,
  silent: (channel: string) => `Silent on ${channel}`,
  notOnFloor: 'The floor hears an interpreter in consecutive mode only.',
  cough: 'Cough',
  coughHow: 'Hold to be silent',
  level: 'Level of what goes out',
  partner: 'Partner',
  noPartner: 'Nobody else is at a desk for this language.',
  handOver: 'Hand over',
  keepChannel: 'Keep it',
  asked: (name: string | undefined) => `Waiting for ${name ?? 'a partner'} to take over.`,
  takeOver: 'Take over',
  takeOverOf: (channel: string) => `Take over ${channel}`,
  asksYou: (name: string, channel: string) => `${name} asks you to take over ${channel}.`,
  notHeard: (channel: string) => `Nobody is heard on ${channel}. You can take it over.`,
  unheard: (channel: string, seconds: number) =>
    `You are live on ${channel}, and the floor has spoken for ${seconds} s without anything from you.`,
  consecutive: 'Consecutive',
  /** To who does not choose it. */
  modes: {
    simultaneous:
      'Simultaneous: interpreters speak on their channels, at the same time. They choose the mode at their desks.',
    consecutive:
      'Consecutive: interpreters speak on the floor, when the speaker pauses. They choose the mode at their desks.',
  },
  turns,
  lamp: 'Whose turn it is',
}
