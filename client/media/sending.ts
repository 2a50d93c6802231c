import type { types } from 'mediasoup-client'
import { type RefusalCode, RefusedError } from '../../server/protocol/refusal.ts'
import type { SentKind } from '../../server/protocol/words.ts'
import type { SignalingPort } from '../models/ports.ts'
import { encodingOf } from './encodings.ts'
import { FullPicture } from './fullPicture.ts'
import { isSpoken } from './speech.ts'
import type { WarmSession } from './warmSession.ts'
import { wait } from './wait.ts'

/** What is to be on the air of one kind. Without a track there is nothing to send yet, or nothing while it is muted. */
export interface Wanted {
  readonly track?: MediaStreamTrack
  readonly muted: boolean
}

interface OnAir {
  readonly slot: Slot
  readonly producer: types.Producer
  /** Of a camera. */
  readonly fullPicture?: FullPicture
  readonly trackId: string
  /** Of a voice: it is sent as a narrow path carries it. */
  readonly slim: boolean
  /** What the server has been told last, or has made of it. */
  muted: boolean
}

/** Of each kind one console has one on the air; of interpretation, one for each channel. */
interface Slot {
  readonly kind: SentKind
  readonly channel?: string
}
const keyOf = ({ kind, channel }: Slot): string => (channel === undefined ? kind : `${kind} ${channel}`)

/** Refusals that asking again does not change. */
const FINAL: ReadonlySet<RefusalCode> = new Set(['not-allowed', 'malformed'])
/** What the server did not take is tried again after this. */
const RETRY_MS = 400
/** The camera waits for the microphone to be on the air first, but not for ever. */
const MICROPHONE_FIRST_MS = 1_500

/** This console's tracks on one warm line in one call: brings what is on the air to what is wanted. */
export class Sending {
  readonly #signaling: SignalingPort
  readonly #session: WarmSession
  readonly #callId: string
  readonly #wanted: (kind: SentKind, channel?: string) => Wanted | undefined
  readonly #onAir = new Map<string, OnAir>()
  readonly #running = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()
  readonly #refused = new Set<string>()
  readonly #onRefused: (kind: SentKind) => void
  #slim: boolean
  #microphoneSent: () => void = () => undefined
  #closed = false

  constructor(
    signaling: SignalingPort,
    session: WarmSession,
    callId: string,
    wanted: (kind: SentKind, channel?: string) => Wanted | undefined,
    onRefused: (kind: SentKind) => void,
    slim: boolean,
  ) {
    this.#signaling = signaling
    this.#session = session
    this.#callId = callId
    this.#wanted = wanted
    this.#onRefused = onRefused
    this.#slim = slim
  }

  get session(): WarmSession {
    return this.#session
  }

  /** The microphone first; the camera and the screen follow as soon as it is being sent, or after a while. */
  start(): void {
    const microphone = new Promise<void>((resolve) => (this.#microphoneSent = resolve))
    const followed = this.follow('microphone')
    const enough = wait(MICROPHONE_FIRST_MS)
    void Promise.race([microphone, followed, enough]).then(() => {
      void this.follow('camera')
      void this.follow('screen')
      void this.follow('caucus')
    })
  }

  /** Sends voices as a narrow path carries them, or in full. Each goes on as another track, a moment later. */
  async setSlim(slim: boolean): Promise<void> {
    this.#slim = slim
    // One that is just being put on the air is looked at again when it is.
    const sent = [...this.#onAir.values()].map(({ slot }) => slot)
    await Promise.all(sent.map(async ({ kind, channel }) => await this.follow(kind, channel)))
  }

  /** Something of this kind is wanted otherwise than before. One run at a time; a change during a run makes another. */
  async follow(kind: SentKind, channel?: string): Promise<void> {
    const slot = { kind, ...(channel !== undefined && { channel }) }
    const key = keyOf(slot)
    const running = this.#running.get(key)
    if (running !== undefined) {
      this.#again.add(key)
      await running
      return
    }
    const run = this.#follow(slot).finally(() => this.#running.delete(key))
    this.#running.set(key, run)
    await run
  }

  /** Takes everything off the air. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const key of [...this.#onAir.keys()]) this.#takeOff(key)
  }

  async #follow(slot: Slot): Promise<void> {
    const key = keyOf(slot)
    do {
      this.#again.delete(key)
      try {
        await this.#step(slot)
      } catch (error) {
        // The session may be gone, and then there is another Sending; otherwise what failed is tried again.
        if (this.#closed || this.#session.closed) return
        // Who only listens is not made to ask for ever.
        if (error instanceof RefusedError && FINAL.has(error.refusal.code)) {
          this.#refused.add(key)
          this.#onRefused(slot.kind)
          return
        }
        await wait(RETRY_MS)
        this.#again.add(key)
      }
    } while (this.#again.has(key) && !this.#closed && !this.#session.closed)
  }

  async #step(slot: Slot): Promise<void> {
    const key = keyOf(slot)
    // What was refused may be granted when it is wanted anew: a desk that was given up and is taken again.
    if (this.#wanted(slot.kind, slot.channel) === undefined) this.#refused.delete(key)
    const wanted = this.#wantedNow(slot)
    const onAir = this.#onAir.get(key)
    if (wanted === undefined) this.#takeOff(key)
    else if (onAir === undefined || this.#isToBeRenewed(onAir, wanted)) await this.#putOn(slot, wanted)
    else await this.#change(key, onAir, wanted)
  }

  #wantedNow(slot: Slot): Wanted | undefined {
    return this.#closed || this.#refused.has(keyOf(slot)) ? undefined : this.#wanted(slot.kind, slot.channel)
  }

  /** How long a packet of a voice is, is said only where its track begins. */
  #isToBeRenewed({ slot, slim }: OnAir, { track }: Wanted): boolean {
    return track !== undefined && track.readyState !== 'ended' && slim !== this.#isSlim(slot)
  }

  #isSlim({ kind }: Slot): boolean {
    return this.#slim && isSpoken(kind)
  }

  /** In the place of one that was on the air, which the server ends by itself. */
  async #putOn(slot: Slot, { track, muted }: Wanted): Promise<void> {
    const { kind } = slot
    const key = keyOf(slot)
    const before = this.#onAir.get(key)
    const slim = this.#isSlim(slot)
    if (track === undefined || track.readyState === 'ended') return
    // Whoever comes in muted is not heard for a moment first: the producer takes its state from the track.
    track.enabled = !muted
    const { producer, opened } = await this.#session.produce(
      {
        callId: this.#callId,
        ...slot,
        muted: () => this.#wantedNow(slot)?.muted ?? true,
        wanted: () => this.#wantedNow(slot) !== undefined,
      },
      { ...encodingOf(kind, slim), track, stopTracks: false },
    )
    if (kind === 'microphone') this.#microphoneSent()
    try {
      // Opened muted where it was not asked for: who has unmuted meanwhile, after a caucus, says so by the change that follows.
      const { trackId, muted: told } = await opened
      const fullPicture = kind === 'camera' ? { fullPicture: this.#fullPicture(producer) } : {}
      this.#onAir.set(key, { slot, producer, trackId, slim, muted: told, ...fullPicture })
      before?.producer.close()
    } catch (error) {
      producer.close()
      throw error
    }
    // What is wanted may have changed while it was put on the air.
    this.#again.add(key)
    if (this.#closed) this.#takeOff(key)
  }

  #fullPicture(producer: types.Producer): FullPicture {
    return new FullPicture(producer, async () => await this.#session.measureBandwidth())
  }

  async #change(key: string, onAir: OnAir, { track, muted }: Wanted): Promise<void> {
    const { producer } = onAir
    // Silence begins at the source, before anybody is asked.
    if (muted) producer.pause()
    if (producer.track !== (track ?? null)) await producer.replaceTrack({ track: track ?? null })
    if (!muted) producer.resume()
    if (onAir.muted === muted) return
    const answer = await this.#signaling.request(muted ? 'track:mute' : 'track:unmute', {
      line: this.#session.line,
      trackId: onAir.trackId,
    })
    if (!answer.ok) {
      // The server has ended the track: it is put on the air anew rather than believed to be there.
      if (answer.refusal.code === 'unknown') this.#takeOff(key)
      throw new Error(answer.refusal.message)
    }
    onAir.muted = muted
  }

  #takeOff(key: string): void {
    const onAir = this.#onAir.get(key)
    if (onAir === undefined) return
    this.#onAir.delete(key)
    onAir.fullPicture?.close()
    onAir.producer.close()
    if (this.#session.closed) return
    void this.#signaling.request('track:close', { line: this.#session.line, trackId: onAir.trackId })
  }
}
