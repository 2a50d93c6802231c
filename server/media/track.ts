import type { types } from 'mediasoup'
import type { SentKind } from '../protocol/words.ts'
import type { OpenTrackStart, TrackStart } from './ports.ts'
import type { RecorderTap } from './recorderTap.ts'

/**
 * Chromium ignores a request for a key frame within 300 ms of the one before, and the worker then asks again only after a
 * second. Held back until the browser will listen, a picture that could be there at once comes a third of a second late.
 */
export const KEY_FRAME_EVERY_MS = 330

/** What is seen, and may be left out where it is not shown. */
export const isPicture = (kind: SentKind): boolean => kind === 'camera' || kind === 'screen'

/** One microphone, camera, screen or interpretation on the air: its producer, and its way into the recorder while there is one. */
export class Track {
  readonly start: TrackStart
  readonly producer: types.Producer
  readonly flooded: () => void
  /** When it was taken off the air last, by a caucus or its own party, as far as it has followed: what its person does after that counts. */
  silencedAtMs = Number.NEGATIVE_INFINITY
  readonly #sinceMs = performance.now()
  #tap: RecorderTap | undefined
  #muted: boolean
  #held: boolean
  #closed = false
  /** When the browser has last listened to a request for a key frame. */
  #heardAtMs = Number.NEGATIVE_INFINITY

  /** `flooded`: more comes than such a track can send. `held`: its person's desk lets nothing of it through. */
  constructor(start: TrackStart, producer: types.Producer, flooded: () => void, held = false) {
    this.flooded = flooded
    this.start = start
    this.producer = producer
    this.#muted = start.muted
    this.#held = held
  }

  get ageMs(): number {
    return performance.now() - this.#sinceMs
  }

  get tap(): RecorderTap | undefined {
    return this.#tap
  }

  get muted(): boolean {
    return this.#muted
  }

  /** What may be known of it outside; undefined of speech in a caucus. */
  get open(): OpenTrackStart | undefined {
    const { kind, ...rest } = this.start
    return kind === 'caucus' ? undefined : { ...rest, kind }
  }

  get closed(): boolean {
    return this.#closed
  }

  /**
   * A key frame is being asked for, of whichever layer.
   * @returns after how many milliseconds the browser will listen: 0 when it does now.
   */
  keyFrameAsked(): number {
    const nowMs = performance.now()
    const deafMs = this.#heardAtMs + KEY_FRAME_EVERY_MS - nowMs
    if (deafMs > 0) return deafMs
    this.#heardAtMs = nowMs
    return 0
  }

  /** What is muted is stopped here as well as at the source: nobody is sent it and nobody records it. */
  async setMuted(muted: boolean, atMs: number): Promise<void> {
    this.#muted = muted
    await this.#follow(atMs)
  }

  /** What nobody is to hear, because its desk waits, is stopped here alone: its console goes on sending, so that it is there at once. */
  async setHeld(held: boolean, atMs: number): Promise<void> {
    if (this.#held === held) return
    this.#held = held
    await this.#follow(atMs)
  }

  async #follow(atMs: number): Promise<void> {
    const isSilent = this.#isSilent
    await (isSilent ? this.producer.pause() : this.producer.resume())
    this.#tap?.mark(isSilent, atMs)
  }

  get #isSilent(): boolean {
    return this.#muted || this.#held
  }

  /** What is silent from the beginning is marked so, or its silence would be taken for a loss. */
  attach(tap: RecorderTap, atMs: number): void {
    this.#tap = tap
    if (this.#isSilent) tap.mark(true, atMs)
    // Race: the track may have been closed while its tap was made.
    if (this.#closed) tap.close()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#tap?.close()
    this.producer.close()
  }
}
