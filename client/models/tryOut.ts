import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { ClockPort } from './deskPorts.ts'
import type { MediaPort } from './ports.ts'

/** Long enough for a sentence, short enough to do it at every shift. */
const RECORD_MS = 3_000
/** The tone and its pause, twice. */
const RING_MS = 4_000
/** So long it is said what came of it. */
const SAID_MS = 20_000
/** Quieter than this over all three seconds nobody would be understood. */
const HEARD_PEAK = 0.01

export type HearingYourself =
  | { readonly at: 'idle' }
  | { readonly at: 'recording'; readonly secondsLeft: number }
  | { readonly at: 'playing' }
  /** What became of the last try, for a while. */
  | { readonly at: 'over'; readonly heard: boolean }

export interface TryOut {
  readonly hearing: ReadonlySignal<HearingYourself>
  /** Records three seconds of the own microphone on this machine alone, and plays them back. Not in a call. */
  readonly hearYourself: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly ringing: ReadonlySignal<boolean>
  readonly tryRinger: ReadonlySignal<(() => Promise<void>) | undefined>
  /** Two notes where speech comes out. */
  readonly trySpeech: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly stopRinger: ReadonlySignal<(() => void) | undefined>
  readonly close: () => void
}

/** The two things that a person tries after arming, because only a person can judge them. */
export function createTryOut(
  media: Pick<MediaPort, 'recordSelf' | 'stopTrying' | 'tryRinger' | 'trySpeech'>,
  clock: ClockPort,
  armed: ReadonlySignal<boolean>,
  /** A call that this console is in, or that rings at it: nothing else may sound then. */
  busy: ReadonlySignal<boolean>,
  onRingerTried: () => void,
): TryOut {
  const hearing = signal<HearingYourself>({ at: 'idle' })
  const ringing = signal(false)
  const trying = computed(() => ringing.value || hearing.value.at === 'recording' || hearing.value.at === 'playing')
  const isFree = computed(() => armed.value && !busy.value && !trying.value)

  let forget = (): void => {}
  async function hearYourself(): Promise<void> {
    forget()
    const untilMs = clock.nowMs() + RECORD_MS
    hearing.value = { at: 'recording', secondsLeft: RECORD_MS / 1_000 }
    const stopCounting = clock.every(1_000, () => {
      const secondsLeft = Math.max(1, Math.ceil((untilMs - clock.nowMs()) / 1_000))
      if (hearing.peek().at === 'recording') hearing.value = { at: 'recording', secondsLeft }
    })
    try {
      const recorded = await media.recordSelf(RECORD_MS)
      if (recorded === undefined) {
        hearing.value = { at: 'idle' }
        return
      }
      hearing.value = { at: 'playing' }
      await recorded.play()
      hearing.value = busy.peek() ? { at: 'idle' } : { at: 'over', heard: recorded.peak >= HEARD_PEAK }
      forget = clock.after(SAID_MS, () => (hearing.value = { at: 'idle' }))
    } finally {
      stopCounting()
    }
  }

  async function tryRinger(): Promise<void> {
    ringing.value = true
    if (await media.tryRinger(RING_MS)) onRingerTried()
    ringing.value = false
  }

  const stop = effect(() => {
    if (trying.value && (busy.value || !armed.value)) media.stopTrying()
  })

  return {
    hearing,
    hearYourself: computed(() => (isFree.value ? hearYourself : undefined)),
    ringing,
    tryRinger: computed(() => (isFree.value ? tryRinger : undefined)),
    trySpeech: computed(() => (isFree.value ? () => media.trySpeech() : undefined)),
    stopRinger: computed(() => (ringing.value ? () => media.stopTrying() : undefined)),
    close() {
      forget()
      stop()
    },
  }
}
