import type { StoragePort } from './deskPorts.ts'

const NAME = 'ringdown.off-in'
/** Behind the name of what they have put on the air themselves where it was off at first. */
const ON = ' on'
/** A person is in one call and has a few on hold; older ones are over. */
const KEPT = 16

/** `desk`: what they say as an interpreter, wherever their desk speaks. */
type Kept = 'microphone' | 'camera' | 'desk'

/**
 * What this person has taken off the air themselves, or put on it, and in which calls: a page that is reloaded, or that comes back to a
 * call from hold, is in it as it was and not live.
 */
export interface KeptOff {
  /** @param atFirst whether it is off while they have not chosen. */
  readonly isOff: (callId: string, kind: Kept, atFirst?: boolean) => boolean
  readonly keep: (callId: string, kind: Kept, off: boolean) => void
}

export function createKeptOff(storage: StoragePort): KeptOff {
  const kept = (): string[] => {
    const stored = storage.read(NAME)
    return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : []
  }
  const nameOf = (callId: string, kind: string): string => `${callId} ${kind}`
  return {
    isOff(callId, kind, atFirst = false) {
      const name = nameOf(callId, kind)
      return atFirst ? !kept().includes(`${name}${ON}`) : kept().includes(name)
    },
    keep(callId, kind, off) {
      const name = nameOf(callId, kind)
      const others = kept().filter((other) => other !== name && other !== `${name}${ON}`)
      storage.write(NAME, [off ? name : `${name}${ON}`, ...others].slice(0, KEPT))
    },
  }
}
