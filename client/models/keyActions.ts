/** What a key can do: the keys of a softphone are this table, and the sentences for it in `client/languages`. */
interface KeyAction {
  /** Under which heading the sheet shows it. */
  readonly group: 'console' | 'call' | 'pictures' | 'interpreting'
  /** The key until a person chooses another: see `KeyBinding`. */
  readonly key: KeyBinding
  /** It lasts for as long as the key is held. */
  readonly held?: true
}

/**
 * A key by its place on the keyboard, as `KeyM` or `Shift+KeyH` (UI Events, `code`), because an input method for Korean or
 * Japanese gives the same key another letter; or one sign, as `?`, which each keyboard has at a place of its own.
 */
export type KeyBinding = string

/** In the order in which the sheet shows them. */
const ACTIONS = {
  answer: { group: 'console', key: 'Enter' },
  help: { group: 'console', key: '?' },
  talk: { group: 'call', key: 'Space', held: true },
  mute: { group: 'call', key: 'KeyM' },
  camera: { group: 'call', key: 'KeyV' },
  recall: { group: 'call', key: 'KeyR' },
  recallBack: { group: 'call', key: 'KeyB' },
  // With Shift: a letter that was typed past the text line takes nobody out of a call.
  hold: { group: 'call', key: 'Shift+KeyH' },
  turn: { group: 'interpreting', key: 'KeyT' },
  cough: { group: 'interpreting', key: 'KeyC', held: true },
  over: { group: 'interpreting', key: 'KeyO' },
  // Another one than that which asks: pressed twice, it would take back unseen what was meant.
  keep: { group: 'interpreting', key: 'KeyK' },
  rendering: { group: 'interpreting', key: 'KeyI' },
  clear: { group: 'interpreting', key: 'KeyD' },
  layout: { group: 'pictures', key: 'KeyL' },
  pin: { group: 'pictures', key: 'KeyP' },
  full: { group: 'pictures', key: 'KeyF' },
  self: { group: 'pictures', key: 'KeyS' },
} as const satisfies Readonly<Record<string, KeyAction>>

export type KeyActionName = keyof typeof ACTIONS
export type KeyGroup = KeyAction['group']

export const KEY_ACTIONS: Readonly<Record<KeyActionName, KeyAction>> = ACTIONS
export const KEY_ACTION_NAMES = Object.keys(ACTIONS) as KeyActionName[]
export const KEY_GROUPS: readonly KeyGroup[] = ['console', 'call', 'pictures', 'interpreting']
