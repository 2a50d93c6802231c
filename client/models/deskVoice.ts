import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { deskOf } from '../../server/calls/desks.ts'
import { mutedElsewhereAtMs } from '../../server/calls/hush.ts'
import { confersIn } from './caucus.ts'
import type { KeptOff } from './keptOff.ts'
import type { OwnCall } from './ownCall.ts'

/**
 * Whether whoever interprets here is muted at their desk, wherever that speaks: by themselves, here or at the console that they
 * have come from, or by their own party, and until they unmute themselves. Their microphone cannot say it, for the floor has it only in consecutive mode.
 */
export interface DeskVoice {
  readonly muted: ReadonlySignal<boolean>
  /** Undefined without a desk, and in a caucus, where one mutes as anybody does. */
  readonly setMuted: ReadonlySignal<((muted: boolean) => void) | undefined>
  readonly close: () => void
}

export function createDeskVoice(own: ReadonlySignal<OwnCall | undefined>, keptOff: KeptOff): DeskVoice {
  const muted = signal(false)
  const sitting = computed(() => {
    const now = own.value
    return now && deskOf(now.call, now.leg.console) !== undefined ? now.call.callId : undefined
  })
  const mutedByAtMs = computed(() => own.value && mutedElsewhereAtMs(own.value.call, own.value.leg))

  let satIn: string | undefined
  let followedAtMs: number | undefined
  const follow = effect(() => {
    const [callId, atMs] = [sitting.value, mutedByAtMs.value]
    const sitsDown = callId !== satIn
    const isMutedNow = atMs !== undefined && (sitsDown || atMs !== followedAtMs)
    satIn = callId
    followedAtMs = atMs
    if (callId === undefined) muted.value = false
    else if (isMutedNow) {
      // What they answer by unmuting is kept as what they have done themselves: a page that is reloaded is as it was.
      keptOff.keep(callId, 'desk', true)
      muted.value = true
    } else if (sitsDown) muted.value = keptOff.isOff(callId, 'desk')
  })

  return {
    muted,
    setMuted: computed(() => {
      const now = own.value
      const callId = sitting.value
      if (now === undefined || callId === undefined || confersIn(now)) return undefined
      return (off) => {
        keptOff.keep(callId, 'desk', off)
        muted.value = off
      }
    }),
    close: follow,
  }
}
