import { randomInt, randomUUID } from 'node:crypto'
import type { types } from 'mediasoup'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { ConsoleId } from '../protocol/identifiers.ts'
import type { TestedKind, TestMeasured } from '../protocol/lineTests.ts'
import type { RtpCapabilities, RtpParameters } from '../protocol/rtp.ts'
import type { SentKind } from '../protocol/words.ts'
import type { Carrier } from './carrier.ts'
import { announcedCapabilities } from './codecs.ts'
import type { Listening } from './listening.ts'
import type { SyntheticPackets } from './syntheticPackets.ts'
import { pictureParameters, soundParameters, SyntheticSender } from './syntheticSender.ts'
import type { Track } from './track.ts'

/** What has come of one track, by the numbers of its packets. */
interface Counted {
  readonly from: ConsoleId
  readonly kind: SentKind
  packets: number
  readonly first: number
  highest: number
}

export type OpenTrack = (kind: TestedKind, rtpParameters: RtpParameters) => Promise<Track>

/**
 * The server's own console of a line test: sends encoded sound and pictures into the router as a console does, hears all
 * others, and counts what comes. It has no network between itself and the router, and says nothing of one.
 */
export class SyntheticConsole implements Carrier {
  readonly id = randomUUID()
  readonly who: ConsolePerson
  readonly listenings = new Map<string, Listening>()
  readonly unreceivable = new Set<string>()
  readonly capabilities: RtpCapabilities
  readonly send: types.DirectTransport
  readonly receive: Carrier['receive']
  readonly isReady = true
  readonly #transport: types.DirectTransport
  readonly #counted = new Map<string, Counted>()
  #sender: SyntheticSender | undefined
  #closed = false

  static async create(router: types.Router, who: ConsolePerson): Promise<SyntheticConsole> {
    return new SyntheticConsole(router, who, await router.createDirectTransport())
  }

  private constructor(router: types.Router, who: ConsolePerson, transport: types.DirectTransport) {
    this.who = who
    this.capabilities = announcedCapabilities(router)
    this.#transport = transport
    this.send = transport
    // mediasoup's own method has two forms, of which media uses this one.
    const consume = async (options: types.ConsumerOptions): Promise<types.Consumer> => {
      const consumer: types.Consumer = await transport.consume(options)
      consumer.on('rtp', (packet) => this.#count(consumer.producerId, packet.readUInt16BE(2)))
      return consumer
    }
    this.receive = { consume: consume as Carrier['receive']['consume'] }
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Puts sound and pictures on the air. Throws as opening a track does. */
  async start(open: OpenTrack, packets: SyntheticPackets, pitchHz: number, nowMs: () => number): Promise<void> {
    const [soundSsrc, pictureSsrc] = [randomInt(1, 0xffff_fffe), randomInt(1, 0xffff_fffe)]
    const sound = await open('microphone', soundParameters(soundSsrc))
    const picture = await open('camera', pictureParameters(pictureSsrc))
    if (this.#closed) return
    this.#sender = new SyntheticSender({
      ...{ packets, pitchHz, nowMs, soundSsrc, pictureSsrc },
      sendSound: (rtp) => send(sound, rtp),
      sendPicture: (rtp) => send(picture, rtp),
    })
  }

  /** Nothing more is sent; what is under way is still counted. */
  stopSending(): void {
    this.#sender?.stop()
  }

  measured(): TestMeasured {
    const { sound = 0, pictures = 0 } = this.#sender?.sent ?? {}
    return {
      sent: [
        { kind: 'microphone', count: sound },
        { kind: 'camera', count: pictures },
      ],
      heard: [...this.#counted.values()].flatMap(({ from, kind, packets, first, highest }) => {
        if (kind !== 'camera' && kind !== 'microphone') return []
        const lossPercent = Math.max(0, 100 * (1 - packets / (highest - first + 1)))
        return [{ from, kind, packets, lossPercent }]
      }),
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.stopSending()
    this.listenings.clear()
    this.#transport.close()
  }

  #count(producerId: string, number: number): void {
    const known = this.#counted.get(producerId)
    if (known === undefined) {
      const track = this.listenings.get(producerId)?.track
      if (track === undefined) return
      const { console: from, kind } = track.start
      this.#counted.set(producerId, { from, kind, packets: 1, first: number, highest: number })
      return
    }
    known.packets += 1
    known.highest = Math.max(known.highest, unwrapped(number, known.highest))
  }
}

/** The number nearest to one before that ends in these 16 bits (RFC 3550, A.1). */
function unwrapped(number: number, before: number): number {
  const near = before - (before & 0xffff) + number
  if (near - before > 0x8000) return near - 0x1_0000
  return before - near > 0x8000 ? near + 0x1_0000 : near
}

function send({ producer, closed }: Track, rtp: Buffer): void {
  if (!closed && !producer.closed) (producer as types.Producer & { send(packet: Buffer): void }).send(rtp)
}
