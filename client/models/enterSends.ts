/** What of a keyboard event says whether a message is to be sent. */
export interface KeyPress {
  readonly key: string
  readonly keyCode: number
  readonly isComposing: boolean
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
  readonly timeStamp: number
}

/** By this code a browser says that the input method has had the key (UI Events, 7.3.1). */
const HAD_BY_INPUT_METHOD = 229
/** A key that ends a composition may be told of after the end, as a key of its own; nobody presses another so soon. */
const SAME_PRESS_MS = 50

/**
 * Whether Enter sends. It does not while an input method composes, nor when it ends the composition, whichever way the
 * browser tells of that:
 *
 * - Chromium and Firefox: `keydown` with `isComposing` and code 229, then `compositionend`.
 * - Safari: `compositionend`, then `keydown` with code 229 and without `isComposing`.
 * - Korean on macOS and Windows: the first of these, and then the same press once more as a plain Enter.
 * - some input methods on Linux: `compositionend`, and at once a plain Enter.
 *
 * Nor does a key that is held down, for what it began is over.
 */
export function createEnterSends() {
  /** Enter was pressed for the input method and has not been let go of: what else this press says is no wish to send. */
  let isOfInputMethod = false
  let composedAtMs = -Infinity
  return {
    /** Whether this press sends; the caller then keeps it from making a new line. */
    keyDown(press: KeyPress): boolean {
      if (press.key !== 'Enter' && press.keyCode !== HAD_BY_INPUT_METHOD) return false
      if (press.isComposing || press.keyCode === HAD_BY_INPUT_METHOD) {
        isOfInputMethod = press.key === 'Enter' || isOfInputMethod
        return false
      }
      if (isOfInputMethod || press.repeat || press.timeStamp - composedAtMs < SAME_PRESS_MS) return false
      return !press.shiftKey && !press.ctrlKey && !press.altKey && !press.metaKey
    },
    keyUp({ key }: Pick<KeyPress, 'key'>): void {
      if (key !== 'Enter') return
      // Let go of: the next one is another press, however soon it comes.
      isOfInputMethod = false
      composedAtMs = -Infinity
    },
    composed(atMs: number): void {
      composedAtMs = atMs
    },
  }
}
