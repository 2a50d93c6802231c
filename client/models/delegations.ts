import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { comesInMuted, possibleDelegations, type Delegation } from '../../server/calls/delegation.ts'
import { deskOf } from '../../server/calls/desks.ts'
import { hushOf, mutedElsewhereAtMs } from '../../server/calls/hush.ts'
import type { Hush } from '../../server/protocol/caucus.ts'
import type { DoneBy } from '../../server/protocol/delegations.ts'
import type { Leg } from '../../server/protocol/lineState.ts'
import type { CallCommands } from './callCommands.ts'
import { confersIn } from './caucus.ts'
import type { KeptOff } from './keptOff.ts'
import type { OwnCall } from './ownCall.ts'
import type { OwnControls } from './ownControls.ts'
import type { MediaPort } from './ports.ts'

/** What is to be said at this console about its own microphone, and the one click that answers it. */
export type MicrophoneNews =
  | { readonly what: 'muted-by'; readonly by: DoneBy; readonly unmute: (() => Promise<void>) | undefined }
  | {
      /** They were given the floor and are muted, or speak; it is theirs until they give it up. */
      readonly what: 'floor' | 'has-floor'
      readonly by: DoneBy
      readonly unmute: (() => Promise<void>) | undefined
      readonly giveUp: (() => Promise<void>) | undefined
    }
  | {
      readonly what: 'asked'
      readonly by: DoneBy
      readonly mute: (() => Promise<void>) | undefined
      readonly dismiss: () => void
    }
  /** They have come out of the caucus of their party, in that way, and nobody else hears them. */
  | {
      readonly what: 'out-of-caucus'
      readonly out: Exclude<NonNullable<Hush['out']>, 'moved'>
      readonly unmute: (() => Promise<void>) | undefined
    }
  /** They were muted at the console from which they have come. */
  | { readonly what: 'still-muted'; readonly unmute: (() => Promise<void>) | undefined }
  /** They have come in muted, as who joins to help their own does. */
  | { readonly what: 'muted' }

export interface DelegationModel {
  /** What can be done now about the microphone of somebody in the call. */
  readonly possible: (leg: Leg) => readonly { readonly name: Delegation; readonly act: () => Promise<void> }[]
  readonly news: ReadonlySignal<MicrophoneNews | undefined>
}

interface Parts {
  readonly media: MediaPort
  readonly own: ReadonlySignal<OwnCall | undefined>
  readonly keptOff: KeptOff
  readonly commands: Pick<CallCommands, 'delegate' | 'busy'>
  readonly toggleMute: OwnControls['toggleMute']
  readonly muted: OwnControls['muted']
}

/**
 * What people of a call do about each other's microphones, as this console has part in it. The server has stopped the
 * microphone of who is muted by their own party; here it falls silent at its source, and only its person unmutes.
 */
export function createDelegations(parts: Parts): DelegationModel & { readonly close: () => void } {
  const { media, own, keptOff, commands, toggleMute } = parts
  const dismissedAtMs = signal(0)
  let followedAtMs = 0

  const follow = effect(() => {
    const now = own.value
    const atMs = now && mutedElsewhereAtMs(now.call, now.leg)
    if (now === undefined || atMs === undefined || atMs === followedAtMs) return
    followedAtMs = atMs
    keptOff.keep(now.call.callId, 'microphone', true)
    // In a caucus they are muted on the floor already.
    if (!confersIn(now)) void media.setMuted(true)
  })

  return {
    possible(leg) {
      const now = own.value
      if (now === undefined) return []
      // What is offered stays while something is under way: what has the focus would vanish under it.
      return possibleDelegations(now.call, now.leg, leg).map((name) => ({
        name,
        act: async () => {
          if (commands.busy.peek() === undefined) await commands.delegate(now.call, name, leg.person)
        },
      }))
    },
    news: computed((): MicrophoneNews | undefined => {
      const now = own.value
      if (now === undefined || now.leg.role === 'listener' || now.leg.hold !== undefined) return undefined
      const { call, leg, snapshot } = now
      const muted = parts.muted.value
      const { muteAsked, mutedBy } = leg
      const confers = confersIn(now)
      if (!confers && !muted && muteAsked !== undefined && muteAsked.atMs > dismissedAtMs.value) {
        const dismiss = () => void (dismissedAtMs.value = muteAsked.atMs)
        return { what: 'asked', by: muteAsked, mute: toggleMute.value, dismiss }
      }
      if (call.floor?.console === leg.console) {
        const giveUp = commands.busy.value ? undefined : () => commands.delegate(call, 'floor:release', leg.person)
        const { by } = call.floor
        // What they mute and unmute in a caucus is not the floor.
        return muted || confers
          ? { what: 'floor', by, unmute: confers ? undefined : toggleMute.value, giveUp }
          : { what: 'has-floor', by, unmute: undefined, giveUp }
      }
      if (!muted || confers) return undefined
      if (mutedBy !== undefined) return { what: 'muted-by', by: mutedBy, unmute: toggleMute.value }
      // The desk of an interpreter says itself where they are heard.
      if (deskOf(call, leg.console) !== undefined) return undefined
      const { out, off = [] } = hushOf(call, leg.person) ?? {}
      if (out !== undefined && off.includes('microphone')) {
        const unmute = toggleMute.value
        return out === 'moved' ? { what: 'still-muted', unmute } : { what: 'out-of-caucus', out, unmute }
      }
      return comesInMuted({ role: leg.role, standing: snapshot.standing }) ? { what: 'muted' } : undefined
    }),
    close: follow,
  }
}
