import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { ClockPort } from './deskPorts.ts'
import type { Unsubscribe } from './ports.ts'

/** How long a recording that was interrupted has run again before it is told that it runs: it may stop again at once. */
export const CALM_MS = 10_000

/** What a console has seen of the recording of one call. */
export interface RecordingRun {
  readonly callId: string | undefined
  /** Absent while it does not run. */
  readonly onSinceMs?: number
  /** It has run before in this call, and was interrupted. */
  readonly isAgain: boolean
}

/** What was seen, after one more look. */
export function followRun(
  before: RecordingRun,
  { callId, isOn }: { readonly callId: string | undefined; readonly isOn: boolean },
  atMs: number,
): RecordingRun {
  const { onSinceMs, isAgain } = before.callId === callId ? before : { onSinceMs: undefined, isAgain: false }
  if (isOn) return { callId, isAgain, onSinceMs: onSinceMs ?? atMs }
  return { callId, isAgain: isAgain || onSinceMs !== undefined }
}

/** Whether it can be said that it runs: at once the first time, and after an interruption when that is over for good. */
export const isSteady = ({ onSinceMs, isAgain }: RecordingRun, atMs: number): boolean =>
  onSinceMs !== undefined && (!isAgain || atMs - onSinceMs >= CALM_MS)

/** Whether the recording of the call that this page is in runs, as it is told: not each time when it comes and goes. */
export function createSteadyRecording(
  clock: Pick<ClockPort, 'nowMs' | 'after'>,
  seen: { readonly callId: ReadonlySignal<string | undefined>; readonly isOn: ReadonlySignal<boolean> },
): { readonly steady: ReadonlySignal<boolean>; readonly close: () => void } {
  let run: RecordingRun = { callId: undefined, isAgain: false }
  const steady = signal(false)
  let stopWaiting: Unsubscribe = () => {}
  const look = (): void => {
    stopWaiting()
    const atMs = clock.nowMs()
    steady.value = isSteady(run, atMs)
    if (run.onSinceMs !== undefined && !isSteady(run, atMs))
      stopWaiting = clock.after(run.onSinceMs + CALM_MS - atMs, look)
  }
  const stop = effect(() => {
    run = followRun(run, { callId: seen.callId.value, isOn: seen.isOn.value }, clock.nowMs())
    look()
  })
  return {
    steady,
    close() {
      stop()
      stopWaiting()
    },
  }
}
