import { effect, type ReadonlySignal } from '@preact/signals'
import type { Call } from '../../server/protocol/lineState.ts'
import type { AlarmModel } from './alarms.ts'
import type { FacePort } from './deskPorts.ts'
import type { RingModel } from './ring.ts'
import type { Unsubscribe } from './ports.ts'

/** What the tab, or the app in the system's bar, is called. */
export interface Titles {
  readonly calm: string
  readonly ringing: (party: string, call: Pick<Call, 'precedence' | 'marking'>) => string
  readonly missed: (count: number) => string
  readonly alarms: (count: number) => string
  readonly messages: (count: number) => string
}

/**
 * Shows on the tab that it rings, or that rings were missed, alarms raised or messages written, and not yet seen to; calm
 * otherwise, and never blinking.
 */
export function createFaceModel(
  face: FacePort,
  rings: Pick<RingModel, 'incoming' | 'missed'>,
  alarms: Pick<AlarmModel, 'open'>,
  messages: ReadonlySignal<number>,
  partyName: (party: string) => string,
  titlesNow: () => Titles,
): Unsubscribe {
  return effect(() => {
    const titles = titlesNow()
    const first = rings.incoming.value[0]
    const missed = rings.missed.value.length
    const raised = alarms.open.value.length
    if (first) face.show('ringing', titles.ringing(partyName(first.call.placedBy.party), first.call))
    else if (missed > 0) face.show('missed', titles.missed(missed))
    else if (raised > 0) face.show('missed', titles.alarms(raised))
    else if (messages.value > 0) face.show('missed', titles.messages(messages.value))
    else face.show('calm', titles.calm)
  })
}
