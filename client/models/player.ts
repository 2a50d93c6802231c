import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { ClockPort } from './deskPorts.ts'
import type { Unsubscribe } from './ports.ts'

/** One media element, as far as keeping time goes. Times are milliseconds of the call. */
export interface Playable {
  positionMs(): number
  /** Enough is there to go on from here without a stop. */
  ready(): boolean
  /** It has come to its own end, or can never be played; it is left alone. */
  finished(): boolean
  seek(positionMs: number): void
  setRate(rate: number): void
  play(): Promise<void>
  pause(): void
}

export type PlayerState = 'stopped' | 'opening' | 'waiting' | 'playing' | 'paused' | 'failed'

export interface Player {
  readonly state: ReadonlySignal<PlayerState>
  readonly positionMs: ReadonlySignal<number>
  readonly play: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly pause: ReadonlySignal<(() => void) | undefined>
  readonly seek: (positionMs: number) => void
  /** The element of one track is there, until the function that comes back is called. */
  readonly attach: (trackId: string, playable: Playable) => Unsubscribe
  readonly close: () => void
}

/** How often the tracks are compared with the clock. */
const COMPARE_MS = 100
/** Nearer than this is together: half of the 80 ms that two tracks may be apart, and then half of that again. */
const TOGETHER_MS = 20
/** Further than this a jump is kinder than a long correction. */
const JUMP_MS = 400
/** As much faster or slower as nobody hears ... */
const LARGEST_CORRECTION = 0.05
/** ... and as is still understood, for the moment in which a track is so far off that it is not with the others. */
const URGENT_MS = 50
const LARGEST_URGENT_CORRECTION = 0.25
/** A correction that would take about this long to close the whole difference. */
const CLOSE_WITHIN_MS = 400
/** Elements take a moment from `play` to moving: so long the clock goes with them, not they with the clock. */
const STARTING_MS = 500
/** A track that still has nothing to play after this no longer holds the others up. */
const WAIT_AT_MOST_MS = 15_000

/**
 * Plays all tracks of a call by one clock, which is no track's own. Every track is held to it by slight changes of its
 * rate, or by a jump; when one has nothing to play the clock stands still for all, so that they stay together.
 */
export function createPlayer(clock: ClockPort, durationMs: () => number, open: () => Promise<boolean>): Player {
  const state = signal<PlayerState>('stopped')
  const positionMs = signal(0)
  const tracks = new Map<string, Playable>()
  const givenUp = new Set<string>()
  let opened = false
  /** Where the clock of the call was at which time of the machine's; only while playing. */
  let anchor = { positionMs: 0, atMs: 0 }
  let waitingSinceMs = 0
  let startedAtMs = 0

  const nowMs = (): number => Math.min(durationMs(), anchor.positionMs + clock.nowMs() - anchor.atMs)
  const each = (run: (track: Playable) => void): void => tracks.forEach(run)

  function hold(next: 'waiting' | 'paused'): void {
    each((track) => {
      track.pause()
      track.setRate(1)
    })
    if (next === 'waiting') waitingSinceMs = clock.nowMs()
    state.value = next
  }

  function align(): void {
    each((track) => track.seek(positionMs.peek()))
  }

  /** While they start, the clock of the call stands where half of the tracks have come to. */
  function startWithTracks(): void {
    const positions = [...tracks.values()]
      .filter((track) => track.ready() && !track.finished())
      .map((track) => track.positionMs())
      .toSorted((a, b) => a - b)
    const middle = positions[Math.floor(positions.length / 2)]
    if (middle !== undefined && Math.abs(middle - nowMs()) < JUMP_MS)
      anchor = { positionMs: middle, atMs: clock.nowMs() }
  }

  function go(): void {
    anchor = { positionMs: positionMs.peek(), atMs: clock.nowMs() }
    startedAtMs = clock.nowMs()
    state.value = 'playing'
    each((track) => void track.play().catch(() => undefined))
  }

  function correct(track: Playable): void {
    if (track.finished()) return
    const aheadMs = track.positionMs() - positionMs.peek()
    if (Math.abs(aheadMs) > JUMP_MS) {
      track.seek(positionMs.peek())
      track.setRate(1)
    } else if (Math.abs(aheadMs) > TOGETHER_MS) {
      const most = Math.abs(aheadMs) > URGENT_MS ? LARGEST_URGENT_CORRECTION : LARGEST_CORRECTION
      track.setRate(1 + Math.max(-most, Math.min(most, -aheadMs / CLOSE_WITHIN_MS)))
    } else track.setRate(1)
  }

  function compare(): void {
    if (state.peek() === 'waiting') {
      const late = [...tracks].filter(([, track]) => !track.ready()).map(([trackId]) => trackId)
      const patience = clock.nowMs() - waitingSinceMs <= WAIT_AT_MOST_MS
      if (late.some((trackId) => !givenUp.has(trackId)) && patience) return
      late.forEach((trackId) => givenUp.add(trackId))
      go()
      return
    }
    if (state.peek() !== 'playing') return
    if (clock.nowMs() - startedAtMs < STARTING_MS) startWithTracks()
    positionMs.value = nowMs()
    if (positionMs.peek() >= durationMs()) {
      hold('paused')
      return
    }
    // One that was given up on must not stop the others again and again; it joins in when it can.
    const holdsUp = [...tracks].some(([trackId, track]) => !track.ready() && !givenUp.has(trackId))
    if (holdsUp) {
      hold('waiting')
      align()
      return
    }
    for (const [trackId, track] of tracks) if (track.ready()) givenUp.delete(trackId)
    each(correct)
  }

  async function play(): Promise<void> {
    if (!opened) {
      state.value = 'opening'
      opened = await open()
      if (state.peek() !== 'opening') return
      if (!opened) {
        state.value = 'failed'
        return
      }
    }
    if (positionMs.peek() >= durationMs()) positionMs.value = 0
    waitingSinceMs = clock.nowMs()
    state.value = 'waiting'
    align()
  }

  const stop = clock.every(COMPARE_MS, compare)
  return {
    state,
    positionMs,
    play: computed(() => (['stopped', 'paused', 'failed'].includes(state.value) ? play : undefined)),
    pause: computed(() => (['playing', 'waiting'].includes(state.value) ? () => hold('paused') : undefined)),
    seek(to) {
      positionMs.value = Math.max(0, Math.min(durationMs(), to))
      // Everybody stops, goes there, and starts together once all have arrived.
      if (state.peek() === 'playing' || state.peek() === 'waiting') hold('waiting')
      align()
    },
    attach(trackId, playable) {
      tracks.set(trackId, playable)
      playable.seek(positionMs.peek())
      if (state.peek() === 'playing') hold('waiting')
      return () => {
        if (tracks.get(trackId) === playable) tracks.delete(trackId)
      }
    },
    close() {
      stop()
      each((track) => track.pause())
    },
  }
}
