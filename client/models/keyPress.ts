import type { KeyBinding } from './keyActions.ts'

/** A key that goes down, with what of the page it would otherwise be for. */
export interface KeyPress {
  /** The place of the key on the keyboard, and the sign or name that it has there (UI Events). */
  readonly code: string
  readonly key: string
  readonly shift: boolean
  readonly alt: boolean
  readonly ctrl: boolean
  readonly meta: boolean
  readonly repeat: boolean
  /** An input method has it. */
  readonly composing: boolean
  /** Where the focus is: `field` takes any key, `control` is pressed by Enter and Space. */
  readonly on: 'field' | 'control' | 'page'
  /** The focus was led there by a key. Whoever clicks a button, or has a ring come in, does not mean it with the next key. */
  readonly byKeyboard: boolean
}

/** The signs that have a key of their own; letters and digits are known by their place. */
const SIGN = /^[\p{P}\p{S}]$/u

/** Moves the focus, closes what is open, scrolls, or belongs to the browser. */
const RESERVED =
  /^(Shift\+|Alt\+)*(Escape|Tab|Arrow\w+|Page\w+|Home|End|F\d+|CapsLock|ContextMenu|Backspace|Delete|Unidentified|Shift|Alt|Control|Meta|(Shift|Alt|Control|Meta|OS)(Left|Right)|)$/
/** With Alt, letters open menus of the browser, and Enter and Space are the system's. */
const OF_THE_SYSTEM = /^Alt\+(Shift\+)?(Enter|Space|Key\w|Digit\d)$/

export const isReserved = (binding: KeyBinding): boolean => RESERVED.test(binding) || OF_THE_SYSTEM.test(binding)

/** The binding of a place on the keyboard, with the modifiers that it names. */
const placeOf = ({ code, alt, shift }: KeyPress): KeyBinding => `${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${code}`

/** As which bindings a press counts: none with a modifier that belongs to the browser or the system. */
export function bindingsOf(press: KeyPress): readonly KeyBinding[] {
  if (press.ctrl || press.meta) return []
  const place = placeOf(press)
  // Of a sign, Shift is how its keyboard makes it.
  return SIGN.test(press.key) && !press.alt ? [press.key, place] : [place]
}

/** The binding that a person means who presses this to choose it. */
export const chosenBinding = (press: KeyPress): KeyBinding => bindingsOf(press)[0] ?? ''

export const isModifier = ({ key }: KeyPress): boolean => ['Shift', 'Alt', 'AltGraph', 'Control', 'Meta'].includes(key)

/** Whether the focused part of the page is pressed by this key, which then is not anybody else's. */
export function isOfFocused({ on, code, byKeyboard }: KeyPress): boolean {
  if (on !== 'control') return on === 'field'
  return code === 'Enter' || code === 'NumpadEnter' || (code === 'Space' && byKeyboard)
}
