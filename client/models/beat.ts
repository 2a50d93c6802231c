import { signal, type ReadonlySignal } from '@preact/signals'
import type { ClockPort } from './deskPorts.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

/**
 * Twice a second: a page that nobody looks at then still does it once a second, for browsers let its timers run together
 * and no more often. (That they let them run once a minute after five minutes is not for pages that hold a connection of
 * WebRTC, which an armed console does for its lines.) See `server/signaling/pulses.ts` for when it is missed.
 */
const BEAT_EVERY_MS = 500

/** Beats without an answer, not time: a page that stood still itself has missed none. With the next one, under two seconds. */
const SILENT_AFTER_BEATS = 3

export interface Beat {
  /** The server, or the way to it, gives no sign of life: what this page shows of the others may not be so any more. */
  readonly serverSilent: ReadonlySignal<boolean>
  readonly close: Unsubscribe
}

/**
 * An armed console says that it lives. From a timer, and not in answer to what the server asks: a page that is put to sleep
 * may still be answering messages when nothing else of it moves.
 */
export function createBeat(
  signaling: SignalingPort,
  clock: ClockPort,
  armed: ReadonlySignal<boolean>,
  connection: ReadonlySignal<'connecting' | 'connected' | 'lost'>,
): Beat {
  const serverSilent = signal(false)
  let unanswered = 0
  const heard = (): void => {
    unanswered = 0
    serverSilent.value = false
  }

  async function beat(): Promise<void> {
    // A lost connection is known by itself, and a new one begins anew.
    if (!armed.peek() || connection.peek() !== 'connected') return heard()
    if (unanswered >= SILENT_AFTER_BEATS) serverSilent.value = true
    unanswered += 1
    const answer = await signaling.request('console:beat', {})
    // Whatever the server answers it has heard: it counts a beat also where it refuses the person more requests.
    if (answer.ok || answer.refusal.code !== 'unavailable') heard()
  }

  return { serverSilent, close: clock.every(BEAT_EVERY_MS, () => void beat()) }
}
