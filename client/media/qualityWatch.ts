import type { RequestPayload } from '../../server/protocol/events.ts'
import type { SentKind } from '../../server/protocol/words.ts'
import type { SignalingPort } from '../models/ports.ts'
import type { Received } from './receiving.ts'

/** A mark should follow trouble within seconds; a report costs a look at the browser's statistics. */
const EVERY_MS = 5_000
/** A shorter time says nothing yet: a picture needs a moment to come. */
const SHORTEST_MS = 2_000

export interface Counted {
  readonly atMs: number
  readonly received: number
  readonly lost: number
  /** How long a picture has stood still, by the freezes that are over: one that goes on is not among them yet. */
  readonly freezeMs: number
  readonly framesDecoded: number
}

const NOTHING = { received: 0, lost: 0, freezeMs: 0, framesDecoded: 0 }

interface Since {
  readonly console: string
  readonly received: number
  readonly lost: number
  readonly freezeMsPerMinute: number
}

/** What has to be known of a received track. */
export interface WatchedTrack extends Pick<Received, 'flowsSinceMs' | 'size'> {
  readonly consumer: Pick<Received['consumer'], 'id' | 'getStats'>
  readonly remote: Pick<Received['remote'], 'console' | 'kind' | 'muted'>
}

interface WatchedCall {
  readonly line: string
  readonly callId: string
  readonly received: readonly WatchedTrack[]
}

/** Tells the server what this console receives of each of the others: it makes the quality marks. */
export class QualityWatch {
  readonly #signaling: Pick<SignalingPort, 'request'>
  readonly #counted = new Map<string, Counted>()
  readonly #timer: ReturnType<typeof setInterval>

  constructor(signaling: Pick<SignalingPort, 'request'>, inCall: () => WatchedCall | undefined) {
    this.#signaling = signaling
    this.#timer = setInterval(() => {
      const call = inCall()
      if (call === undefined) this.#counted.clear()
      else void this.look(call)
    }, EVERY_MS)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** Tells what has been received since the last look. */
  async look({ line, callId, received }: WatchedCall): Promise<void> {
    const report = await this.#measure(received)
    if (report.length > 0) await this.#signaling.request('quality:report', { line, callId, received: report })
  }

  async #measure(received: readonly WatchedTrack[]): Promise<RequestPayload<'quality:report'>['received']> {
    const since = (await Promise.all(received.map(async (one) => await this.#since(one)))).flat()
    return [...new Set(since.map(({ console }) => console))].map((console) => {
      const own = since.filter((one) => one.console === console)
      const lost = own.reduce((sum, one) => sum + one.lost, 0)
      const all = own.reduce((sum, one) => sum + one.lost + one.received, 0)
      return {
        console,
        lossPercent: all === 0 ? 0 : (lost / all) * 100,
        freezeMsPerMinute: Math.max(...own.map((one) => one.freezeMsPerMinute)),
      }
    })
  }

  /** What one consumer has met since the last look (Identifiers for WebRTC's Statistics API, `inbound-rtp`). */
  async #since({ consumer, remote, flowsSinceMs, size }: WatchedTrack): Promise<Since[]> {
    const stats = await consumer.getStats().catch(() => undefined)
    const found: Since[] = []
    stats?.forEach((stat: RTCInboundRtpStreamStats & { totalFreezesDuration?: number }) => {
      if (stat.type !== 'inbound-rtp') return
      const now: Counted = {
        atMs: performance.now(),
        received: stat.packetsReceived ?? 0,
        lost: stat.packetsLost ?? 0,
        freezeMs: (stat.totalFreezesDuration ?? 0) * 1000,
        framesDecoded: stat.framesDecoded ?? 0,
      }
      // What is new has met nothing before it began to flow.
      const before = this.#counted.get(consumer.id) ?? { ...NOTHING, atMs: flowsSinceMs }
      if (now.atMs - before.atMs < SHORTEST_MS) return
      this.#counted.set(consumer.id, now)
      // Of a time in which it was muted or not shown, if only in part, nothing can be said.
      if (remote.muted || size === 'none' || before.atMs < flowsSinceMs) return
      found.push({
        console: remote.console,
        received: Math.max(0, now.received - before.received),
        lost: Math.max(0, now.lost - before.lost),
        freezeMsPerMinute: frozenShare(remote.kind, before, now) * 60_000,
      })
    })
    return found
  }
}

/**
 * How much of the time between two looks a picture stood still, from 0 to 1. The browser counts a freeze when the next
 * frame comes: of a camera's picture that does not move on at all it would say that nothing froze. A screen may stand.
 */
export function frozenShare(kind: SentKind, before: Counted, now: Counted): number {
  if (kind === 'camera' && now.framesDecoded === before.framesDecoded) return 1
  const frozenMs = Math.max(0, now.freezeMs - before.freezeMs)
  return Math.min(1, frozenMs / (now.atMs - before.atMs))
}
