import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { ClockPort, KeyboardPort, StoragePort } from './deskPorts.ts'
import { KEY_ACTIONS, type KeyActionName } from './keyActions.ts'
import { createKeyBindings, type KeyBindings, type KeyRefusal } from './keyBindings.ts'
import { bindingsOf, chosenBinding, isModifier, isOfFocused, type KeyPress } from './keyPress.ts'
import type { Unsubscribe } from './ports.ts'

/** What a key does at this moment; of a held one, it returns what its release does. */
type Release = () => void
export type KeyAct = () => Release | Promise<unknown> | void

export interface KeysModel extends Pick<KeyBindings, 'keyOf' | 'isOwn'> {
  /**
   * Has a key do something for as long as this is not taken back. `act` is asked at each press: undefined means that it is
   * not possible now, and the key is then the browser's. What was said last goes first.
   */
  readonly on: (action: KeyActionName, act: () => KeyAct | undefined) => Unsubscribe
  /** Signs as they are on this keyboard, by the place of their key, as far as the browser tells. */
  readonly signs: ReadonlySignal<ReadonlyMap<string, string>>
  /** Whether the sheet of all keys is open. */
  readonly sheet: ReadonlySignal<boolean>
  readonly openSheet: () => void
  readonly closeSheet: () => void
  /** For which action the next key is chosen. */
  readonly choosing: ReadonlySignal<KeyActionName | undefined>
  readonly choose: (action: KeyActionName | undefined) => void
  readonly takeAway: (action: KeyActionName) => void
  /** Undefined where an action has its first key. */
  readonly restore: (action: KeyActionName) => (() => void) | undefined
  readonly refusal: ReadonlySignal<KeyRefusal | undefined>
  readonly close: () => void
}

/**
 * Who has just typed goes on typing: a ring takes the focus from under their hands, and the letters that were meant for the
 * text line must neither answer it nor switch the camera off.
 */
const STILL_TYPES_MS = 1_500

/** The keys of this softphone: which is pressed, what it does now, and which one a person would rather have. */
export function createKeys(
  keyboard: KeyboardPort,
  storage: StoragePort,
  clock: ClockPort,
  person: ReadonlySignal<string | undefined>,
): KeysModel {
  const bindings = createKeyBindings(storage, person)
  const acts = new Map<KeyActionName, (() => KeyAct | undefined)[]>()
  const held = new Map<string, Release>()
  const sheet = signal(false)
  const choosing = signal<KeyActionName | undefined>(undefined)
  const refusal = signal<KeyRefusal | undefined>(undefined)
  const signs = signal<ReadonlyMap<string, string>>(new Map())
  let typedAtMs = -Infinity
  void keyboard.signs().then((found) => (signs.value = found))

  const actOf = (action: KeyActionName): KeyAct | undefined => {
    for (const act of (acts.get(action) ?? []).toReversed()) {
      const now = act()
      if (now !== undefined) return now
    }
    return undefined
  }

  function down(press: KeyPress): boolean {
    if (choosing.peek() !== undefined) return chosen(press)
    // macOS does not tell of a key that is let go of while Command is held.
    if (press.meta) releaseAll()
    if (held.has(press.code)) return true
    if (isTyping(press) || isOfFocused(press)) return false
    const action = bindings.actionOf(bindingsOf(press))
    if (action === undefined || press.repeat) return false
    const act = actOf(action)
    if (act === undefined) return false
    const release = act()
    if (KEY_ACTIONS[action].held && typeof release === 'function') held.set(press.code, release)
    return true
  }

  function isTyping({ on, composing, code }: KeyPress): boolean {
    const leaves = code === 'Tab' || code === 'Escape'
    const types = on === 'field' || composing || clock.nowMs() - typedAtMs < STILL_TYPES_MS
    if (leaves) typedAtMs = -Infinity
    else if (types) typedAtMs = clock.nowMs()
    return types
  }

  function chosen(press: KeyPress): boolean {
    const action = choosing.peek()
    if (action === undefined || isModifier(press) || press.repeat) return true
    choosing.value = undefined
    refusal.value = press.code === 'Escape' ? undefined : bindings.bind(action, chosenBinding(press))
    return true
  }

  function release(code: string): boolean {
    const letGo = held.get(code)
    held.delete(code)
    letGo?.()
    return letGo !== undefined
  }

  function releaseAll(): void {
    for (const code of [...held.keys()]) release(code)
  }

  const stop = keyboard.listen({
    down,
    up: release,
    // Another window has the keyboard now, and will be the one that is told of the release.
    lost: releaseAll,
    left: () => (typedAtMs = -Infinity),
  })

  const on: KeysModel['on'] = (action, act) => {
    acts.set(action, [...(acts.get(action) ?? []), act])
    return () =>
      void acts.set(
        action,
        (acts.get(action) ?? []).filter((other) => other !== act),
      )
  }
  const openSheet = (): void => void (sheet.value = true)
  const closeSheet = (): void => {
    sheet.value = false
    choosing.value = undefined
    refusal.value = undefined
  }
  on('help', () => (sheet.peek() ? closeSheet : openSheet))

  return {
    keyOf: bindings.keyOf,
    isOwn: bindings.isOwn,
    on,
    signs,
    sheet: computed(() => sheet.value),
    openSheet,
    closeSheet,
    choosing,
    choose(action) {
      refusal.value = undefined
      choosing.value = action
    },
    takeAway(action) {
      refusal.value = undefined
      bindings.takeAway(action)
    },
    restore(action) {
      if (!bindings.isOwn(action)) return undefined
      return () => void (refusal.value = bindings.restore(action))
    },
    refusal,
    close() {
      releaseAll()
      stop()
    },
  }
}
