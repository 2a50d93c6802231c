import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { createWorker, type types } from 'mediasoup'
import type { Carrier } from '../../server/media/carrier.ts'
import { announcedCapabilities, ROUTER_CODECS } from '../../server/media/codecs.ts'
import { followCall } from '../../server/media/followCall.ts'
import { LineTracks } from '../../server/media/lineTracks.ts'
import type { MediaCall, MediaReports, TrackTaps } from '../../server/media/ports.ts'
import { Speakers } from '../../server/media/speakers.ts'
import { Tapping } from '../../server/media/tapping.ts'
import type { Track } from '../../server/media/track.ts'
import type { ConsolePerson } from '../../server/protocol/actor.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import type { SentKind } from '../../server/protocol/words.ts'
import { microphoneParameters, rtpPacket } from './rtpPackets.ts'
import { somebody, until } from './stage.ts'

const line = 'leaders'
const callId = randomUUID()
const [principal, adviser, watch] = [somebody('kr'), somebody('kr', 'adviser'), somebody('kr', 'watch')]
const [japan, us] = [somebody('jp'), somebody('us')]
const EVERYBODY = [principal, adviser, watch, japan, us]
const nothing = (): void => undefined

describe('Speech in a caucus, by the packets that everybody is sent', () => {
  let worker: types.Worker
  let router: types.Router
  let tracks: LineTracks
  let tapping: Tapping
  let carriers: (Carrier & { readonly transport: types.DirectTransport })[]
  let call: MediaCall
  /** `receiver speaker kind`, and `recorder speaker kind`: how many packets have come. */
  let received: Map<string, number>
  let marks: string[]
  let reported: string[]
  let spoken: string[]
  let sequence: number

  before(async () => (worker = await createWorker({ logLevel: 'none' })))
  after(() => worker.close())

  const nameOf = (console: string): string => EVERYBODY.find((who) => who.console === console)?.person ?? 'nobody'
  const count = (who: string, speaker: string, kind: string): void => {
    const key = `${who} ${nameOf(speaker)} ${kind}`
    received.set(key, (received.get(key) ?? 0) + 1)
  }
  const arrived = (who: ConsolePerson | 'recorder', speaker: ConsolePerson, kind: SentKind): number =>
    received.get(`${who === 'recorder' ? who : who.person} ${speaker.person} ${kind}`) ?? 0

  async function carrier(who: ConsolePerson): Promise<(typeof carriers)[number]> {
    const transport = await router.createDirectTransport()
    const consume = async (options: types.ConsumerOptions): Promise<types.Consumer> => {
      const consumer: types.Consumer = await transport.consume(options)
      const track = tracks.all.find(({ producer }) => producer.id === options.producerId)
      if (track === undefined) throw new Error('Nobody is offered what is not on the air.')
      consumer.on('rtp', () => count(who.person, track.start.console, track.start.kind))
      return consumer
    }
    return {
      ...{ id: randomUUID(), who, transport, closed: false, isReady: true, send: transport },
      ...{ listenings: new Map(), unreceivable: new Set(), capabilities: announcedCapabilities(router) },
      receive: { consume: consume as Carrier['receive']['consume'] },
    }
  }

  beforeEach(async () => {
    received = new Map()
    ;[marks, reported, spoken, sequence] = [[], [], [], 0]
    router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS })
    const taps: TrackTaps = {
      open: ({ console, kind }) => ({
        packet: () => count('recorder', console, kind),
        senderReport: nothing,
        mark: ({ type }) => marks.push(`${nameOf(console)} ${type}`),
        close: nothing,
      }),
    }
    const log = { info: nothing, warn: nothing, error: nothing }
    const report = (what: string) => (track: { readonly kind: string }) => reported.push(`${what} ${track.kind}`)
    const reports: MediaReports = {
      ...{ trackStarted: report('started'), trackMuted: report('muted'), trackUnmuted: report('unmuted') },
      ...{ trackEnded: report('ended'), mediaLost: nothing, mediaRestored: nothing, speakersChanged: nothing },
    }
    tapping = await Tapping.create(router, { taps, nowMs: () => performance.now(), log })
    const speakers = await Speakers.create(
      router,
      () => '',
      (list) => spoken.push(...list.map(({ console }) => nameOf(console))),
    )
    tracks = new LineTracks({
      ...{ line, reports, tapping, speakers, log, nowMs: () => performance.now() },
      state: { callOf: () => call },
      permissions: { isPresent: () => true, mayWarm: () => true, mayOpenTrack: () => true },
    })
    carriers = await Promise.all(EVERYBODY.map(carrier))
    call = { callId, consoles: EVERYBODY.map(({ console }) => console), rung: [], caucus: [] }
  })
  afterEach(() => {
    for (const { console } of EVERYBODY) tracks.endOf(console, 'stopped')
    router.close()
  })

  const follow = async (...confer: readonly ConsolePerson[]): Promise<void> => {
    call = { ...call, caucus: confer.map(({ console, party }) => ({ console, party })) }
    await settle()
  }
  const settle = async (): Promise<void> =>
    await followCall(
      { tracks, tapping, line, notify: nothing, log: { info: nothing, warn: nothing, error: nothing } },
      call,
      carriers,
    )
  async function open(who: ConsolePerson, kind: SentKind, muted = false): Promise<Track> {
    const one = carriers.find((candidate) => candidate.who === who)
    if (one === undefined) throw new Error(`${who.person} has no way to the router.`)
    const rtpParameters = microphoneParameters(1 + tracks.all.length + 100 * (sequence += 1))
    const track = await tracks.open(who, one, { line, callId, warmLine: one.id, kind, muted, rtpParameters })
    await settle()
    return track
  }
  const ssrcOf = ({ producer }: Track): number => producer.rtpParameters.encodings?.[0]?.ssrc ?? 0
  /** Speaks ten packets' length, as loud as can be. */
  function speak(track: Track): void {
    for (let at = 0; at < 10; at += 1) {
      sequence += 1
      const packet = rtpPacket({
        ...{ payloadType: 111, ssrc: ssrcOf(track), sequenceNumber: sequence, timestamp: 960 * sequence },
        payload: Buffer.from('something said'),
        extensions: [{ id: 10, payload: Buffer.from([0x80]) }],
      })
      const { producer } = track
      if (!producer.closed) (producer as types.Producer & { send(packet: Buffer): void }).send(packet)
    }
  }
  /** Everything that was sent before has come, where it comes to: one worker takes packets in their order. */
  async function allHasCome(of: Track): Promise<void> {
    const before = arrived(us, japan, 'microphone')
    speak(of)
    await until('what was sent last has come', () => arrived(us, japan, 'microphone') === before + 10)
  }

  it('goes to consoles of the same party that are in it, and to nobody and nothing else', async () => {
    const [ofAdviser, ofJapan] = [await open(adviser, 'microphone'), await open(japan, 'microphone')]
    speak(ofAdviser)
    await allHasCome(ofJapan)
    const heard = () =>
      ['recorder' as const, principal, watch, japan, us].map((to) => arrived(to, adviser, 'microphone'))
    expect(heard(), 'on the floor, before').to.deep.equal([10, 10, 10, 10, 10])
    await follow(principal, adviser)
    reported.length = 0
    const secret = await open(adviser, 'caucus')
    speak(secret)
    // A console that goes on sending to the floor all the same.
    speak(ofAdviser)
    await allHasCome(ofJapan)
    expect(arrived(principal, adviser, 'caucus'), 'in the caucus').to.equal(10)
    for (const to of ['recorder' as const, adviser, watch, japan, us])
      expect(arrived(to, adviser, 'caucus'), typeof to === 'string' ? to : to.person).to.equal(0)
    expect(heard(), 'nothing more of them on the floor').to.deep.equal([10, 10, 10, 10, 10])
    expect(arrived(principal, japan, 'microphone'), 'they go on hearing the floor').to.equal(20)
    expect(secret.tap, 'it has no way to the recorder').to.equal(undefined)
    expect(marks, 'the silence of the floor is no loss').to.deep.equal(['kr-adviser muted'])
    expect(reported, 'nothing of it is told').to.deep.equal([])
  })

  it('tells nobody who speaks in it', async () => {
    const [ofAdviser, ofJapan] = [await open(adviser, 'microphone'), await open(japan, 'microphone')]
    await until('it is told who speaks on the floor', () => {
      speak(ofAdviser)
      return spoken.includes(adviser.person)
    })
    await follow(principal, adviser)
    const secret = await open(adviser, 'caucus')
    spoken.length = 0
    await until('it is told that Japan speaks', () => {
      speak(secret)
      speak(ofAdviser)
      speak(ofJapan)
      return spoken.includes(japan.person)
    })
    expect(new Set(spoken)).to.deep.equal(new Set([japan.person]))
  })

  it('keeps the caucuses of two parties apart', async () => {
    const ofJapan = await open(japan, 'microphone')
    const ofUs = await open(us, 'microphone')
    await follow(principal, adviser, us)
    const [korean, american] = [await open(adviser, 'caucus'), await open(us, 'caucus')]
    speak(korean)
    speak(american)
    speak(ofUs)
    await allHasCome(ofJapan)
    expect([...received.keys()].filter((key) => key.endsWith('caucus'))).to.deep.equal([
      'kr-principal kr-adviser caucus',
    ])
    expect(arrived(japan, us, 'microphone')).to.equal(0)
  })

  it('ends with the caucus, and the floor comes back as it was', async () => {
    const [ofAdviser, ofJapan] = [await open(adviser, 'microphone'), await open(japan, 'microphone')]
    const ofPrincipal = await open(principal, 'microphone', true)
    await follow(principal, adviser)
    const secret = await open(adviser, 'caucus')
    await follow(principal)
    expect(secret.closed).to.equal(true)
    speak(secret)
    await follow()
    speak(ofAdviser)
    speak(ofPrincipal)
    await allHasCome(ofJapan)
    expect(arrived(us, adviser, 'microphone'), 'who was live').to.equal(10)
    expect(arrived(us, principal, 'microphone'), 'who was muted').to.equal(0)
    expect([...received.keys()].filter((key) => key.endsWith('caucus'))).to.deep.equal([])
    expect(ofPrincipal.muted).to.equal(true)
  })

  it('is opened by nobody who is not in it, and ends for who is no longer in the call', async () => {
    const outside = await open(watch, 'caucus').catch((error: unknown) => error)
    expect(outside instanceof RefusedError && outside.refusal.code).to.equal('not-now')
    await follow(principal, adviser)
    const secret = await open(adviser, 'caucus')
    call = { ...call, consoles: call.consoles.filter((console) => console !== adviser.console) }
    await follow(principal)
    expect(secret.closed).to.equal(true)
  })

  it('is told of a microphone that comes on only meanwhile as well: the floor hears none of it', async () => {
    const ofJapan = await open(japan, 'microphone')
    await follow(principal, adviser)
    const late = await open(adviser, 'microphone')
    speak(late)
    await allHasCome(ofJapan)
    expect(arrived(us, adviser, 'microphone')).to.equal(0)
    expect(arrived('recorder', adviser, 'microphone')).to.equal(0)
    await follow()
    speak(late)
    await allHasCome(ofJapan)
    expect(arrived(us, adviser, 'microphone')).to.equal(10)
  })
})
