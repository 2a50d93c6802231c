import type { StoragePort } from './deskPorts.ts'

const NAME = 'ringdown.off-in'
/** A person is in one call and has a few on hold; older ones are over. */
const KEPT = 16

/**
 * What this person has taken off the air themselves, and in which calls: a page that is reloaded, or that comes back to a
 * call from hold, is in it as it was and not live.
 */
export interface KeptOff {
  readonly isOff: (callId: string, kind: 'microphone' | 'camera') => boolean
  readonly keep: (callId: string, kind: 'microphone' | 'camera', off: boolean) => void
}

export function createKeptOff(storage: StoragePort): KeptOff {
  const kept = (): string[] => {
    const stored = storage.read(NAME)
    return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : []
  }
  const nameOf = (callId: string, kind: string): string => `${callId} ${kind}`
  return {
    isOff: (callId, kind) => kept().includes(nameOf(callId, kind)),
    keep(callId, kind, off) {
      const name = nameOf(callId, kind)
      const others = kept().filter((other) => other !== name)
      storage.write(NAME, [...(off ? [name] : []), ...others].slice(0, KEPT))
    },
  }
}
