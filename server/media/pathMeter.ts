import type { types } from 'mediasoup'
import type { ConsoleId } from '../protocol/identifiers.ts'
import type { PathMeasure } from './qualityTable.ts'
import type { Track } from './track.ts'
import type { WarmLine } from './warmLine.ts'

/** A fraction, 0 to 1; absent where nothing was measured. */
type Loss = number | undefined
interface Losses {
  readonly up: Loss
  readonly down: Loss
}
interface Sent {
  readonly console: ConsoleId
  /** Since the last look. */
  readonly packets: number
  /** Of the last few seconds, as the console reports (RFC 3550). */
  readonly fractionLost: number
  readonly roundTripMs: number | undefined
}

/**
 * What is lost of a voice is reported every five seconds and for other seconds at its listeners than at the server. So
 * much more than the speaker's own way loses may be lost of it before the listener's way is blamed.
 */
const SPEAKERS_SHARE = 1.5
/** Looks come every two seconds: a report that a listener sends every five is about what these saw of the speaker's way. */
const LOOKS_IN_REPORT = 3

/**
 * Loss and round trip of every console's path, on both of its ways. The worker counts what is lost of a whole transport by
 * the numbers that its packets bear (transport-wide sequence numbers), over the last two seconds or so. Streams by
 * themselves tell less: a few packets of a small layer are many per cent, and what is lost between a speaker and the server
 * is missing from every listener's stream as well.
 */
export class PathMeter {
  /** What was measured before: half of it stays at each look, as two seconds alone would let a mark flicker. */
  readonly #before = new WeakMap<WarmLine, Losses>()
  /** What was lost on the way to the server at the last looks. */
  readonly #ups = new WeakMap<WarmLine, Loss[]>()
  readonly #counted = new WeakMap<types.Consumer, number>()

  /** One measure for each warm line, in their order. */
  async measure(tracks: readonly Track[], warmLines: readonly WarmLine[]): Promise<PathMeasure[]> {
    const blamed = new Map<ConsoleId, Loss>()
    await Promise.all(
      warmLines.map(async (one) => {
        const ups = [await upwardLoss(one, tracks), ...(this.#ups.get(one) ?? [])].slice(0, LOOKS_IN_REPORT)
        this.#ups.set(one, ups)
        blamed.set(one.who.console, largest(ups.flatMap((up) => up ?? [])))
      }),
    )
    return await Promise.all(warmLines.map(async (one) => await this.#measure(one, blamed)))
  }

  async #measure(warmLine: WarmLine, blamed: ReadonlyMap<ConsoleId, Loss>): Promise<PathMeasure> {
    const sent = await this.#sent(warmLine)
    const down = smallest([await transportLoss(warmLine), reportedLoss(sent, blamed)].flatMap((one) => one ?? []))
    const before = this.#before.get(warmLine)
    const losses: Losses = { up: half(before?.up, this.#ups.get(warmLine)?.[0]), down: half(before?.down, down) }
    this.#before.set(warmLine, losses)
    const loss = largest([losses.up, losses.down].flatMap((one) => one ?? []))
    const roundTripMs = largest(sent.flatMap((one) => one.roundTripMs ?? []))
    return {
      ...(loss === undefined ? {} : { lossPercent: loss * 100 }),
      ...(roundTripMs === undefined ? {} : { roundTripMs }),
    }
  }

  async #sent(warmLine: WarmLine): Promise<Sent[]> {
    const sent = await Promise.all(
      flowingTo(warmLine).map(async ({ consumer, track }) => {
        const [stats] = (await consumer.getStats().catch(() => [])).filter(({ type }) => type === 'outbound-rtp')
        if (stats === undefined) return []
        const packets = Math.max(0, stats.packetCount - (this.#counted.get(consumer) ?? 0))
        this.#counted.set(consumer, stats.packetCount)
        const { fractionLost, roundTripTime: roundTripMs } = stats
        return [{ console: track.start.console, packets, fractionLost: fractionLost / 256, roundTripMs }]
      }),
    )
    return sent.flat()
  }
}

/** On the way to the server. What was counted of tracks that are silent now says nothing any more. */
async function upwardLoss(warmLine: WarmLine, tracks: readonly Track[]): Promise<Loss> {
  const sends = tracks.some(({ start, muted, closed }) => start.console === warmLine.who.console && !muted && !closed)
  if (!sends) return undefined
  const stats = await warmLine.send.getStats().catch(() => [])
  return largest(stats.flatMap(({ rtpPacketLossReceived }) => rtpPacketLossReceived ?? []))
}

/**
 * On the way to the console. Sound goes there without the transport's numbers. A handful of packets late in the browser is
 * counted as lost here too, so this alone does not tell either.
 */
async function transportLoss(warmLine: WarmLine): Promise<Loss> {
  if (!flowingTo(warmLine).some(({ consumer }) => consumer.kind === 'video')) return undefined
  const stats = await warmLine.receive.getStats().catch(() => [])
  return largest(stats.flatMap(({ rtpPacketLossSent }) => rtpPacketLossSent ?? []))
}

/** The same by the console's own reports, without what was lost on the speakers' ways. */
function reportedLoss(sent: readonly Sent[], blamed: ReadonlyMap<ConsoleId, Loss>): Loss {
  const packets = sent.reduce((sum, one) => sum + one.packets, 0)
  if (packets === 0) return undefined
  const lost = sent.reduce((sum, one) => {
    const speakers = SPEAKERS_SHARE * (blamed.get(one.console) ?? 0)
    return sum + one.packets * Math.max(0, one.fractionLost - speakers)
  }, 0)
  return lost / packets
}

const flowingTo = (warmLine: WarmLine) =>
  [...warmLine.listenings.values()].filter(({ flowing, track }) => flowing && !track.muted)

const half = (before: Loss, now: Loss): Loss => (now === undefined || before === undefined ? now : (before + now) / 2)

export const largest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values)
export const smallest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.min(...values)
