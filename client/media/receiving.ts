import type { types } from 'mediasoup-client'
import type { Notice, RequestPayload } from '../../server/protocol/events.ts'
import type { PictureSize } from '../../server/protocol/media.ts'
import type { SentKind } from '../../server/protocol/words.ts'
import type { RemoteTrack, ShownPictures, SignalingPort } from '../models/ports.ts'
import type { Playback } from './playback.ts'
import type { WarmSession } from './warmSession.ts'
import { wait } from './wait.ts'

export interface Received {
  readonly consumer: types.Consumer
  readonly remote: RemoteTrack
  /** By the page's monotonic clock: when it came, or was last muted, unmuted, hidden or shown. */
  readonly flowsSinceMs: number
  /** Of a picture: how large it is asked for; `none`: it is not shown, and nothing of it comes. */
  readonly size?: PictureSize | 'none'
  /** Of a picture: how large it was asked for last; absent: in full, as it begins. */
  readonly preferred?: PictureSize
}

const isPicture = (kind: RemoteTrack['kind']): boolean => kind === 'camera' || kind === 'screen'

/** Where voices go. */
export type Voices = Pick<Playback, 'play' | 'stop'>

/** 0 to 1. */
export type Loudness = (track: RemoteTrack) => number

/** How long to wait before the server is asked again for what it could not do. */
const ASK_AGAIN_MS = 1_000

/**
 * Asks until the server has heard it: nobody would be heard otherwise. Asking twice does no harm. It gives up where
 * `isWanted` says that it is of no use any more, or where the answer forbids it for good.
 */
export async function ask<N extends 'consumer:resume' | 'consumer:pause' | 'consumer:prefer' | 'warm-line:report'>(
  signaling: Pick<SignalingPort, 'request'>,
  name: N,
  payload: RequestPayload<N>,
  isWanted: () => boolean,
  againMs = ASK_AGAIN_MS,
): Promise<void> {
  while (isWanted()) {
    const answer = await signaling.request(name, payload)
    if (answer.ok || !['slow-down', 'unavailable'].includes(answer.refusal.code)) return
    await wait(againMs)
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
  /** How each picture is shown, by its track; what is in none of them yet is shown in full. */
  #shown: ShownPictures = () => 'full'
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

  /** Has only those pictures sent that are shown, each as large as it is shown. */
  show(shown: ShownPictures): void {
    this.#shown = shown
    for (const [id, { remote }] of this.#received) if (isPicture(remote.kind)) this.#follow(id, remote)
  }

  #follow(id: string, { trackId, kind }: Pick<RemoteTrack, 'trackId' | 'kind'>): void {
    const received = this.#received.get(id)
    if (received === undefined) return
    const size = this.#shown(trackId) ?? 'none'
    const { size: before, preferred = 'full' } = received
    if (size === before) return
    const flowsSinceMs = size === 'none' || before === 'none' ? performance.now() : received.flowsSinceMs
    this.#received.set(id, {
      ...received,
      size,
      flowsSinceMs,
      ...(size !== 'none' && { preferred: size }),
    })
    const { line } = this.#session
    const isWanted = (): boolean => this.#received.get(id)?.size === size
    if (size === 'none') {
      // What was never asked for does not come.
      if (before === undefined) return
      void ask(this.#signaling, 'consumer:pause', { line, consumer: id }, isWanted)
      return
    }
    if (kind === 'camera' && size !== preferred)
      void ask(this.#signaling, 'consumer:prefer', { line, consumer: id, size }, isWanted)
    if (before === undefined || before === 'none')
      void ask(this.#signaling, 'consumer:resume', { line, consumer: id }, () => {
        const now = this.#received.get(id)?.size
        return now !== undefined && now !== 'none'
      })
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
    if (isPicture(kind)) this.#follow(id, { trackId, kind })
    else void ask(this.#signaling, 'consumer:resume', { line, consumer: id }, () => this.#received.has(id))
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
