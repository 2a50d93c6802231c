import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { ClockPort } from './deskPorts.ts'

/** For so long somebody has to speak before they are shown large: a cough or a word of assent is shorter. */
const SPEAKS_FOR_MS = 2_000
/** Whoever speaks draws breath: so long a silence is none. */
const BREATH_MS = 600

/**
 * Who is shown large, by console: who has the word, and not who makes a noise. It changes when somebody else has spoken for
 * two seconds and the one before does not speak, and at once where nobody is shown yet or who was is there no more.
 *
 * @param speakers who speaks at this moment, loudest first. @param others who can be shown.
 */
export function createCalmSpeaker(
  speakers: ReadonlySignal<ReadonlySet<string>>,
  others: ReadonlySignal<readonly string[]>,
  clock: ClockPort,
): { readonly speaker: ReadonlySignal<string | undefined>; readonly close: () => void } {
  const speaker = signal<string | undefined>(undefined)
  /** Who may be next, by when they began and when they were last heard. */
  const heard = new Map<string, { readonly sinceMs: number; lastMs: number }>()
  let stopTimer = (): void => {}

  function follow(speaking: readonly string[], there: readonly string[]): void {
    const nowMs = clock.nowMs()
    const current = speaker.peek()
    if (current === undefined || !there.includes(current)) speaker.value = speaking[0] ?? there[0]
    for (const console of speaking) {
      const known = heard.get(console)
      if (known) known.lastMs = nowMs
      else heard.set(console, { sinceMs: nowMs, lastMs: nowMs })
    }
    for (const [console, { lastMs }] of heard)
      if (!speaking.includes(console) && nowMs - lastMs >= BREATH_MS) heard.delete(console)
    const shown = speaker.peek()
    if (shown === undefined || !heard.has(shown)) {
      const next = speaking.find((console) => nowMs - (heard.get(console)?.sinceMs ?? nowMs) >= SPEAKS_FOR_MS)
      if (next !== undefined) speaker.value = next
    }
    stopTimer()
    // Nothing is told while somebody goes on speaking, or goes on being silent.
    if (heard.size > 0) stopTimer = clock.after(BREATH_MS / 2, lookAgain)
  }
  const now = (): [string[], readonly string[]] => {
    const there = others.value
    return [[...speakers.value].filter((console) => there.includes(console)), there]
  }
  const lookAgain = (): void => untracked(() => follow(...now()))
  const stop = effect(() => {
    const [speaking, there] = now()
    untracked(() => follow(speaking, there))
  })
  return {
    speaker,
    close() {
      stop()
      stopTimer()
    },
  }
}
