import type { RequestPayload } from '../../server/protocol/events.ts'
import type { SignalingPort } from '../models/ports.ts'
import type { Received } from './receiving.ts'

/** A mark should follow trouble within seconds; a report costs a look at the browser's statistics. */
const EVERY_MS = 5_000

interface Counted {
  readonly atMs: number
  readonly received: number
  readonly lost: number
  readonly freezeMs: number
}
interface Since {
  readonly console: string
  readonly received: number
  readonly lost: number
  readonly freezeMsPerMinute: number
}

export interface WatchedCall {
  readonly line: string
  readonly callId: string
  readonly received: readonly Received[]
}

/** Tells the server what this console receives of each of the others: it makes the quality marks. */
export class QualityWatch {
  readonly #counted = new Map<string, Counted>()
  readonly #timer: ReturnType<typeof setInterval>

  constructor(
    signaling: SignalingPort,
    inCall: () =>
      | { readonly line: string; readonly callId: string; readonly received: readonly Received[] }
      | undefined,
  ) {
    this.#timer = setInterval(() => {
      const call = inCall()
      if (call === undefined) this.#counted.clear()
      else void this.#report(signaling, call)
    }, EVERY_MS)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #report(signaling: SignalingPort, { line, callId, received }: WatchedCall): Promise<void> {
    const report = await this.#measure(received)
    if (report.length > 0) await signaling.request('quality:report', { line, callId, received: report })
  }

  async #measure(received: readonly Received[]): Promise<RequestPayload<'quality:report'>['received']> {
    const flowing = received.filter(({ remote }) => !remote.muted)
    const since = (await Promise.all(flowing.map(async (one) => await this.#since(one)))).flat()
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
  async #since({ consumer, remote }: Received): Promise<Since[]> {
    const stats = await consumer.getStats().catch(() => undefined)
    const found: Since[] = []
    stats?.forEach((stat: RTCInboundRtpStreamStats & { totalFreezesDuration?: number }) => {
      if (stat.type !== 'inbound-rtp') return
      const now: Counted = {
        atMs: performance.now(),
        received: stat.packetsReceived ?? 0,
        lost: stat.packetsLost ?? 0,
        freezeMs: (stat.totalFreezesDuration ?? 0) * 1000,
      }
      const before = this.#counted.get(consumer.id)
      this.#counted.set(consumer.id, now)
      if (before === undefined) return
      const minutes = (now.atMs - before.atMs) / 60_000
      found.push({
        console: remote.console,
        received: Math.max(0, now.received - before.received),
        lost: Math.max(0, now.lost - before.lost),
        freezeMsPerMinute: Math.max(0, now.freezeMs - before.freezeMs) / minutes,
      })
    })
    return found
  }
}
