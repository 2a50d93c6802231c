import type { types } from 'mediasoup-client'

/** Often enough that a picture is whole within seconds, and longer than a layer takes to come up. */
const LOOK_EVERY_MS = 1_000
/** Looks at a small picture before each time that the path is measured again. On a narrow path it stays small for long. */
const FIRST_AFTER = 2
const MOST_AFTER = 32

type OutboundStats = RTCOutboundRtpStreamStats & { readonly qualityLimitationReason?: string }

/** What has to be known of a camera that is on the air. */
export type SentCamera = Pick<types.Producer, 'paused' | 'rtpSender' | 'track'>

/**
 * Sees to it that a camera is sent in full where the path allows it. A browser that was busy in the moment in which it
 * measured the path takes it for a narrow one, fills what it takes for its width, and goes up from there by a twelfth a
 * second. So it is made to measure the bandwidth again, at first soon and then more and more seldom.
 */
export class FullPicture {
  readonly #camera: SentCamera
  readonly #measure: () => Promise<void>
  readonly #frames = new Map<string, number>()
  readonly #timer: ReturnType<typeof setInterval>
  /** Looks, one after the other, at which it was small; and how many of them are to come before the next measuring. */
  #small = 0
  #measureAfter = FIRST_AFTER
  #looking = false

  constructor(camera: SentCamera, measure: () => Promise<void>, everyMs = LOOK_EVERY_MS) {
    this.#camera = camera
    this.#measure = measure
    this.#timer = setInterval(() => void this.#lookOnce(), everyMs)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #lookOnce(): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      await this.#look()
    } catch {
      // A sender that has gone meanwhile has nothing to be seen to.
    } finally {
      this.#looking = false
    }
  }

  async #look(): Promise<void> {
    const { rtpSender: sender, track, paused } = this.#camera
    const wantedHeight = track?.getSettings().height
    if (sender === undefined || wantedHeight === undefined) return
    if (paused) {
      this.#beginAnew()
      return
    }
    const { height, isProcessorSlow } = this.#sent(await sender.getStats())
    if (height >= wantedHeight) {
      this.#beginAnew()
      return
    }
    // Nothing is gained by measuring the path where the processor is what is slow.
    if (isProcessorSlow) return
    this.#small += 1
    if (this.#small < this.#measureAfter) return
    this.#small = 0
    this.#measureAfter = Math.min(MOST_AFTER, this.#measureAfter * 2)
    await this.#measure()
  }

  #beginAnew(): void {
    this.#small = 0
    this.#measureAfter = FIRST_AFTER
  }

  /** The height of the highest layer of which a frame was sent since the last look: 0 when there is none. */
  #sent(stats: RTCStatsReport): { readonly height: number; readonly isProcessorSlow: boolean } {
    let height = 0
    let isProcessorSlow = false
    for (const entry of stats.values() as Iterable<OutboundStats>) {
      if (entry.type !== 'outbound-rtp') continue
      isProcessorSlow ||= entry.qualityLimitationReason === 'cpu'
      const frames = entry.framesSent ?? 0
      if (frames > (this.#frames.get(entry.id) ?? 0)) height = Math.max(height, entry.frameHeight ?? 0)
      this.#frames.set(entry.id, frames)
    }
    return { height, isProcessorSlow }
  }
}
