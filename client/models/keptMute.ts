import type { StoragePort } from './deskPorts.ts'

const NAME = 'ringdown.muted-in'

/** In which call this person has muted themselves: a page that is reloaded comes back into it muted, and not live. */
export interface KeptMute {
  readonly isMutedIn: (callId: string) => boolean
  readonly keep: (callId: string, muted: boolean) => void
}

export function createKeptMute(storage: StoragePort): KeptMute {
  return {
    isMutedIn: (callId) => storage.read(NAME) === callId,
    keep: (callId, muted) => storage.write(NAME, muted ? callId : ''),
  }
}
