import type { WakeLockPort } from '../models/deskPorts.ts'

/** Keeps the screen on. The browser takes the lock back whenever it likes; `held` says how it stands now. */
export function createWakeLock(): WakeLockPort {
  let sentinel: WakeLockSentinel | undefined
  let wanted = false
  let asking = false
  return {
    hold() {
      wanted = true
      if (asking || (sentinel && !sentinel.released)) return
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return
      asking = true
      navigator.wakeLock
        .request('screen')
        .then(async (lock) => {
          sentinel = lock
          if (!wanted) await lock.release()
        })
        .catch(() => undefined)
        .finally(() => (asking = false))
    },
    release() {
      wanted = false
      void sentinel?.release().catch(() => undefined)
    },
    held: () => sentinel !== undefined && !sentinel.released,
  }
}
