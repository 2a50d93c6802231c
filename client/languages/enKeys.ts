import type { KeyActionName, KeyGroup } from '../models/keyActions.ts'

const actions: Record<KeyActionName, string> = {
  answer: 'Answer the ring in front',
  help: 'Show these keys',
  talk: 'Speak while held, when muted',
  mute: 'Mute or unmute',
  camera: 'Camera on or off',
  recall: 'Hear the last minute again, or be live again',
  recallBack: 'Back 10 seconds in what is heard again',
  hold: 'Hold the call',
  turn: 'Turn to the other language',
  cough: 'Cough: silent while held',
  over: 'Hand over, or take over',
  keep: 'Keep the channel: take a hand-over back',
  rendering: 'Lamp: interpreting',
  clear: 'Lamp: clear',
  layout: 'Next layout',
  pin: 'Pin the next picture, or none',
  full: 'Full screen, or back',
  self: 'Show your own picture, or put it away',
}

const groups: Record<KeyGroup, string> = {
  console: 'Console',
  call: 'In a call',
  pictures: 'Pictures',
  interpreting: 'Interpreting',
}

/** What a key is called that has no sign of its own, as it stands on the keyboard. */
const names: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Enter',
  NumpadEnter: 'Enter (digits)',
  Shift: 'Shift',
  Alt: 'Alt',
  ScrollLock: 'Scroll Lock',
  Pause: 'Pause',
  Insert: 'Insert',
}

/** The keys of the softphone and the sheet on which they can be changed. */
export const enKeys = {
  title: 'Keys',
  open: 'Show all keys',
  hint: 'No key does anything while you type. Keys are kept in this browser for you alone.',
  action: 'What it does',
  key: 'Key',
  none: 'No key',
  change: (action: string) => `Change the key: ${action}`,
  changeShort: 'Change',
  takeAway: (action: string) => `Take away the key: ${action}`,
  takeAwayShort: 'Take away',
  restore: (action: string) => `Reset to the first key: ${action}`,
  restoreShort: 'Reset',
  press: 'Press a key. Escape leaves it as it is.',
  taken: (key: string, by: string) =>
    `${key} is already taken: “${by}”. Choose another key, or take it away there first.`,
  reserved: (key: string) => `${key} is needed by the browser or the page. Choose another key.`,
  close: 'Close',
  closes: 'Close what is open',
  escape: 'Esc',
  talking: 'Speaking while held',
  actions,
  groups,
  names,
}
