import type { AttentionPort } from '../models/deskPorts.ts'

/** Somebody who moved a pointer or pressed a key this recently is still in front of the screen. */
const ACTIVE_WITHIN_MS = 5_000

/**
 * Whether a notice of the system is needed, and whether somebody uses the page. A page in focus needs no notice, and still
 * proves nobody: it is in focus in an empty room, too.
 */
export function createAttention(): AttentionPort {
  const changes = new Set<() => void>()
  const uses = new Set<() => void>()
  let activeAtMs = -Infinity
  let watched = false
  const tell = (): void => changes.forEach((listener) => listener())
  const isActive = (): boolean => performance.now() - activeAtMs < ACTIVE_WITHIN_MS
  /** Tells once nobody has used the page for so long. */
  const watch = (): void => {
    const leftMs = ACTIVE_WITHIN_MS - (performance.now() - activeAtMs)
    watched = leftMs > 0
    if (watched) setTimeout(watch, leftMs)
    else tell()
  }
  const used = (): void => {
    const was = isActive()
    activeAtMs = performance.now()
    if (!was) tell()
    if (!watched) watch()
    uses.forEach((listener) => listener())
  }
  let place = ''
  addEventListener('pointerdown', used, { passive: true })
  addEventListener(
    'pointermove',
    ({ screenX, screenY }) => {
      // What comes to lie under a pointer that rests is told like a move: nobody has moved it.
      const now = `${screenX} ${screenY}`
      if (now !== place) used()
      place = now
    },
    { passive: true },
  )
  // A key that something lies on repeats for ever.
  addEventListener('keydown', ({ repeat }) => !repeat && used(), { passive: true })
  for (const name of ['focus', 'blur']) addEventListener(name, tell)
  document.addEventListener('visibilitychange', tell)
  return {
    visible: () => document.visibilityState === 'visible',
    attentive: () => document.visibilityState === 'visible' && (document.hasFocus() || isActive()),
    inUse: () => document.visibilityState === 'visible' && isActive(),
    onChange(listener) {
      changes.add(listener)
      return () => void changes.delete(listener)
    },
    onUse(listener) {
      uses.add(listener)
      return () => void uses.delete(listener)
    },
  }
}
