import type { ReadonlySignal } from '@preact/signals'
import type { Arming } from './consoleLamps.ts'
import type { ClockPort } from './deskPorts.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

/**
 * Twice a second: a page that nobody looks at then still does it once a second, for browsers let its timers run together
 * and no more often. (That they let them run once a minute after five minutes is not for pages that hold a connection of
 * WebRTC, which an armed console does for its lines.) See `server/signaling/pulses.ts` for when it is missed.
 */
const BEAT_EVERY_MS = 500

/**
 * An armed console says that it lives. From a timer, and not in answer to what the server asks: a page that is put to sleep
 * may still be answering messages when nothing else of it moves.
 */
export function createBeat(
  signaling: SignalingPort,
  clock: ClockPort,
  arming: ReadonlySignal<Arming>,
  connection: ReadonlySignal<'connecting' | 'connected' | 'lost'>,
): Unsubscribe {
  return clock.every(BEAT_EVERY_MS, () => {
    if (arming.peek() === 'armed' && connection.peek() === 'connected') void signaling.request('console:beat', {})
  })
}
