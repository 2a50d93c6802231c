import type { types } from 'mediasoup-client'
import { TOP_LAYER_MAX_BPS } from './encodings.ts'

/** Often enough that a picture is whole within seconds, and longer than a layer takes to come up. */
const LOOK_EVERY_MS = 2_000
/** Any other bound makes the browser measure again; this one differs by nothing that is seen. */
const OTHER_MAX_BPS = TOP_LAYER_MAX_BPS - 1_000

/**
 * Sees to it that a camera is sent in full where the path allows it. A browser that was busy in the moment in which it
 * measured the path takes it for a narrow one, sends no more than fits that, and then learns of nothing wider: it measures
 * again by itself only now and then. When its bound changes it measures at once.
 */
export class FullPicture {
  readonly #producer: types.Producer
  readonly #timer: ReturnType<typeof setInterval>
  readonly #frames = new Map<string, number>()
  #max = TOP_LAYER_MAX_BPS

  constructor(producer: types.Producer) {
    this.#producer = producer
    this.#timer = setInterval(() => {
      // A sender that has gone meanwhile has nothing to be seen to.
      this.#look().catch(() => undefined)
    }, LOOK_EVERY_MS)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const { rtpSender: sender, track, paused } = this.#producer
    const wantedHeight = track?.getSettings().height
    if (sender === undefined || wantedHeight === undefined || paused) return
    const sent = this.#heightSent(await sender.getStats())
    if (sent === undefined || sent >= wantedHeight) return
    const parameters = sender.getParameters()
    const top = parameters.encodings.at(-1)
    if (top === undefined) return
    this.#max = this.#max === TOP_LAYER_MAX_BPS ? OTHER_MAX_BPS : TOP_LAYER_MAX_BPS
    top.maxBitrate = this.#max
    await sender.setParameters(parameters)
  }

  /** The height of the highest layer of which a frame was sent since the last look; undefined when there is none. */
  #heightSent(stats: RTCStatsReport): number | undefined {
    let height: number | undefined
    for (const entry of stats.values() as Iterable<RTCOutboundRtpStreamStats>) {
      if (entry.type !== 'outbound-rtp') continue
      const frames = entry.framesSent ?? 0
      const before = this.#frames.get(entry.id)
      this.#frames.set(entry.id, frames)
      if (before !== undefined && frames > before) height = Math.max(height ?? 0, entry.frameHeight ?? 0)
    }
    return height
  }
}
