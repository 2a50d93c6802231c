import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { z } from 'zod'
import { hearingOf } from '../../server/calls/hearing.ts'
import type { FloorOrChannel } from '../../server/protocol/interpretation.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import { channelsOf, type ChannelView } from './channels.ts'
import type { Command } from './commands.ts'
import type { StoragePort } from './deskPorts.ts'
import { loudnessIn } from './loudness.ts'
import type { OwnCall } from './ownCall.ts'
import type { MediaPort } from './ports.ts'

/** What the floor has at first where it goes on underneath: it is present, and an interpreter is understood over it. */
const UNDERNEATH = 0.2
const NAME = 'ringdown.underneath/'
const underneathSchema = z.number().min(0).max(1)

/** A choice that the line has not told of yet; `version`: from which on it has. */
interface Asked {
  readonly callId: string
  readonly hearing: FloorOrChannel
  readonly version: number
}

/** What this person listens to, and how loud the floor is beside it. */
export interface Listening {
  /** In the order of the parties; none where the call has none. */
  readonly channels: ReadonlySignal<readonly ChannelView[]>
  /** What is chosen, from the press on. */
  readonly hearing: ReadonlySignal<FloorOrChannel>
  /** Undefined while there is nothing to choose. */
  readonly choose: ReadonlySignal<((hearing: FloorOrChannel) => Promise<void>) | undefined>
  /** Why the last choice was not taken. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  /** How loud what goes on underneath is, 0 to 1. */
  readonly underneath: ReadonlySignal<number>
  readonly setUnderneath: (loudness: number) => void
  readonly close: () => void
}

export function createListening(
  media: Pick<MediaPort, 'setLoudness'>,
  storage: StoragePort,
  command: Command,
  own: ReadonlySignal<OwnCall | undefined>,
): Listening {
  const asked = signal<Asked | undefined>(undefined)
  const refusal = signal<Refusal | undefined>(undefined)
  const turned = signal<number | undefined>(undefined)
  const person = computed(() => own.value?.leg.person)
  const underneath = computed(() => {
    if (turned.value !== undefined) return turned.value
    const kept = underneathSchema.safeParse(person.value === undefined ? undefined : storage.read(NAME + person.value))
    return kept.success ? kept.data : UNDERNEATH
  })

  const stop = [
    effect(() => {
      const inside = own.value
      const loudness = underneath.value
      media.setLoudness(inside === undefined ? () => 1 : (track) => loudnessIn(inside, track, loudness))
    }),
    effect(() => {
      // Whoever signs in next at this page has a volume of their own.
      if (person.value !== undefined) turned.value = undefined
    }),
  ]

  return {
    channels: computed(() => (own.value ? channelsOf(own.value.call) : [])),
    hearing: computed(() => {
      const inside = own.value
      if (inside === undefined) return 'floor'
      const { call, leg, snapshot } = inside
      const untold = asked.value
      const isUntold = untold?.callId === call.callId && snapshot.state.version < untold.version
      return isUntold ? untold.hearing : hearingOf(leg)
    }),
    choose: computed(() => {
      const inside = own.value
      if (!inside?.call.channels?.length || inside.leg.hold !== undefined || inside.leg.state !== 'on') return undefined
      const { line, callId } = inside.call
      return async (hearing) => {
        const mine = { callId, hearing, version: Infinity }
        asked.value = mine
        refusal.value = undefined
        const answer = await command('hearing:choose', { line, callId, hearing })
        // A later choice has its own answer.
        if (asked.peek() !== mine) return
        asked.value = answer.ok ? { ...mine, version: answer.body.version } : undefined
        if (!answer.ok) refusal.value = answer.refusal
      }
    }),
    refusal,
    underneath,
    setUnderneath(loudness) {
      turned.value = loudness
      const who = person.peek()
      if (who !== undefined) storage.write(NAME + who, loudness)
    },
    close: () => stop.forEach((end) => end()),
  }
}
