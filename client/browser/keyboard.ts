import type { KeyboardPort } from '../models/deskPorts.ts'

/** In these every key is typed, or chooses. */
const FIELD = [
  'input:not([type=button], [type=submit], [type=checkbox], [type=radio])',
  'textarea',
  'select',
  '[contenteditable=""]',
  '[contenteditable=true]',
  '[role=textbox]',
  '[role=combobox]',
  '[role=listbox]',
  '[role=menu]',
  '[role=menuitem]',
  '[role=slider]',
].join(',')
/** These are pressed by Enter, Space or both. */
const CONTROL =
  'button, a[href], summary, input, [role=button], [role=tab], [role=switch], [role=checkbox], video, audio'

/** What a key opens takes the focus once it is drawn. */
const LED_WITHIN_MS = 500

/** The Keyboard Map API is not in every browser, nor in the types of the DOM. */
interface KeyboardMap {
  readonly getLayoutMap: () => Promise<Iterable<readonly [string, string]>>
}
const hasMap = (keyboard: unknown): keyboard is KeyboardMap =>
  typeof keyboard === 'object' && keyboard !== null && 'getLayoutMap' in keyboard

const placeOf = (element: Element | null): 'field' | 'control' | 'page' => {
  if (element?.closest(FIELD)) return 'field'
  return element?.closest(CONTROL) ? 'control' : 'page'
}

/** The keyboard of this page; keys that are for nobody else are told of, and kept from the browser where they are taken. */
export function createKeyboard(): KeyboardPort {
  /** The element that the focus was led to by a key, and when one that the page did not take was last pressed. */
  let ledTo: EventTarget | null = null
  let pressedAtMs = -Infinity
  return {
    listen({ down, up, lost, left }) {
      const focused = ({ target, timeStamp }: FocusEvent): void => {
        ledTo = timeStamp - pressedAtMs < LED_WITHIN_MS ? target : null
      }
      const keyDown = (event: KeyboardEvent): void => {
        const at = document.activeElement
        const taken = down({
          code: event.code,
          key: event.key,
          shift: event.shiftKey,
          alt: event.altKey,
          ctrl: event.ctrlKey,
          meta: event.metaKey,
          repeat: event.repeat,
          composing: event.isComposing || event.key === 'Process',
          on: placeOf(at),
          byKeyboard: at === ledTo,
        })
        if (!taken) {
          pressedAtMs = event.timeStamp
          // Held, it would press a button thirty times a second: the question that the first press has brought, or a ring that
          // has just come and has the focus. In a field of one line it presses the button of its form.
          const presses = placeOf(at) === 'control' || at instanceof HTMLInputElement
          if (event.repeat && event.key === 'Enter' && presses) event.preventDefault()
          return
        }
        event.preventDefault()
        event.stopPropagation()
      }
      const keyUp = (event: KeyboardEvent): void => {
        // A button is pressed by Space when that is let go of.
        if (up(event.code)) event.preventDefault()
      }
      const hidden = (): void => {
        if (document.visibilityState === 'hidden') lost()
      }
      const pointed = (): void => {
        pressedAtMs = -Infinity
        left()
      }
      const capture = { capture: true }
      addEventListener('pointerdown', pointed, capture)
      addEventListener('focusin', focused, capture)
      addEventListener('keydown', keyDown, capture)
      addEventListener('keyup', keyUp, capture)
      addEventListener('blur', lost)
      document.addEventListener('visibilitychange', hidden)
      return () => {
        removeEventListener('pointerdown', pointed, capture)
        removeEventListener('focusin', focused, capture)
        removeEventListener('keydown', keyDown, capture)
        removeEventListener('keyup', keyUp, capture)
        removeEventListener('blur', lost)
        document.removeEventListener('visibilitychange', hidden)
      }
    },
    async signs() {
      const keyboard: unknown = 'keyboard' in navigator ? navigator.keyboard : undefined
      try {
        return new Map(hasMap(keyboard) ? await keyboard.getLayoutMap() : [])
      } catch {
        // Not allowed in this page: the signs of the usual keyboard are shown.
        return new Map()
      }
    },
  }
}
