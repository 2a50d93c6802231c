import type { KeyBinding } from '../models/keyActions.ts'
import type { Surface } from '../screens/surface.ts'

/** The usual sign of a place on the keyboard, where the browser does not tell which it is on this one. */
const usualSign = (code: string): string => code.replace(/^(Key|Digit|Numpad)/, '')

/** A key as it stands on this person's keyboard. */
export function keySays({ t, phone }: Surface, binding: KeyBinding): string {
  const { names } = t.keys
  const signs = phone.keys.signs.value
  // A sign may itself be the one between the parts.
  if (binding.length === 1) return binding
  return binding
    .split('+')
    .map((part) => names[part] ?? (signs.get(part) ?? usualSign(part)).toUpperCase())
    .join(' + ')
}
