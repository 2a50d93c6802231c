import type { WakeLockPort } from '../models/deskPorts.ts'

/** Keeps the screen on. The browser takes the lock back whenever it likes, and says so; `held` says how it stands now. */
export function createWakeLock(): WakeLockPort {
  const listeners = new Set<() => void>()
  let sentinel: WakeLockSentinel | undefined
  let wanted = false
  let asking = false
  const tell = (): void => listeners.forEach((listener) => listener())

  function hold(): void {
    wanted = true
    if (asking || (sentinel && !sentinel.released)) return
    if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return
    asking = true
    navigator.wakeLock
      .request('screen')
      .then(async (lock) => {
        sentinel = lock
        lock.addEventListener('release', tell)
        if (!wanted) await lock.release()
        tell()
      })
      .catch(() => undefined)
      .finally(() => (asking = false))
  }

  // A page that comes back to the front may have it again at once.
  document.addEventListener('visibilitychange', () => {
    if (wanted) hold()
  })

  return {
    hold,
    release() {
      wanted = false
      void sentinel?.release().catch(() => undefined)
    },
    held: () => sentinel !== undefined && !sentinel.released,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
