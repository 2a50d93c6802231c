import type { Delegation } from '../../server/calls/delegation.ts'

const short: Record<Delegation, string> = {
  'floor:give': 'Give the floor',
  'floor:release': 'Take the floor back',
  'mute:ask': 'Ask to mute',
  'leg:mute': 'Mute',
}

/** What people do about each other's microphones. */
export const enDelegation = {
  actions: (name: string) => `Actions for ${name}`,
  short,
  /** What a button that says `short` is called, beside whose name it stands. */
  long: (what: Delegation, name: string): string =>
    ({
      'floor:give': `Give the floor to ${name}`,
      'floor:release': `Take the floor back from ${name}`,
      'mute:ask': `Ask ${name} to mute`,
      'leg:mute': `Mute ${name}`,
    })[what],
  hasFloor: 'Has the floor',
  inCaucus: (time: string) => `In the caucus of their party since ${time}`,
  floorGiven: (name: string) => `${name} gives you the floor. Nobody hears you until you unmute.`,
  youHaveFloor: 'You have the floor, also while you are muted.',
  giveUp: 'Give up the floor',
  unmute: 'Unmute and speak',
  asked: (name: string, party: string) => `${name} (${party}) asks you to mute.`,
  muteNow: 'Mute now',
  stay: 'Go on speaking',
  mutedBy: (name: string) => `${name} of your party has muted you.`,
  stillMuted: 'You were muted at your other console, and are muted here. Nobody hears you.',
  /** The key is absent where its person has taken it away. */
  muted: (key: string | undefined) =>
    key === undefined ? 'You are muted; press Mute to speak.' : `You are muted; ${key} to speak.`,
}
