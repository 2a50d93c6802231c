import type { Notice, RequestPayload } from '../protocol/events.ts'
import type { ConsoleId } from '../protocol/identifiers.ts'
import { type PathMeasure, qualityOf } from './qualityTable.ts'
import type { Track } from './track.ts'
import type { WarmLine } from './warmLine.ts'

/** Reports of consoles come every five seconds; one that is older than three of those says nothing any more. */
const REPORT_KEPT_MS = 15_000

type Received = RequestPayload<'quality:report'>['received']
type Mark = Notice<'quality:changed'>['consoles'][number]
interface Counted {
  readonly received: number
  readonly lost: number
}

/**
 * The quality mark of each person in a call. Loss and round trip are measured here on both of a console's ways; freezes
 * are what consoles see. A freeze that all see is the sender's, and one that a console sees of all is its own: so the
 * best of what others report counts, and no single bad listener marks everybody.
 */
export class Quality {
  readonly #counted = new Map<string, Counted>()
  readonly #reports = new Map<ConsoleId, { readonly atMs: number; readonly received: Received }>()
  #told = ''

  report(console: ConsoleId, received: Received, atMs: number): void {
    this.#reports.set(console, { atMs, received })
  }

  /**
   * The marks of everybody in the call, when any has another level than was told last, or when others are told than last,
   * as `audience` says: who comes later has not been told yet.
   */
  async measure(
    tracks: readonly Track[],
    warmLines: readonly WarmLine[],
    audience: string,
    atMs: number,
  ): Promise<Mark[] | undefined> {
    for (const [console, { atMs: reportedMs }] of this.#reports) {
      if (atMs - reportedMs > REPORT_KEPT_MS) this.#reports.delete(console)
    }
    const marks = await Promise.all(warmLines.map(async (warmLine) => await this.#mark(warmLine, tracks)))
    this.#forgetUnseen(tracks, warmLines)
    const told = `${audience} ${marks.map(({ console, level }) => `${console} ${level}`).join()}`
    if (told === this.#told) return undefined
    this.#told = told
    return marks
  }

  async #mark(warmLine: WarmLine, tracks: readonly Track[]): Promise<Mark> {
    const { console } = warmLine.who
    const [up, down] = await Promise.all([
      this.#upward(tracks.filter((track) => track.start.console === console)),
      this.#downward(warmLine),
    ])
    const lossPercent = largest([...up, ...down.losses])
    const roundTripMs = largest(down.roundTripsMs)
    const freezeMsPerMinute = this.#freezes(console)
    const measure: PathMeasure = {
      ...(lossPercent === undefined ? {} : { lossPercent }),
      ...(roundTripMs === undefined ? {} : { roundTripMs }),
      ...(freezeMsPerMinute === undefined ? {} : { freezeMsPerMinute }),
    }
    return {
      console,
      level: qualityOf(measure),
      ...(roundTripMs === undefined ? {} : { roundTripMs }),
      ...(lossPercent === undefined ? {} : { lossPercent: Math.min(100, lossPercent) }),
    }
  }

  /** Loss on the way to the server, per stream since the last look. */
  async #upward(tracks: readonly Track[]): Promise<number[]> {
    const open = tracks.filter((track) => !track.muted && !track.closed)
    const stats = await Promise.all(open.map(async ({ producer }) => await producer.getStats().catch(() => [])))
    return stats.flat().flatMap(({ ssrc, packetCount, packetsLost }) => {
      const before = this.#counted.get(`up ${ssrc}`)
      this.#counted.set(`up ${ssrc}`, { received: packetCount, lost: packetsLost })
      if (before === undefined) return []
      const received = packetCount - before.received
      const lost = Math.max(0, packetsLost - before.lost)
      // A layer that the browser does not send at present is no loss.
      return received + lost === 0 ? [] : [(lost / (received + lost)) * 100]
    })
  }

  /** Loss on the way to the console and the round trip, as its receiver reports (RFC 3550) say. */
  async #downward(warmLine: WarmLine): Promise<{ losses: number[]; roundTripsMs: number[] }> {
    const flowing = [...warmLine.listenings.values()].filter((listening) => listening.flowing && !listening.track.muted)
    const stats = await Promise.all(flowing.map(async ({ consumer }) => await consumer.getStats().catch(() => [])))
    const sent = stats.flat().filter(({ type }) => type === 'outbound-rtp')
    return {
      losses: sent.map(({ fractionLost }) => (fractionLost / 256) * 100),
      roundTripsMs: sent.flatMap(({ roundTripTime }) => (roundTripTime === undefined ? [] : [roundTripTime])),
    }
  }

  #freezes(console: ConsoleId): number | undefined {
    const ofIt = [...this.#reports.values()].flatMap(({ received }) =>
      received.filter((one) => one.console === console),
    )
    const byIt = this.#reports.get(console)?.received ?? []
    return largest([ofIt, byIt].flatMap((list) => smallest(list.map((one) => one.freezeMsPerMinute)) ?? []))
  }

  /** Streams end; what was counted of them must not stay. */
  #forgetUnseen(tracks: readonly Track[], warmLines: readonly WarmLine[]): void {
    if (tracks.length === 0) this.#counted.clear()
    if (warmLines.length === 0) this.#reports.clear()
  }
}

const largest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values)
const smallest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.min(...values)
