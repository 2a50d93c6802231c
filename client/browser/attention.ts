import type { AttentionPort } from '../models/deskPorts.ts'

/** Somebody who moved a pointer or pressed a key this recently is still in front of the screen. */
const ACTIVE_WITHIN_MS = 5_000

/** Visible and in focus, or visible and just used: only then is what stands on the page said to be seen. */
export function createAttention(): AttentionPort {
  const listeners = new Set<() => void>()
  let activeAtMs = -Infinity
  const tell = (): void => listeners.forEach((listener) => listener())
  const active = (): void => {
    const was = performance.now() - activeAtMs < ACTIVE_WITHIN_MS
    activeAtMs = performance.now()
    if (!was) tell()
  }
  for (const name of ['pointerdown', 'pointermove', 'keydown']) addEventListener(name, active, { passive: true })
  for (const name of ['focus', 'blur']) addEventListener(name, tell)
  document.addEventListener('visibilitychange', tell)
  return {
    attentive: () =>
      document.visibilityState === 'visible' &&
      (document.hasFocus() || performance.now() - activeAtMs < ACTIVE_WITHIN_MS),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
