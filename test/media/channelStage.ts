import type { types } from 'mediasoup'
import { createWorker } from 'mediasoup'
import { RtpPacket } from 'werift-rtp'
import type { AtConsole } from '../../server/calls/decision.ts'
import { heardAs } from '../../server/calls/hearing.ts'
import { legOf } from '../../server/calls/roster.ts'
import type { Carrier } from '../../server/media/carrier.ts'
import { announcedCapabilities, ROUTER_CODECS } from '../../server/media/codecs.ts'
import type { Listening } from '../../server/media/listening.ts'
import { LineTracks } from '../../server/media/lineTracks.ts'
import { settleListenings } from '../../server/media/listenings.ts'
import { Speakers } from '../../server/media/speakers.ts'
import { Tapping } from '../../server/media/tapping.ts'
import type { Track } from '../../server/media/track.ts'
import { mediaCallOf, mediaReports } from '../../server/mediaWiring.ts'
import type { RtpCapabilities } from '../../server/protocol/rtp.ts'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { Hotline } from '../calls/hotline.ts'
import { microphoneParameters, rtpPacket } from './rtpPackets.ts'

const line = 'leaders'
const PACKET_EVERY_MS = 20
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Of each packet: when it was sent, and when it came. */
export interface Arrival {
  readonly sentAtMs: number
  readonly atMs: number
}
/** What has come to one console, by its tone. */
type Arrivals = Map<string, Arrival[]>

/** What is in a packet: which tone it is of, and when it was sent. */
const payloadOf = (tone: string): Buffer => Buffer.from(`${tone}/${performance.now()}`)
function readPayload(packet: Uint8Array): { readonly tone: string; readonly sentAtMs: number } {
  const [tone = '', sentAt] = RtpPacket.deSerialize(Buffer.from(packet)).payload.toString('utf8').split('/')
  return { tone, sentAtMs: Number(sentAt) }
}

/** One synthetic console: it sends tones and counts what it is really sent, by the tone that is in the packets. */
class ToneConsole implements Carrier {
  readonly id: string
  readonly who: AtConsole['console']
  readonly listenings = new Map<string, Listening>()
  readonly unreceivable = new Set<string>()
  readonly capabilities: RtpCapabilities
  readonly closed = false
  readonly isReady = true
  readonly send: Carrier['send']
  readonly receive: Carrier['receive']
  arrivals: Arrivals = new Map()

  constructor(who: AtConsole['console'], router: types.Router, transport: types.DirectTransport) {
    this.id = who.console
    this.who = who
    this.capabilities = announcedCapabilities(router)
    this.send = transport
    const consume = async (options: types.ConsumerOptions): Promise<types.Consumer> => {
      const consumer: types.Consumer = await transport.consume(options)
      consumer.on('rtp', (packet) => {
        const { tone, sentAtMs } = readPayload(packet)
        this.arrivals.set(tone, [...(this.arrivals.get(tone) ?? []), { sentAtMs, atMs: performance.now() }])
      })
      return consumer
    }
    // mediasoup's own method has two forms, of which media uses this one.
    this.receive = { consume: consume as Carrier['receive']['consume'] }
  }
}

/** A real worker that follows the facts of a line, as `LineMedia` does, with consoles whose packets can be told apart. */
export class ChannelStage {
  readonly hotline: Hotline
  /** Of which tracks something was recorded, by their tone. */
  readonly recorded = new Map<string, number>()
  readonly #worker: types.Worker
  readonly #router: types.Router
  readonly #tracks: LineTracks
  readonly #speakers: Speakers
  readonly #consoles = new Map<string, ToneConsole>()
  readonly #sending: NodeJS.Timeout[] = []
  readonly #followers: (() => Promise<void>)[] = []
  /** What followers still do about the states that they were told of. */
  readonly #following: Promise<void>[] = []
  #ssrc = 0

  static async create(hotline: Hotline): Promise<ChannelStage> {
    const worker = await createWorker({ logLevel: 'none' })
    const router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS })
    const recorded = new Map<string, number>()
    const taps = {
      open: () => ({
        packet: (rtp: Uint8Array) => {
          const { tone } = readPayload(rtp)
          recorded.set(tone, (recorded.get(tone) ?? 0) + 1)
        },
        senderReport: () => undefined,
        mark: () => undefined,
        close: () => undefined,
      }),
    }
    const tapping = await Tapping.create(router, { taps, nowMs: Date.now, log: quiet })
    const speakers = await Speakers.create(
      router,
      () => '',
      () => undefined,
    )
    return new ChannelStage(hotline, worker, router, tapping, speakers, recorded)
  }

  private constructor(
    hotline: Hotline,
    worker: types.Worker,
    router: types.Router,
    tapping: Tapping,
    speakers: Speakers,
    recorded: Map<string, number>,
  ) {
    this.hotline = hotline
    this.recorded = recorded
    this.#worker = worker
    this.#router = router
    this.#speakers = speakers
    const tell = (_line: string, command: LineCommand): void => void hotline.must('server', command)
    this.#tracks = new LineTracks({
      ...{ line, tapping, speakers, nowMs: Date.now, log: quiet },
      state: { callOf: () => this.#call() },
      permissions: { isPresent: () => true, mayWarm: () => true, mayOpenTrack: () => true },
      reports: mediaReports(
        tell,
        () => hotline.call.callId,
        () => undefined,
      ),
    })
  }

  async connect({ console: who }: AtConsole): Promise<void> {
    this.#consoles.set(who.console, new ToneConsole(who, this.#router, await this.#router.createDirectTransport()))
    await this.settle()
  }

  /** Puts a track on the air that sends its tone all the time, but not while it is muted at its source. */
  async opens({ console: { console } }: AtConsole, tone: string, channel?: string, muted = false): Promise<string> {
    const at = this.#of(console)
    const ssrc = (this.#ssrc += 1)
    const { callId } = this.hotline.call
    const kind =
      channel === undefined ? ({ kind: 'microphone' } as const) : ({ kind: 'interpretation', channel } as const)
    const asked = { line, callId, warmLine: at.id, ...kind, muted, rtpParameters: microphoneParameters(ssrc) }
    const track = await this.#tracks.open(at.who, at, asked)
    this.#sending.push(sends(track, ssrc, tone))
    await this.settle()
    return track.start.trackId
  }

  async mutes({ console }: AtConsole, trackId: string, muted: boolean): Promise<void> {
    await this.#tracks.setMuted(console, trackId, muted)
    await this.settle()
  }

  async does(by: AtConsole | 'server', command: LineCommand): Promise<void> {
    this.hotline.must(by, command)
    await this.settle()
    // What one does about a state may make another, which is followed as well.
    while (this.#following.length > 0) await Promise.all(this.#following.splice(0))
  }

  /** Has somebody follow the states of the call as a console does: when media has them, or a little later. */
  follow(follower: () => Promise<void>): void {
    this.#followers.push(follower)
  }

  /** As `LineMedia` does with every new state. */
  async settle(): Promise<void> {
    const call = this.#call()
    this.#tracks.endUnwanted(call, (console) => this.#consoles.get(console)?.who)
    await this.#tracks.holdWaiting(call)
    const hearing = { line, notify: () => undefined, log: quiet }
    const all = [...this.#consoles.values()]
    await Promise.all(all.map(async (one) => await settleListenings(hearing, one, call, this.#tracks.all)))
    this.#following.push(...this.#followers.map((follower) => follower()))
  }

  /** Counting begins anew. */
  forget(): void {
    for (const console of this.#consoles.values()) console.arrivals = new Map()
  }

  arrivals({ console: { console } }: AtConsole): Arrivals {
    return this.#of(console).arrivals
  }

  /** How loud a console makes each of the tones that it is sent, by the one rule of it. */
  loudness({ console: { console } }: AtConsole, toneOf: (person: string, channel?: string) => string) {
    const { call } = this.hotline
    const live = call.tracks.filter((track) => track.toMs === undefined && legOf(call, track.console)?.state === 'on')
    const heard = live.map((track) => [toneOf(track.person, track.channel), heardAs(call, console, track)] as const)
    return Object.fromEntries(heard.filter(([, how]) => how !== 'none'))
  }

  close(): void {
    for (const timer of this.#sending) clearInterval(timer)
    for (const track of this.#tracks.all) track.close()
    this.#speakers.close()
    this.#worker.close()
  }

  #of(console: string): ToneConsole {
    const at = this.#consoles.get(console)
    if (at === undefined) throw new Error('That console is not connected.')
    return at
  }

  #call() {
    return mediaCallOf(this.hotline.state, () => [])
  }
}

function sends(track: Track, ssrc: number, tone: string): NodeJS.Timeout {
  let sequenceNumber = 0
  return setInterval(() => {
    sequenceNumber += 1
    const rtp = rtpPacket({
      payloadType: 111,
      ssrc,
      sequenceNumber,
      timestamp: sequenceNumber * 960,
      payload: payloadOf(tone),
    })
    if (!track.closed && !track.muted) (track.producer as types.Producer & { send(packet: Buffer): void }).send(rtp)
  }, PACKET_EVERY_MS)
}
