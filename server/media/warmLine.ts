import { randomUUID } from 'node:crypto'
import type { types } from 'mediasoup'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { AnswerBody, RequestPayload } from '../protocol/events.ts'
import { transportSchema, type RtpCapabilities, type TransportOffer } from '../protocol/rtp.ts'
import type { Carrier } from './carrier.ts'
import { announcedCapabilities, canReceive } from './codecs.ts'
import type { Listening } from './listening.ts'
import { onTheWire } from './onTheWire.ts'
import { refusals } from './refusals.ts'
import type { RunningWorker } from './workerStart.ts'

/** Browsers ask for consent every five seconds at most (RFC 7675): after two of those the path is gone. */
const CONSENT_TIMEOUT_S = 12
/** The estimate for a console starts here, so that a picture is not small at first; it is corrected within a second. */
const INITIAL_OUTGOING_BPS = 3_000_000
/** Three camera layers, a screen and a microphone, with room for retransmissions. */
const MAX_INCOMING_BPS = 8_000_000

export interface WarmLineOptions {
  readonly router: types.Router
  readonly running: RunningWorker
  readonly who: ConsolePerson
  /** A transport that is not connected within this time is taken for lost. */
  readonly connectWithinMs: number
  /** A transport is gone for good: the pair is of no more use. */
  readonly onLost: () => void
}

/** The pair of transports that one console keeps connected to one line's router; closed as one thing. */
export class WarmLine implements Carrier {
  readonly id = randomUUID()
  readonly who: ConsolePerson
  /** What flows to the console, by track. */
  readonly listenings = new Map<string, Listening>()
  /** The tracks that the console has no codec for: they are not tried again. */
  readonly unreceivable = new Set<string>()
  readonly send: types.WebRtcTransport
  readonly receive: types.WebRtcTransport
  readonly #router: types.Router
  readonly #connecting: NodeJS.Timeout
  #probe: types.DataProducer | undefined
  #capabilities: RtpCapabilities | undefined
  #closed = false

  static async create(options: WarmLineOptions): Promise<WarmLine> {
    const { router, running } = options
    const settings = {
      webRtcServer: running.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      enableSctp: true,
      iceConsentTimeout: CONSENT_TIMEOUT_S,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BPS,
    }
    const making = [router.createWebRtcTransport(settings), router.createWebRtcTransport(settings)] as const
    try {
      const [send, receive] = await Promise.all(making)
      await send.setMaxIncomingBitrate(MAX_INCOMING_BPS)
      return new WarmLine(options, send, receive)
    } catch (error) {
      // What was made of the pair is of no use, and nobody else knows it.
      for (const made of await Promise.allSettled(making)) if (made.status === 'fulfilled') made.value.close()
      throw error
    }
  }

  private constructor(options: WarmLineOptions, send: types.WebRtcTransport, receive: types.WebRtcTransport) {
    this.who = options.who
    this.#router = options.router
    this.send = send
    this.receive = receive
    const lost = () => {
      if (!this.#closed) options.onLost()
    }
    this.#connecting = setTimeout(() => {
      if (![send, receive].every(isConnected)) lost()
    }, options.connectWithinMs)
    for (const transport of [send, receive]) {
      transport.on('icestatechange', (state) => {
        if (state === 'disconnected') lost()
      })
      transport.on('dtlsstatechange', (state) => {
        if (state === 'failed' || state === 'closed') lost()
      })
    }
  }

  /** What the console can receive: absent until it has said so. */
  get capabilities(): RtpCapabilities | undefined {
    return this.#capabilities
  }

  get closed(): boolean {
    return this.#closed
  }

  get offer(): AnswerBody<'warm-line:open'> {
    return {
      warmLine: this.id,
      rtpCapabilities: announcedCapabilities(this.#router),
      send: offerOf(this.send),
      receive: offerOf(this.receive),
    }
  }

  async connect(payload: RequestPayload<'warm-line:connect'>): Promise<void> {
    const transport = [this.send, this.receive].find((one) => one.id === payload.transport)
    if (transport === undefined) throw refusals.unknownTransport()
    await transport.connect({ dtlsParameters: payload.dtlsParameters })
  }

  /** @throws {RefusedError} when it can receive nothing of what there is. */
  ready(capabilities: RtpCapabilities): void {
    if (!canReceive(capabilities)) throw refusals.unusable('neither Opus nor VP8')
    this.unreceivable.clear()
    this.#capabilities = capabilities
  }

  /**
   * What the console sends on its sending transport comes back on its receiving one: both are measured, both stay up.
   * There is one probe: another takes the place of the one before.
   */
  async openProbe(payload: RequestPayload<'probe:open'>): Promise<AnswerBody<'probe:open'>> {
    this.#probe?.close()
    const dataProducer = await this.send.produceData({ sctpStreamParameters: payload.sctpStreamParameters })
    try {
      const back = await this.receive.consumeData({
        dataProducerId: dataProducer.id,
        ordered: false,
        maxRetransmits: 0,
      })
      const { sctpStreamParameters } = back
      if (sctpStreamParameters === undefined) throw new Error('A data consumer on SCTP has no stream.')
      // Race: the console may have asked twice at once. The last one made counts; its consumer goes with each.
      this.#probe?.close()
      this.#probe = dataProducer
      return {
        dataProducer: dataProducer.id,
        back: { id: back.id, dataProducerId: dataProducer.id, sctpStreamParameters },
      }
    } catch (error) {
      dataProducer.close()
      throw error
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#connecting)
    this.listenings.clear()
    this.send.close()
    this.receive.close()
  }
}

const isConnected = ({ iceState, dtlsState }: types.WebRtcTransport): boolean =>
  (iceState === 'connected' || iceState === 'completed') && dtlsState === 'connected'

const offerOf = ({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
  sctpParameters,
}: types.WebRtcTransport): TransportOffer =>
  onTheWire(transportSchema, { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters })
