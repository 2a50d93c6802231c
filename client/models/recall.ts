import { batch, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import { z } from 'zod'
import { hearingOf } from '../../server/calls/hearing.ts'
import type { Recall, RecallSource } from '../../server/protocol/recall.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { ClockPort, StoragePort } from './deskPorts.ts'
import type { OwnCall } from './ownCall.ts'
import { createPlayer, type Player } from './player.ts'
import type { RecallPort, ReplayPort } from './recallPorts.ts'

/** A stretch of the call that is being heard again. Times are milliseconds from its beginning. */
export interface Replaying {
  readonly stretch: Recall
  readonly durationMs: number
  readonly player: Pick<Player, 'positionMs' | 'state' | 'seek'>
  /** Whose voices sound at this moment of it. */
  readonly speaking: ReadonlySignal<Recall['voices']>
  readonly back: () => void
  readonly ahead: () => void
}

export interface RecallModel {
  readonly replaying: ReadonlySignal<Replaying | undefined>
  /** It has been asked for, and is on its way. */
  readonly opening: ReadonlySignal<boolean>
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly dismissRefusal: () => void
  /** What can be heard again, the floor first. */
  readonly sources: ReadonlySignal<readonly RecallSource[]>
  /** Begins with the last minute as it is now, without a source of what one listens to; undefined where there is none. */
  readonly start: ReadonlySignal<((of?: RecallSource) => Promise<void>) | undefined>
  /** Live again, at once. */
  readonly stop: ReadonlySignal<(() => void) | undefined>
  /** How loud the call is meanwhile, 0 to 1. */
  readonly liveVolume: ReadonlySignal<number>
  readonly setLiveVolume: (volume: number) => void
  readonly close: () => void
}

const RECALL_STEP_MS = 10_000
const NAME = 'ringdown.recall'
const keptSchema = z.object({ liveVolume: z.number().min(0).max(1) })
/** Still heard under another voice, without covering it: 14 dB below. */
const UNDER = 0.2

/**
 * Instant recall: the last minute of the call that this page is in, heard again here alone while it goes on. What is sent of
 * this console stays as it is. It ends by itself when it has caught up with its end, and when the call is left or put aside.
 */
export function createRecall(
  port: RecallPort,
  sound: ReplayPort,
  clock: ClockPort,
  storage: StoragePort,
  own: ReadonlySignal<OwnCall | undefined>,
): RecallModel {
  const kept = keptSchema.safeParse(storage.read(NAME))
  const liveVolume = signal(kept.success ? kept.data.liveVolume : UNDER)
  const replaying = signal<(Replaying & { readonly end: () => void }) | undefined>(undefined)
  const opening = signal(false)
  const refusal = signal<Refusal | undefined>(undefined)
  /** The call that is heard here now, if it is recorded. */
  const heardCallId = computed(() => {
    const inside = own.value
    const hears = inside !== undefined && inside.leg.hold === undefined && inside.call.recording.state === 'on'
    return hears ? inside.call.callId : undefined
  })
  let asked = 0

  function play(callId: string, stretch: Recall): void {
    const durationMs = stretch.toMs - stretch.fromMs
    const player = createPlayer(
      clock,
      () => durationMs,
      async () => true,
    )
    const voices = stretch.voices.map(({ trackId }) => {
      const voice = sound.replay(port.voiceAddress(callId, stretch.recall, trackId))
      player.attach(trackId, voice)
      return voice
    })
    const step = (byMs: number) => () => player.seek(player.positionMs.peek() + byMs)
    sound.setLiveVolume(liveVolume.peek())
    replaying.value = {
      ...{ stretch, durationMs, player },
      speaking: computed(() => {
        const atMs = player.positionMs.value
        return stretch.voices.filter(({ speech }) => speech.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs))
      }),
      back: step(-RECALL_STEP_MS),
      ahead: step(RECALL_STEP_MS),
      end() {
        player.close()
        for (const voice of voices) voice.close()
        sound.setLiveVolume(1)
      },
    }
    void player.play.peek()?.()
  }

  async function start(callId: string, of: RecallSource): Promise<void> {
    stop()
    asked += 1
    const mine = asked
    batch(() => {
      opening.value = true
      refusal.value = undefined
    })
    const answer = await port.begin(callId, crypto.randomUUID(), of)
    // Stopped meanwhile, or out of that call: nothing of it may begin to sound.
    if (mine !== asked) return
    opening.value = false
    if (answer.ok) play(callId, answer.body)
    else refusal.value = answer.refusal
  }

  function stop(): void {
    asked += 1
    const now = replaying.peek()
    batch(() => {
      opening.value = false
      replaying.value = undefined
    })
    now?.end()
  }

  const followCall = effect(() => {
    void heardCallId.value
    untracked(() => {
      stop()
      refusal.value = undefined
    })
  })
  const followEnd = effect(() => {
    const now = replaying.value
    const isOver = now?.player.state.value === 'paused' && now.player.positionMs.value >= now.durationMs
    if (isOver) untracked(stop)
  })

  return {
    replaying,
    opening,
    refusal,
    dismissRefusal: () => void (refusal.value = undefined),
    start: computed(() => {
      const callId = heardCallId.value
      return callId === undefined ? undefined : (of = hearingOf(own.peek()?.leg)) => start(callId, of)
    }),
    sources: computed(() => ['floor', ...(own.value?.call.channels ?? [])]),
    stop: computed(() => (replaying.value !== undefined || opening.value ? stop : undefined)),
    liveVolume,
    setLiveVolume(volume) {
      liveVolume.value = volume
      storage.write(NAME, { liveVolume: volume })
      if (replaying.peek() !== undefined) sound.setLiveVolume(volume)
    },
    close() {
      followCall()
      followEnd()
      stop()
    },
  }
}
