import type { types } from 'mediasoup-client'
import type { Notice } from '../../server/protocol/events.ts'
import type { SentKind } from '../../server/protocol/words.ts'
import type { RemoteTrack, SignalingPort } from '../models/ports.ts'
import type { Playback } from './playback.ts'
import type { WarmSession } from './warmSession.ts'

export interface Received {
  readonly consumer: types.Consumer
  readonly remote: RemoteTrack
  /** By the page's monotonic clock: when it came, or when it was last muted or unmuted. */
  readonly flowsSinceMs: number
}

/** Where voices go. */
export type Voices = Pick<Playback, 'play' | 'stop'>

/** 0 to 1. */
export type Loudness = (track: RemoteTrack) => number

/** How long to wait before it is asked again for a track that the server could not let flow. */
const RESUME_AGAIN_MS = 1_000

/**
 * Says that the browser is ready for a track, until the server has heard it: nobody would be heard otherwise. Asking twice
 * does no harm. It gives up where `isOpen` says that the track has gone, or where the answer forbids it for good.
 */
export async function resume(
  signaling: Pick<SignalingPort, 'request'>,
  line: string,
  consumer: string,
  isOpen: () => boolean,
  againMs = RESUME_AGAIN_MS,
): Promise<void> {
  while (isOpen()) {
    const answer = await signaling.request('consumer:resume', { line, consumer })
    if (answer.ok || !['slow-down', 'unavailable'].includes(answer.refusal.code)) return
    await new Promise((again) => setTimeout(again, againMs))
  }
}

/** Speech to all, into a channel, or in the caucus of one's party. */
const isSound = (kind: SentKind): boolean => kind !== 'camera' && kind !== 'screen'

/** What comes to this console over one warm line: each offer is taken up, made ready, and then asked for. */
export class Receiving {
  readonly #signaling: SignalingPort
  readonly #session: WarmSession
  readonly #playback: Voices
  readonly #loudness: Loudness
  readonly #onChange: () => void
  readonly #received = new Map<string, Received>()
  /** Offers that were withdrawn, or muted otherwise, while the browser was taking them up. */
  readonly #withdrawn = new Set<string>()
  readonly #muted = new Map<string, boolean>()
  readonly #unlisten: (() => void)[]

  constructor(
    signaling: SignalingPort,
    session: WarmSession,
    playback: Voices,
    onChange: () => void,
    loudness: Loudness = () => 1,
  ) {
    this.#signaling = signaling
    this.#session = session
    this.#playback = playback
    this.#loudness = loudness
    this.#onChange = onChange
    const ours = (notice: { line: string; warmLine: string }) =>
      notice.line === session.line && notice.warmLine === session.id
    this.#unlisten = [
      signaling.on('consumer:opened', (notice) => {
        if (ours(notice)) void this.#open(notice)
      }),
      signaling.on('consumer:changed', (notice) => {
        if (ours(notice)) this.#mute(notice.consumer, notice.muted)
      }),
      signaling.on('consumer:closed', (notice) => {
        if (ours(notice)) this.#close(notice.consumer)
      }),
    ]
  }

  get all(): readonly Received[] {
    return [...this.#received.values()]
  }

  /** Follows the server no more: its session ends soon, and until then nothing need be taken down track by track. */
  ignore(): void {
    for (const unlisten of this.#unlisten) unlisten()
  }

  close(): void {
    this.ignore()
    for (const id of [...this.#received.keys()]) this.#drop(id)
    this.#onChange()
  }

  async #open(offer: Notice<'consumer:opened'>): Promise<void> {
    const { consumer: id, producerId, rtpParameters, kind, channel, console } = offer
    let consumer: types.Consumer
    try {
      consumer = await this.#session.receive.consume({
        id,
        producerId,
        kind: isSound(kind) ? 'audio' : 'video',
        rtpParameters,
        // One stream per person, so that the browser keeps lips and voice together; anything else is another.
        streamId: kind === 'camera' || kind === 'microphone' ? console : [console, kind, channel ?? ''].join('-'),
      })
    } catch (error) {
      // Lost with its session, or a track that this browser cannot take: the others go on.
      if (!this.#session.closed) reportError(error)
      return
    }
    if (this.#session.closed || this.#withdrawn.delete(id)) {
      consumer.close()
      return
    }
    const { line, callId, trackId } = offer
    const stream = new MediaStream([consumer.track])
    const muted = this.#muted.get(id) ?? offer.muted
    const remote = { line, callId, console, trackId, kind, muted, stream, ...(channel !== undefined && { channel }) }
    this.#received.set(id, { consumer, remote, flowsSinceMs: performance.now() })
    if (isSound(kind)) this.#playback.play(id, stream, this.#loudness(remote))
    this.#onChange()
    void resume(this.#signaling, line, id, () => this.#received.has(id))
  }

  #mute(id: string, muted: boolean): void {
    this.#muted.set(id, muted)
    const received = this.#received.get(id)
    if (received === undefined) return
    this.#received.set(id, {
      ...received,
      remote: { ...received.remote, muted },
      flowsSinceMs: performance.now(),
    })
    this.#onChange()
  }

  #close(id: string): void {
    if (!this.#received.has(id)) this.#withdrawn.add(id)
    this.#drop(id)
    this.#onChange()
  }

  #drop(id: string): void {
    const received = this.#received.get(id)
    this.#received.delete(id)
    this.#muted.delete(id)
    if (received === undefined) return
    this.#playback.stop(id)
    received.consumer.close()
  }
}
