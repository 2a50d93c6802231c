import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { createWorker, type types } from 'mediasoup'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { AtConsole } from '../../server/calls/decision.ts'
import type { Carrier } from '../../server/media/carrier.ts'
import { announcedCapabilities, ROUTER_CODECS } from '../../server/media/codecs.ts'
import { followCall } from '../../server/media/followCall.ts'
import { LineTracks } from '../../server/media/lineTracks.ts'
import type { MediaReports, OpenTrackStart, TrackTaps } from '../../server/media/ports.ts'
import { Speakers } from '../../server/media/speakers.ts'
import { Tapping } from '../../server/media/tapping.ts'
import type { Track } from '../../server/media/track.ts'
import { mediaCallOf } from '../../server/mediaWiring.ts'
import type { ConsolePerson } from '../../server/protocol/actor.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import type { SentKind } from '../../server/protocol/words.ts'
import { jpPrincipal, krAdviser, krPrincipal, krWatch, up, usPrincipal, type Hotline } from '../calls/hotline.ts'
import { cameraParameters, microphoneParameters, rtpPacket, vp8KeyFrame } from './rtpPackets.ts'
import { until } from './stage.ts'

const line = 'leaders'
const [principal, adviser, watch] = [krPrincipal.console, krAdviser.console, krWatch.console]
const [japan, us] = [jpPrincipal.console, usPrincipal.console]
const AT = [krPrincipal, krAdviser, krWatch, jpPrincipal, usPrincipal]
const EVERYBODY = AT.map(({ console }) => console)
const nothing = (): void => undefined

describe('Speech in a caucus, by the packets that everybody is sent', () => {
  let worker: types.Worker
  let router: types.Router
  let tracks: LineTracks
  let tapping: Tapping
  let carriers: (Carrier & { readonly transport: types.DirectTransport })[]
  let hotline: Hotline
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
    hotline = up()
    for (const who of AT) if (who !== krPrincipal && who !== jpPrincipal) does(who, 'call:join')
    /** What media reports becomes facts, as the product does it. */
    const report = (what: string, command: (track: OpenTrackStart) => LineCommand) => (track: OpenTrackStart) => {
      reported.push(`${what} ${track.kind}`)
      hotline.must('server', command(track))
    }
    const named = ({ callId, trackId }: OpenTrackStart) => ({ callId, trackId })
    const reports: MediaReports = {
      trackStarted: report('started', ({ line: _line, person: _person, ...track }) => ({
        name: 'track:start',
        ...track,
      })),
      trackMuted: report('muted', (track) => ({ name: 'track:mute', ...named(track) })),
      trackUnmuted: report('unmuted', (track) => ({ name: 'track:unmute', ...named(track) })),
      trackEnded: report('ended', (track) => ({ name: 'track:end', ...named(track), reason: 'stopped' })),
      ...{ mediaLost: nothing, mediaRestored: nothing, speakersChanged: nothing },
    }
    tapping = await Tapping.create(router, { taps, nowMs: () => performance.now(), log })
    const speakers = await Speakers.create(
      router,
      () => '',
      (list) => spoken.push(...list.map(({ console }) => nameOf(console))),
    )
    tracks = new LineTracks({
      ...{ line, reports, tapping, speakers, log, nowMs: () => performance.now() },
      state: { callOf: () => mediaCallOf(hotline.state, () => []) },
      permissions: { isPresent: () => true, mayWarm: () => true, mayOpenTrack: () => true },
    })
    carriers = await Promise.all(EVERYBODY.map(carrier))
  })
  afterEach(() => {
    for (const { console } of EVERYBODY) tracks.endOf(console, 'stopped')
    router.close()
  })

  type Own = 'call:join' | 'call:leave' | 'call:hold' | 'call:retrieve' | 'caucus:enter' | 'caucus:leave'
  function does(who: AtConsole, name: Own): void {
    hotline.must(who, { name, callId: hotline.call.callId })
  }
  /** These are in the caucus of their party, and nobody else. */
  const follow = async (...confer: readonly ConsolePerson[]): Promise<void> => {
    hotline.atMs += 1_000
    for (const who of AT) does(who, confer.includes(who.console) ? 'caucus:enter' : 'caucus:leave')
    await settle()
  }
  const settle = async (): Promise<void> =>
    await followCall(
      { tracks, tapping, line, notify: nothing, log: { info: nothing, warn: nothing, error: nothing } },
      mediaCallOf(hotline.state, () => []),
      carriers,
    )
  async function open(who: ConsolePerson, kind: SentKind, muted = false): Promise<Track> {
    const one = carriers.find((candidate) => candidate.who === who)
    if (one === undefined) throw new Error(`${who.person} has no way to the router.`)
    const ssrc = 1 + tracks.all.length + 100 * (sequence += 1)
    const rtpParameters = kind === 'camera' ? cameraParameters([ssrc]) : microphoneParameters(ssrc)
    const { callId } = hotline.call
    const track = await tracks.open(who, one, { line, callId, warmLine: one.id, kind, muted, rtpParameters })
    await settle()
    return track
  }
  const ssrcOf = ({ producer }: Track): number => producer.rtpParameters.encodings?.[0]?.ssrc ?? 0
  const SAID = {
    payloadType: 111,
    payload: Buffer.from('something said'),
    extensions: [{ id: 10, payload: Buffer.from([0x80]) }],
  }
  const SEEN = { payloadType: 96, payload: vp8KeyFrame(320, 180) }
  /** Speaks ten packets' length, as loud as can be, or is seen for as long. */
  function speak(track: Track): void {
    for (let at = 0; at < 10; at += 1) {
      sequence += 1
      const packet = rtpPacket({
        ...(track.start.kind === 'camera' ? SEEN : SAID),
        ...{ ssrc: ssrcOf(track), sequenceNumber: sequence, timestamp: 960 * sequence },
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
    expect(reported.splice(0).at(-1), 'they are muted on the floor, which all are told').to.equal('muted microphone')
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

  /** Nothing of theirs comes to anybody or to the recorder, whatever their console sends and opens, until they unmute it. */
  async function comesOutMuted(kind: 'microphone' | 'camera', known?: Track): Promise<void> {
    const ofJapan = await open(japan, 'microphone')
    const before = () => ['recorder' as const, principal, us].map((to) => arrived(to, adviser, kind))
    const nobody = before()
    if (known) speak(known)
    const opened = await open(adviser, kind)
    expect([opened.start.muted, opened.muted], 'it is opened muted, whatever was asked').to.deep.equal([true, true])
    speak(opened)
    await allHasCome(ofJapan)
    expect(before(), `${kind}, before they unmute`).to.deep.equal(nobody)
    expect(await tracks.setMuted(adviser, opened.start.trackId, false)).to.equal(true)
    await settle()
    speak(opened)
    await allHasCome(ofJapan)
    expect(arrived(us, adviser, kind), `${kind}, by their own act`).to.equal((nobody[2] ?? 0) + 10)
    const again = await open(adviser, kind)
    speak(again)
    await allHasCome(ofJapan)
    expect(arrived(us, adviser, kind), `${kind}, from then on as ever`).to.equal((nobody[2] ?? 0) + 20)
  }

  it('ends with the caucus, and who comes out is muted on the floor until they unmute', async () => {
    const [ofAdviser, ofJapan] = [await open(adviser, 'microphone'), await open(japan, 'microphone')]
    await follow(principal, adviser)
    const secret = await open(adviser, 'caucus')
    const { trackId } = ofAdviser.start
    const refused = await tracks.setMuted(adviser, trackId, false).catch((error: unknown) => error)
    expect(refused instanceof RefusedError && refused.refusal.code, 'from within').to.equal('not-now')
    await follow(principal)
    expect(secret.closed).to.equal(true)
    speak(secret)
    speak(ofAdviser)
    await allHasCome(ofJapan)
    expect(arrived(us, adviser, 'microphone'), 'who was live').to.equal(0)
    expect([...received.keys()].filter((key) => key.endsWith('caucus'))).to.deep.equal([])
    await comesOutMuted('microphone', ofAdviser)
  })

  it('is in no picture: who is in it is seen by nobody, nor kept, until they show themselves again', async () => {
    const [camera, ofJapan] = [await open(adviser, 'camera'), await open(japan, 'microphone')]
    speak(camera)
    await allHasCome(ofJapan)
    expect(arrived('recorder', adviser, 'camera'), 'before').to.equal(10)
    await follow(principal, adviser)
    speak(camera)
    await allHasCome(ofJapan)
    for (const to of ['recorder' as const, principal, watch, japan, us])
      expect(arrived(to, adviser, 'camera'), typeof to === 'string' ? to : to.person).to.be.at.most(10)
    expect(arrived('recorder', adviser, 'camera')).to.equal(10)
    const late = await open(adviser, 'screen').catch((error: unknown) => error)
    expect(late instanceof RefusedError && late.refusal.code, 'a screen is no sound').to.equal('malformed')
    await follow()
    await comesOutMuted('camera', camera)
  })

  const LOSSES: readonly [string, () => void][] = [
    [
      'lost',
      () => {
        hotline.must('server', { name: 'leg:lose', callId: hotline.call.callId, console: adviser.console })
        does(krAdviser, 'call:join')
      },
    ],
    [
      'without a server',
      () => {
        hotline.must('server', { name: 'call:resume', callId: hotline.call.callId })
        for (const who of AT) does(who, 'call:join')
      },
    ],
    [
      'on hold',
      () => {
        does(krAdviser, 'call:hold')
        does(krAdviser, 'call:retrieve')
      },
    ],
  ]
  for (const [what, happens] of LOSSES) {
    it(`is over for who is ${what}, and nothing of them comes to the floor or the record before they unmute`, async () => {
      await open(adviser, 'microphone')
      await follow(principal, adviser)
      for (const { console } of EVERYBODY) tracks.endOf(console, 'console-lost')
      happens()
      await settle()
      await comesOutMuted('microphone')
    })
  }

  it('is opened by nobody who is not in it, and ends for who is no longer in the call', async () => {
    const outside = await open(watch, 'caucus').catch((error: unknown) => error)
    expect(outside instanceof RefusedError && outside.refusal.code).to.equal('not-now')
    await follow(principal, adviser)
    const secret = await open(adviser, 'caucus')
    does(krAdviser, 'call:leave')
    await settle()
    expect(secret.closed).to.equal(true)
  })

  it('is told of a microphone that comes on only meanwhile as well: the floor hears none of it', async () => {
    await follow(principal, adviser)
    const late = await open(adviser, 'microphone')
    speak(late)
    await follow()
    await comesOutMuted('microphone', late)
  })
})
