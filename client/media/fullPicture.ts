import type { types } from 'mediasoup-client'
import { TOP_LAYER_MAX_BPS } from './encodings.ts'

/** Often enough that a picture is whole within seconds, and longer than a layer takes to come up. */
const LOOK_EVERY_MS = 1_000
/** The browser knows that it has less to say than it may once it has said next to nothing for about so long. */
const HOLD_MS = 1_200
/** Looks before each hold. On a path that is narrow in truth a hold gains nothing: after these it is left at that. */
const LOOKS_BEFORE_HOLDS: readonly number[] = [2, 4, 8]
/** Any other bound makes the browser measure; this one differs by nothing that is seen. */
const OTHER_MAX_BPS = TOP_LAYER_MAX_BPS - 1_000

type OutboundStats = RTCOutboundRtpStreamStats & { readonly qualityLimitationReason?: string }

/** What has to be known of a camera that is on the air. */
export type SentCamera = Pick<types.Producer, 'paused' | 'rtpSender' | 'track'>

/**
 * Sees to it that a camera is sent in full where the path allows it. A browser that was busy in the moment in which it
 * measured the path takes it for a narrow one, fills what it takes for its width, and goes up from there by a twelfth a
 * second. It measures at once when it is told another bound, but only while it has less to send than it believes would
 * fit (`ProbeController` and `AlrDetector` of libwebrtc). So the pictures are held for a moment, and come back with another
 * bound: a second without a picture in place of many with a small one.
 */
export class FullPicture {
  readonly #camera: SentCamera
  readonly #holdMs: number
  readonly #frames = new Map<string, number>()
  readonly #timer: ReturnType<typeof setInterval>
  readonly #holdsAfter = [...LOOKS_BEFORE_HOLDS]
  /** Looks, one after the other, at which it was not whole. */
  #small = 0
  #looking = false
  #max = TOP_LAYER_MAX_BPS

  constructor(camera: SentCamera, everyMs = LOOK_EVERY_MS, holdMs = HOLD_MS) {
    this.#camera = camera
    this.#holdMs = holdMs
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
    if (sender === undefined || wantedHeight === undefined || paused) return
    // A hold that could not be ended is ended first.
    if (sender.getParameters().encodings.some(({ active }) => !active)) await this.#send(sender, true)
    const { height, isProcessorSlow } = this.#sent(await sender.getStats())
    // Nothing is gained by measuring the path where the processor is what is slow.
    if (height >= wantedHeight || isProcessorSlow) {
      this.#small = 0
      return
    }
    this.#small += 1
    const [holdAfter] = this.#holdsAfter
    if (holdAfter !== undefined && this.#small >= holdAfter) {
      this.#holdsAfter.shift()
      this.#small = 0
      await this.#send(sender, false)
      await new Promise((resolve) => setTimeout(resolve, this.#holdMs))
    }
    await this.#send(sender, true)
  }

  /** Sends the pictures, with another bound than before, or holds them. */
  async #send(sender: RTCRtpSender, active: boolean): Promise<void> {
    const parameters = sender.getParameters()
    for (const encoding of parameters.encodings) encoding.active = active
    const top = parameters.encodings.at(-1)
    if (top === undefined) return
    if (active) top.maxBitrate = this.#max = this.#max === TOP_LAYER_MAX_BPS ? OTHER_MAX_BPS : TOP_LAYER_MAX_BPS
    await sender.setParameters(parameters)
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
