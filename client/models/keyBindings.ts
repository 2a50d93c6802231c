import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { z } from 'zod'
import type { StoragePort } from './deskPorts.ts'
import { KEY_ACTION_NAMES, KEY_ACTIONS, type KeyActionName, type KeyBinding } from './keyActions.ts'
import { isReserved } from './keyPress.ts'

const NAME = 'ringdown.keys/'
/** An action without a key has the empty one. */
const NONE = ''
const keptSchema = z.record(z.string(), z.string().max(40))

/** Why an action did not get the key that was pressed for it. */
export interface KeyRefusal {
  readonly action: KeyActionName
  readonly binding: KeyBinding
  /** Which action has the key; absent where the browser or the page needs it. */
  readonly by?: KeyActionName
}

export interface KeyBindings {
  readonly keyOf: (action: KeyActionName) => KeyBinding | undefined
  readonly isOwn: (action: KeyActionName) => boolean
  /** What one of these does; what the person has chosen goes before what a newer softphone brings. */
  readonly actionOf: (bindings: readonly KeyBinding[]) => KeyActionName | undefined
  readonly bind: (action: KeyActionName, binding: KeyBinding) => KeyRefusal | undefined
  readonly takeAway: (action: KeyActionName) => void
  /** Gives an action its first key back, where no other has that now. */
  readonly restore: (action: KeyActionName) => KeyRefusal | undefined
}

/** Which key does what at this browser, for the person who is signed in: what they have chosen themselves is kept. */
export function createKeyBindings(storage: StoragePort, person: ReadonlySignal<string | undefined>): KeyBindings {
  const changes = signal(0)
  const chosen = computed<Readonly<Record<string, KeyBinding>>>(() => {
    void changes.value
    const kept = keptSchema.safeParse(person.value === undefined ? {} : storage.read(NAME + person.value))
    return kept.success ? kept.data : {}
  })
  const chosenOf = (action: KeyActionName): KeyBinding | undefined => chosen.value[action]
  const keyOf = (action: KeyActionName): KeyBinding | undefined => {
    const own = chosenOf(action)
    if (own !== undefined) return own === NONE ? undefined : own
    const { key } = KEY_ACTIONS[action]
    return KEY_ACTION_NAMES.some((other) => chosenOf(other) === key) ? undefined : key
  }
  const keep = (action: KeyActionName, binding: KeyBinding | undefined): void => {
    const others = Object.entries(chosen.peek()).filter(([name]) => name !== action)
    const own = person.peek()
    if (own === undefined) return
    storage.write(NAME + own, Object.fromEntries([...others, ...(binding === undefined ? [] : [[action, binding]])]))
    changes.value += 1
  }
  const holder = (binding: KeyBinding, but: KeyActionName): KeyActionName | undefined =>
    KEY_ACTION_NAMES.find((other) => other !== but && keyOf(other) === binding)
  const give = (action: KeyActionName, binding: KeyBinding, kept: KeyBinding | undefined): KeyRefusal | undefined => {
    const by = holder(binding, action)
    if (by !== undefined) return { action, binding, by }
    if (isReserved(binding)) return { action, binding }
    keep(action, kept)
    return undefined
  }
  return {
    keyOf,
    isOwn: (action) => chosenOf(action) !== undefined,
    actionOf: (bindings) => KEY_ACTION_NAMES.find((action) => bindings.includes(keyOf(action) ?? NONE)),
    bind: (action, binding) => give(action, binding, binding === KEY_ACTIONS[action].key ? undefined : binding),
    takeAway: (action) => keep(action, NONE),
    restore: (action) => give(action, KEY_ACTIONS[action].key, undefined),
  }
}
