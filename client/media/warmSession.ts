import type { Device, types } from 'mediasoup-client'
import type { AnswerBody } from '../../server/protocol/events.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import type { SentKind } from '../../server/protocol/words.ts'
import type { SignalingPort } from '../models/ports.ts'
import type { DeviceFor } from './keptDevices.ts'
import { Listeners } from './listeners.ts'
import { PathWidth } from './pathWidth.ts'
import type { PathMeasured } from './pathWindow.ts'
import { Probe } from './probe.ts'
import { MOST_KBPS } from './encodings.ts'
import { ask, hand } from './requests.ts'
import { wait } from './wait.ts'

/** A path that drops for a moment comes back by itself; one that stays away longer is made anew. */
const DISCONNECTED_MAX_MS = 3_000
/** The server may not have heard yet that this console is in the call (a leg that comes back): it is asked again. */
const TRACK_RETRY_MS = 150
const TRACK_RETRIES = 60
/** A path is full if so much comes while nothing of the probe does: a voice, and more than consent and reports take. */
const FULL_LOOK_MS = 500
const FULL_BYTES = 1_000

/** What the sending transport is told of a track that it is to carry. */
export interface TrackWish {
  readonly callId: string
  readonly kind: SentKind
  /** Of interpretation. */
  readonly channel?: string
  readonly muted: () => boolean
  readonly wanted: () => boolean
}

export interface ProducedTrack {
  readonly producer: types.Producer
  readonly opened: Promise<AnswerBody<'track:open'>>
}

/** One warm line from its making to its loss: two transports and the probe that brings them up and watches them. */
export class WarmSession {
  readonly id: string
  readonly line: string
  readonly send: types.Transport
  readonly receive: types.Transport
  /** Settles when it is of no more use, with the reason. */
  readonly lost: Promise<string>
  /** Settles when the first message of the probe is back: ICE and DTLS stand in both directions. */
  readonly up: Promise<void>
  /** Nothing comes back on it for a moment, or something does again. */
  readonly quieter = new Listeners<boolean>()
  readonly #signaling: SignalingPort
  /** mediasoup-client hands back the object that `produce` was given; what is to be done then is kept here. */
  readonly #wishes = new WeakMap<types.AppData, (rtpParameters: types.RtpParameters) => Promise<void>>()
  #probe: Probe | undefined
  #mostKbps = MOST_KBPS
  #back: AnswerBody<'probe:open'>['back'] | undefined
  #lose: (why: string) => void = () => undefined
  #rise: () => void = () => undefined
  #closed = false

  /** Makes it; `onMade` is called before the server is told what can be received, so that no offer comes too early. */
  static async open(
    signaling: SignalingPort,
    line: string,
    deviceFor: DeviceFor,
    onMade: (session: WarmSession) => void,
    width = new PathWidth(),
  ): Promise<WarmSession> {
    const offer = await ask(signaling, 'warm-line:open', { line })
    const device = await deviceFor(offer.rtpCapabilities)
    const session = new WarmSession(signaling, line, offer, device)
    try {
      onMade(session)
      await Promise.all([
        session.#startProbe(width),
        ask(signaling, 'warm-line:ready', {
          line,
          warmLine: offer.warmLine,
          rtpCapabilities: device.recvRtpCapabilities,
        }),
      ])
      return session
    } catch (error) {
      session.close()
      throw error
    }
  }

  private constructor(signaling: SignalingPort, line: string, offer: AnswerBody<'warm-line:open'>, device: Device) {
    this.#signaling = signaling
    this.line = line
    this.id = offer.warmLine
    this.lost = new Promise((resolve) => (this.#lose = resolve))
    this.up = new Promise((resolve) => (this.#rise = resolve))
    this.send = device.createSendTransport(offer.send)
    this.receive = device.createRecvTransport(offer.receive)
    for (const transport of [this.send, this.receive]) this.#watch(transport)
    this.send.on('producedata', ({ sctpStreamParameters }, done, failed) => {
      void hand(this.#openProbe(sctpStreamParameters), (id) => done({ id }), failed)
    })
    this.send.on('produce', ({ rtpParameters, appData }, done) => {
      void this.#wishes.get(appData)?.(rtpParameters)
      // The server's own name comes with `opened`.
      done({ id: crypto.randomUUID() })
    })
  }

  get closed(): boolean {
    return this.#closed
  }

  get quiet(): boolean {
    return this.#probe?.quiet === true
  }

  measured(): PathMeasured {
    return this.#probe?.measured() ?? {}
  }

  /**
   * Puts a track on the air: settles when it is being sent, and `opened` with the server's name for it. The next track is
   * made ready while the server is asked about this one, so that a camera does not wait for a round trip of the microphone.
   * `opened` rejects when the server refuses it for good, or the session is lost.
   */
  async produce(wish: TrackWish, options: types.ProducerOptions): Promise<ProducedTrack> {
    const appData: types.AppData = {}
    const opened = new Promise<AnswerBody<'track:open'>>((resolve, reject) => {
      this.#wishes.set(appData, async (rtpParameters) => {
        try {
          resolve(await this.#openTrack(rtpParameters, wish))
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
    // Nobody waits for it where the producer itself cannot be made.
    opened.catch(() => undefined)
    const producer = await this.send.produce({ ...options, appData })
    return { producer, opened }
  }

  /**
   * Makes the browser measure the bandwidth of the path, soon and without a trace. By itself libwebrtc does so only while it
   * has less to send than it believes would fit; it does as well when the bound of all that is sent is raised, unless it
   * sees that the path is full (`ProbeController::SetBitrates`, `InitiateProbing`). mediasoup-client can say another bound
   * only with another track, so one is taken up that sends nothing. It must not say a start bitrate as well: the estimate
   * would begin anew from there.
   */
  async measureBandwidth(): Promise<void> {
    if (this.#closed) return
    this.#mostKbps += 1
    const [track] = document.createElement('canvas').captureStream(0).getTracks()
    const codecOptions = { videoGoogleMaxBitrate: this.#mostKbps }
    const nothing = await this.send.produce({ ...(track && { track }), codecOptions })
    nothing.close()
  }

  /** It is of no more use; whoever keeps the line warm makes another. */
  lose(why: string): void {
    this.#lose(why)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#probe?.close()
    this.send.close()
    this.receive.close()
    this.#lose('closed')
  }

  #watch(transport: types.Transport): void {
    let timer: ReturnType<typeof setTimeout> | undefined
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      const connect = { line: this.line, warmLine: this.id, transport: transport.id, dtlsParameters }
      void hand(ask(this.#signaling, 'warm-line:connect', connect), () => done(), failed)
    })
    transport.on('connectionstatechange', (state) => {
      clearTimeout(timer)
      if (state === 'failed' || state === 'closed') this.#lose(`transport ${state}`)
      if (state === 'disconnected') timer = setTimeout(() => this.#lose('transport disconnected'), DISCONNECTED_MAX_MS)
    })
    transport.observer.once('close', () => clearTimeout(timer))
  }

  async #startProbe(width: PathWidth): Promise<void> {
    const out = await this.send.produceData({ ordered: false, maxRetransmits: 0, label: 'probe' })
    const back = this.#back
    if (back === undefined) throw new Error('The probe has no way back.')
    const consumer = await this.receive.consumeData({ ...back, label: 'probe', protocol: '' })
    if (this.#closed) return
    this.#probe = new Probe(out, consumer, width, {
      onUp: () => this.#rise(),
      onQuiet: () => {
        this.quieter.tell(this.quiet)
        if (this.quiet) void this.#findFull(width)
      },
      onGone: (why) => this.#lose(why),
    })
  }

  /** The probe is not heard: a path that is cut brings nothing else either, and one that is full goes on bringing media. */
  async #findFull(width: PathWidth): Promise<void> {
    const before = await bytesReceived(this.receive)
    await wait(FULL_LOOK_MS)
    const bytes = (await bytesReceived(this.receive)) - before
    if (!this.#closed && this.quiet && bytes > FULL_BYTES) width.full()
  }

  async #openProbe({ streamId, ...rest }: types.SctpStreamParameters): Promise<string> {
    if (streamId === undefined) throw new Error('The probe has no stream.')
    const { ordered, maxRetransmits } = rest
    const answer = await ask(this.#signaling, 'probe:open', {
      line: this.line,
      warmLine: this.id,
      sctpStreamParameters: {
        streamId,
        ...(ordered === undefined ? {} : { ordered }),
        ...(maxRetransmits === undefined ? {} : { maxRetransmits }),
      },
    })
    this.#back = answer.back
    return answer.dataProducer
  }

  async #openTrack(rtpParameters: types.RtpParameters, wish: TrackWish): Promise<AnswerBody<'track:open'>> {
    const { line, id: warmLine } = this
    for (let attempt = 1; ; attempt += 1) {
      const { callId, kind, channel } = wish
      const answer = await this.#signaling.request('track:open', {
        line,
        callId,
        warmLine,
        kind,
        ...(channel !== undefined && { channel }),
        muted: wish.muted(),
        rtpParameters,
      })
      if (answer.ok) return answer.body
      const { code } = answer.refusal
      const again = (code === 'not-now' || code === 'unavailable') && wish.wanted() && !this.#closed
      if (!again || attempt >= TRACK_RETRIES) throw new RefusedError(answer.refusal)
      await wait(TRACK_RETRY_MS)
    }
  }
}

/** Of all that comes over a transport (Identifiers for WebRTC's Statistics API, `transport`). */
async function bytesReceived(transport: types.Transport): Promise<number> {
  let bytes = 0
  const stats = await transport.getStats().catch(() => undefined)
  stats?.forEach((stat: RTCTransportStats & { bytesReceived?: number }) => {
    if (stat.type === 'transport') bytes += stat.bytesReceived ?? 0
  })
  return bytes
}
