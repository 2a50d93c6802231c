import { createServer } from 'node:net'
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { ConsolePerson } from '../../server/protocol/actor.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import type { RtpCapabilities } from '../../server/protocol/rtp.ts'
import { cameraParameters, microphoneParameters } from './rtpPackets.ts'
import { type Stage, setStage, somebody, until } from './stage.ts'

const line = 'leaders'

/** A console's half of the protocol, without a browser: enough to have warm lines, tracks and offers. */
async function connect(stage: Stage, who: ConsolePerson) {
  const { handlers } = stage.media
  const opened = await handlers['warm-line:open'](who, { line })
  const { warmLine, rtpCapabilities } = opened
  await handlers['warm-line:ready'](who, { line, warmLine, rtpCapabilities })
  return opened
}

/** The same for a console at which it rang, and which has answered. */
async function connectInCall(stage: Stage, who: ConsolePerson) {
  const call = stage.calls.get(line)
  if (call === undefined) throw new Error('There is a call.')
  stage.calls.set(line, { ...call, consoles: [...call.consoles, who.console], rung: [] })
  return await connect(stage, who)
}

const openTrack = async (
  stage: Stage,
  who: ConsolePerson,
  warmLine: string,
  callId: string,
  ssrc: number,
  muted = false,
) =>
  await stage.media.handlers['track:open'](who, {
    line,
    callId,
    warmLine,
    kind: 'microphone',
    muted,
    rtpParameters: microphoneParameters(ssrc),
  })

const refusalOf = async (doing: Promise<unknown>): Promise<string> => {
  try {
    await doing
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
  return 'not refused'
}

const heardBy = (stage: Stage, who: ConsolePerson, name: string) =>
  stage.told.filter((one) => one.to === who.console && one.name === name)

describe('The media of a line', () => {
  const [kr, jp, us] = [somebody('kr'), somebody('jp'), somebody('us')]
  const callId = randomUUID()
  let stage: Stage

  beforeEach(async () => {
    stage = await setStage()
    stage.calls.set(line, { callId, consoles: [kr.console, jp.console], rung: [us.console] })
  })

  afterEach(async () => await stage.media.close())

  it('offers each track to everybody else in the call, and to consoles at which it rings', async () => {
    const [atKr] = await Promise.all([connect(stage, kr), connect(stage, jp), connect(stage, us)])
    const { trackId } = await openTrack(stage, kr, atKr.warmLine, callId, 1)
    await until(
      'both others are offered it',
      () => stage.told.filter((one) => one.name === 'consumer:opened').length === 2,
    )
    for (const other of [jp, us]) {
      const [offer] = heardBy(stage, other, 'consumer:opened')
      expect(offer?.notice).to.include({ line, callId, trackId, console: kr.console, kind: 'microphone', muted: false })
    }
    expect(heardBy(stage, kr, 'consumer:opened'), 'nobody hears themselves').to.deep.equal([])
    expect(stage.reported.map(({ what }) => what)).to.deep.equal(['started'])
  })

  it('lets nothing flow to a console at which it only rings, and everything once it has answered', async () => {
    const [atKr] = await Promise.all([connect(stage, kr), connect(stage, us)])
    await openTrack(stage, kr, atKr.warmLine, callId, 1)
    await until('it is offered', () => heardBy(stage, us, 'consumer:opened').length === 1)
    const consumer = offered(stage, us)
    await stage.media.handlers['consumer:resume'](us, { line, consumer })
    stage.media.stateChanged(line)
    await stage.media.handlers['warm-line:open'](jp, { line })
    expect(stage.media.stats()).to.include({ listenings: 1, listeningsFlowing: 0 })
    stage.calls.set(line, { callId, consoles: [kr.console, jp.console, us.console], rung: [] })
    stage.media.stateChanged(line)
    await until('it flows', () => stage.media.stats().listeningsFlowing === 1)
  })

  it('sends nothing of a picture that is not shown, until it is asked for again, and lets nobody pause sound', async () => {
    const { handlers } = stage.media
    const [{ warmLine }] = await Promise.all([connect(stage, kr), connect(stage, jp)])
    await openTrack(stage, kr, warmLine, callId, 1)
    await until('it is offered', () => heardBy(stage, jp, 'consumer:opened').length === 1)
    const sound = { line, consumer: offered(stage, jp) }
    await handlers['consumer:resume'](jp, sound)
    expect(await refusalOf(handlers['consumer:pause'](jp, sound))).to.equal('not-allowed')
    const camera = { line, callId, warmLine, kind: 'camera', muted: false } as const
    await handlers['track:open'](kr, { ...camera, rtpParameters: cameraParameters([11, 12, 13]) })
    await until('it is offered', () => heardBy(stage, jp, 'consumer:opened').length === 2)
    const picture = { line, consumer: offered(stage, jp, 1) }
    const flowing = async (many: number) =>
      await until(`${many} flow`, () => stage.media.stats().listeningsFlowing === many)
    await handlers['consumer:resume'](jp, picture)
    await flowing(2)
    await handlers['consumer:pause'](jp, picture)
    await flowing(1)
    await handlers['consumer:prefer'](jp, { ...picture, size: 'small' })
    await handlers['consumer:resume'](jp, picture)
    await flowing(2)
    expect(await refusalOf(handlers['consumer:pause'](kr, picture)), 'of somebody else').to.equal('unknown')
    expect(await refusalOf(handlers['consumer:prefer'](us, { ...picture, size: 'full' }))).to.equal('unknown')
  })

  it('offers the tracks that are there to who comes later, and takes them away from who leaves', async () => {
    const atKr = await connect(stage, kr)
    await openTrack(stage, kr, atKr.warmLine, callId, 1)
    await connect(stage, jp)
    await until('it is offered', () => heardBy(stage, jp, 'consumer:opened').length === 1)
    stage.calls.set(line, { callId, consoles: [kr.console], rung: [] })
    stage.media.stateChanged(line)
    await until('it is taken away', () => heardBy(stage, jp, 'consumer:closed').length === 1)
    expect(stage.media.stats()).to.include({ listenings: 0, tracks: 1 })
  })

  it('ends the tracks of who leaves, of who is lost and of a call that is over, and says why', async () => {
    const [atKr, atJp] = await Promise.all([connect(stage, kr), connect(stage, jp)])
    await openTrack(stage, kr, atKr.warmLine, callId, 1)
    await openTrack(stage, jp, atJp.warmLine, callId, 2)
    stage.media.consoleGone(jp.console)
    expect(stage.reported.at(-1)).to.include({ what: 'ended', reason: 'console-lost' })
    expect(stage.media.stats()).to.include({ warmLines: 1, tracks: 1 })
    stage.calls.delete(line)
    stage.media.stateChanged(line)
    await until('the other is ended', () => stage.media.stats().tracks === 0)
    expect(stage.reported.at(-1)).to.include({ what: 'ended', reason: 'stopped' })
    expect(stage.recorded.map(({ closed }) => closed)).to.deep.equal([true, true])
  })

  it('taps a track before it answers, and later where the recorder was not up', async () => {
    stage.recording = false
    const atKr = await connect(stage, kr)
    await openTrack(stage, kr, atKr.warmLine, callId, 1)
    expect(stage.media.stats()).to.include({ tracks: 1, tracksRecorded: 0 })
    stage.recording = true
    stage.media.stateChanged(line)
    await until('it is tapped', () => stage.media.stats().tracksRecorded === 1)
    const atJp = await connect(stage, jp)
    await openTrack(stage, jp, atJp.warmLine, callId, 2)
    expect(stage.recorded.map(({ description }) => description.console)).to.deep.equal([kr.console, jp.console])
  })

  it('mutes at the server, tells the others and marks the recording', async () => {
    const [atKr] = await Promise.all([connect(stage, kr), connect(stage, jp)])
    const { trackId } = await openTrack(stage, kr, atKr.warmLine, callId, 1)
    await until('it is offered', () => heardBy(stage, jp, 'consumer:opened').length === 1)
    await stage.media.handlers['track:mute'](kr, { line, trackId })
    await stage.media.handlers['track:mute'](kr, { line, trackId })
    await stage.media.handlers['track:unmute'](kr, { line, trackId })
    expect(stage.reported.map(({ what }) => what)).to.deep.equal(['started', 'muted', 'unmuted'])
    expect(stage.recorded[0]?.marks).to.deep.equal(['muted', 'unmuted'])
    const changes = heardBy(stage, jp, 'consumer:changed').map(({ notice }) => 'muted' in notice && notice.muted)
    expect(changes).to.deep.equal([true, false])
    expect(await refusalOf(stage.media.handlers['track:mute'](jp, { line, trackId })), 'of another').to.equal('unknown')
  })

  it('has one microphone per console: asked again, the older one ends', async () => {
    const atKr = await connect(stage, kr)
    const first = await openTrack(stage, kr, atKr.warmLine, callId, 1)
    const second = await openTrack(stage, kr, atKr.warmLine, callId, 2)
    expect(second.trackId).not.to.equal(first.trackId)
    expect(stage.media.stats().tracks).to.equal(1)
    expect(stage.reported.map(({ what }) => what)).to.deep.equal(['started', 'ended', 'started'])
  })

  it('marks a track that begins muted, and so a tap that is made while it is', async () => {
    const [atKr, atJp] = await Promise.all([connect(stage, kr), connect(stage, jp)])
    const first = await openTrack(stage, kr, atKr.warmLine, callId, 1, true)
    stage.recording = false
    const second = await openTrack(stage, jp, atJp.warmLine, callId, 2)
    await stage.media.handlers['track:mute'](jp, { line, trackId: second.trackId })
    stage.recording = true
    stage.media.stateChanged(line)
    await until('both are tapped', () => stage.recorded.length === 2)
    await until('both are marked', () => stage.recorded.every(({ marks }) => marks.length === 1))
    await stage.media.handlers['track:unmute'](kr, { line, trackId: first.trackId })
    expect(stage.recorded.map(({ marks }) => marks)).to.deep.equal([['muted', 'unmuted'], ['muted']])
  })

  it('refuses a console that can neither hear nor see', async () => {
    const { warmLine, rtpCapabilities } = await stage.media.handlers['warm-line:open'](kr, { line })
    const ready = (codecs: RtpCapabilities['codecs']) =>
      refusalOf(
        stage.media.handlers['warm-line:ready'](kr, {
          line,
          warmLine,
          rtpCapabilities: { ...rtpCapabilities, codecs: codecs ?? [] },
        }),
      )
    expect(await ready([])).to.equal('malformed')
    expect(
      await ready([{ kind: 'audio', mimeType: 'audio/PCMU', preferredPayloadType: 0, clockRate: 8_000 }]),
    ).to.equal('malformed')
    expect(await ready((rtpCapabilities.codecs ?? []).slice(0, 1))).to.equal('not refused')
  })

  it('lets who speaks be heard where the recorder throws', async () => {
    const failing = await setStage({
      taps: {
        open: () => {
          throw new Error('The recorder fails.')
        },
      },
    })
    try {
      failing.calls.set(line, { callId, consoles: [kr.console], rung: [] })
      const { warmLine } = await connect(failing, kr)
      await openTrack(failing, kr, warmLine, callId, 1)
      expect(failing.media.stats()).to.include({ tracks: 1, tracksRecorded: 0 })
    } finally {
      await failing.media.close()
    }
  })

  it('tells the quality marks to who comes later and to who comes anew, though they are as before', async () => {
    stage.calls.set(line, { callId, consoles: [kr.console], rung: [] })
    await connect(stage, kr)
    const toldAtKr = () => heardBy(stage, kr, 'quality:changed').length
    await until('it is told', () => toldAtKr() === 1)
    await connect(stage, kr)
    await until('it is told anew', () => toldAtKr() === 2)
    await connectInCall(stage, us)
    await until('the other is told', () => heardBy(stage, us, 'quality:changed').length === 1)
  }).slow(10_000)

  it('has one microphone per console: of ten asked for at once, nine end', async () => {
    const atKr = await connect(stage, kr)
    const ssrcs = Array.from({ length: 10 }, (_, at) => at + 1)
    await Promise.all(ssrcs.map(async (ssrc) => await openTrack(stage, kr, atKr.warmLine, callId, ssrc)))
    expect(stage.media.stats()).to.include({ tracks: 1, tracksRecorded: 1 })
    expect(stage.recorded.filter(({ closed }) => !closed)).to.have.length(1)
  })

  it('leaves nothing of a warm line whose console went while it was made', async () => {
    const opening = refusalOf(stage.media.handlers['warm-line:open'](kr, { line }))
    stage.gone.add(kr.console)
    stage.media.consoleGone(kr.console)
    expect(await opening).to.equal('too-late')
    expect(stage.media.stats().warmLines).to.equal(0)
  })

  it('ends the tracks of who may not send any more, and unmutes none of them', async () => {
    const [atKr, atJp] = await Promise.all([connect(stage, kr), connect(stage, jp)])
    await openTrack(stage, kr, atKr.warmLine, callId, 1)
    const { trackId } = await openTrack(stage, jp, atJp.warmLine, callId, 2, true)
    stage.listens.add(jp.console)
    expect(await refusalOf(stage.media.handlers['track:unmute'](jp, { line, trackId }))).to.equal('not-allowed')
    stage.media.stateChanged(line)
    await until('it is ended', () => stage.media.stats().tracks === 1)
    expect(stage.reported.at(-1)).to.deep.include({ what: 'ended', reason: 'stopped' })
    expect(stage.reported.at(-1)?.track?.console).to.equal(jp.console)
  })

  it('refuses who is not in the call, who listens only, who has no part in the line, and what is stale', async () => {
    const listener = somebody('kr', 'listener')
    stage.calls.set(line, { callId, consoles: [kr.console, listener.console], rung: [us.console] })
    const { warmLine } = await connect(stage, us)
    expect(await refusalOf(openTrack(stage, us, warmLine, callId, 1))).to.equal('not-now')
    const atListener = await connect(stage, listener)
    expect(await refusalOf(openTrack(stage, listener, atListener.warmLine, callId, 1))).to.equal('not-allowed')
    const atKr = await connect(stage, kr)
    expect(await refusalOf(openTrack(stage, kr, atKr.warmLine, randomUUID(), 1)), 'another call').to.equal('not-now')
    await connect(stage, kr)
    expect(await refusalOf(openTrack(stage, kr, atKr.warmLine, callId, 1)), 'replaced').to.equal('too-late')
    expect(await refusalOf(openTrack(stage, kr, atListener.warmLine, callId, 1)), 'of another').to.equal('too-late')
    stage.refuses.add(`${jp.console} ${line}`)
    expect(await refusalOf(stage.media.handlers['warm-line:open'](jp, { line }))).to.equal('not-allowed')
    expect(await refusalOf(stage.media.handlers['consumer:resume'](kr, { line, consumer: 'x' }))).to.equal('unknown')
    const connecting = { line, warmLine: atListener.warmLine, transport: 'x', dtlsParameters: DTLS }
    expect(await refusalOf(stage.media.handlers['warm-line:connect'](listener, connecting))).to.equal('unknown')
    expect(stage.reported).to.deep.equal([])
    expect(stage.recorded).to.deep.equal([])
  })

  it('refuses media that does not fit as malformed, and serves the others as before', async () => {
    const [atKr, atJp] = await Promise.all([connect(stage, kr), connect(stage, jp)])
    const rtpParameters = {
      ...microphoneParameters(1),
      codecs: [{ mimeType: 'audio/none', payloadType: 1, clockRate: 1 }],
    }
    const opening = { line, callId, warmLine: atKr.warmLine, kind: 'microphone', muted: false, rtpParameters } as const
    expect(await refusalOf(stage.media.handlers['track:open'](kr, opening))).to.equal('malformed')
    const picture = { ...opening, kind: 'camera', rtpParameters: microphoneParameters(7) } as const
    expect(await refusalOf(stage.media.handlers['track:open'](kr, picture)), 'sound as a picture').to.equal('malformed')
    const layered = { ...opening, rtpParameters: { ...microphoneParameters(8), encodings: [{ ssrc: 8 }, { ssrc: 9 }] } }
    expect(await refusalOf(stage.media.handlers['track:open'](kr, layered)), 'sound in layers').to.equal('malformed')
    expect(stage.media.stats().tracks).to.equal(0)
    await openTrack(stage, jp, atJp.warmLine, callId, 2)
    expect(stage.reported.map(({ track }) => track?.console)).to.deep.equal([jp.console])
  })

  it('offers no track to a console that has no codec for it, and the others are served', async () => {
    const atKr = await connect(stage, kr)
    const { warmLine, rtpCapabilities } = await stage.media.handlers['warm-line:open'](jp, { line })
    const deaf: RtpCapabilities = {
      ...rtpCapabilities,
      codecs: (rtpCapabilities.codecs ?? []).filter(({ kind }) => kind === 'video'),
    }
    await stage.media.handlers['warm-line:ready'](jp, { line, warmLine, rtpCapabilities: deaf })
    await connect(stage, us)
    await openTrack(stage, kr, atKr.warmLine, callId, 1)
    await stage.media.handlers['track:open'](kr, {
      line,
      callId,
      warmLine: atKr.warmLine,
      kind: 'camera',
      muted: false,
      rtpParameters: cameraParameters([11, 12, 13]),
    })
    await until('who can is offered both', () => heardBy(stage, us, 'consumer:opened').length === 2)
    await until('who can see is offered that', () => heardBy(stage, jp, 'consumer:opened').length === 1)
    expect(heardBy(stage, jp, 'consumer:opened')[0]?.notice).to.include({ kind: 'camera' })
    const warnings = stage.warned.length
    expect(warnings, 'said once').to.equal(1)
    stage.media.stateChanged(line)
    await openTrack(stage, us, (await connectInCall(stage, us)).warmLine, callId, 4)
    await until('the new one is offered', () => heardBy(stage, kr, 'consumer:opened').length === 1)
    expect(stage.warned.filter((text) => text.includes(jp.console)).length, 'and for the new one').to.equal(2)
  })
})

describe('A media worker', () => {
  const kr = somebody('kr')
  const callId = randomUUID()

  const lostAndBack = async (stage: Stage, signal: NodeJS.Signals) => {
    stage.calls.set(line, { callId, consoles: [kr.console], rung: [] })
    const { warmLine } = await connect(stage, kr)
    await openTrack(stage, kr, warmLine, callId, 1)
    const pid = stage.media.stats().workers[0]?.pid
    if (pid === undefined) throw new Error('There is a worker.')
    process.kill(pid, signal)
    await until('it is noticed', () => stage.reported.some(({ what }) => what === 'restored'), 4_000)
    expect(stage.reported.map(({ what, reason }) => [what, reason])).to.deep.equal([
      ['started', undefined],
      ['lost', undefined],
      ['ended', 'media-lost'],
      ['restored', undefined],
    ])
    expect(heardBy(stage, kr, 'warm-line:lost').map(({ notice }) => notice)).to.deep.equal([{ line, warmLine }])
    const { workers, workersLost } = stage.media.stats()
    expect([workersLost, workers[0]?.up, workers[0]?.pid !== pid]).to.deep.equal([1, true, true])
    const again = await connect(stage, kr)
    await openTrack(stage, kr, again.warmLine, callId, 1)
    expect(stage.media.stats()).to.include({ warmLines: 1, tracks: 1, tracksRecorded: 1 })
  }

  it('that dies is replaced, its consoles are told, and the same port serves again', async () => {
    const port = await freePort()
    const stage = await setStage({ port })
    try {
      await lostAndBack(stage, 'SIGKILL')
      const { send } = await stage.media.handlers['warm-line:open'](kr, { line })
      expect(new Set(send.iceCandidates.map((candidate) => candidate.port))).to.deep.equal(new Set([port]))
    } finally {
      await stage.media.close()
    }
  })

  it('that stops without a word is replaced too', async () => {
    const stage = await setStage()
    try {
      await lostAndBack(stage, 'SIGSTOP')
    } finally {
      await stage.media.close()
    }
  })

  it('serves a console that asks while it is being replaced', async () => {
    const stage = await setStage()
    try {
      await connect(stage, kr)
      process.kill(stage.media.stats().workers[0]?.pid ?? 0, 'SIGKILL')
      await until('it is lost', () => stage.reported.some(({ what }) => what === 'lost'))
      await connect(stage, kr)
      expect(stage.media.stats().warmLines).to.equal(1)
    } finally {
      await stage.media.close()
    }
  })

  it('that dies while a warm line is made in it refuses that one as unavailable, and the next is made', async () => {
    const stage = await setStage()
    try {
      stage.calls.set(line, { callId, consoles: [kr.console], rung: [] })
      await connect(stage, kr)
      const pid = stage.media.stats().workers[0]?.pid ?? 0
      // Stopped, it leaves the request unanswered, so that it dies with the transports half made.
      process.kill(pid, 'SIGSTOP')
      const opening = refusalOf(stage.media.handlers['warm-line:open'](kr, { line }))
      process.kill(pid, 'SIGKILL')
      expect(await opening).to.equal('unavailable')
      const { warmLine } = await connect(stage, kr)
      await openTrack(stage, kr, warmLine, callId, 1)
      expect(stage.media.stats()).to.include({ warmLines: 1, tracks: 1, tracksRecorded: 1 })
    } finally {
      await stage.media.close()
    }
  })

  it('that dies while the first router of a line is made in it refuses who asked, and the next has one', async () => {
    const stage = await setStage()
    try {
      const pid = stage.media.stats().workers[0]?.pid ?? 0
      process.kill(pid, 'SIGSTOP')
      const opening = refusalOf(stage.media.handlers['warm-line:open'](kr, { line }))
      process.kill(pid, 'SIGKILL')
      expect(await opening).to.equal('unavailable')
      await connect(stage, kr)
      expect(stage.media.stats()).to.include({ lines: 1, warmLines: 1, workersLost: 1 })
    } finally {
      await stage.media.close()
    }
  })

  it('that dies while a track is opened in it refuses that one, and leaves nothing of it', async () => {
    const stage = await setStage()
    try {
      stage.calls.set(line, { callId, consoles: [kr.console], rung: [] })
      const { warmLine } = await connect(stage, kr)
      const pid = stage.media.stats().workers[0]?.pid ?? 0
      process.kill(pid, 'SIGSTOP')
      const opening = refusalOf(openTrack(stage, kr, warmLine, callId, 1))
      process.kill(pid, 'SIGKILL')
      expect(await opening).to.equal('too-late')
      expect(stage.media.stats()).to.include({ tracks: 0, tracksRecorded: 0 })
      expect(stage.reported.map(({ what }) => what)).not.to.include('started')
    } finally {
      await stage.media.close()
    }
  })

  it('says which variable to set when its port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    if (address === null || typeof address === 'string') throw new Error('It listens on a port.')
    try {
      const failure = await setStage({ port: address.port }).catch((error: unknown) => error)
      expect(failure).to.be.instanceOf(Error).with.property('message').that.includes('MEDIA_PORT')
    } finally {
      taken.close()
    }
  })

  it('does not listen on all interfaces without an address to tell', async () => {
    const failure = await setStage({ address: '0.0.0.0' }).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(Error).with.property('message').that.includes('MEDIA_ADDRESS')
  })

  it('listens on the address that it was given, over UDP and TCP, and shares lines with the others', async () => {
    const stage = await setStage({ workers: 2 })
    try {
      const { send } = await stage.media.handlers['warm-line:open'](kr, { line })
      expect(send.iceCandidates.map(({ address, protocol }) => `${address} ${protocol}`)).to.have.members([
        '127.0.0.1 tcp',
        '127.0.0.1 udp',
      ])
      const other = await stage.media.handlers['warm-line:open'](kr, { line: 'advisers' })
      expect(other.send.iceCandidates[0]?.port).not.to.equal(send.iceCandidates[0]?.port)
    } finally {
      await stage.media.close()
    }
  })
})

const DTLS = { fingerprints: [{ algorithm: 'sha-256' as const, value: Array(32).fill('AB').join(':') }] }

function offered(stage: Stage, who: ConsolePerson, at = 0): string {
  const notice = heardBy(stage, who, 'consumer:opened')[at]?.notice
  if (notice === undefined || !('consumer' in notice) || typeof notice.consumer !== 'string')
    throw new Error('No offer.')
  return notice.consumer
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('It listened on a port.')
  return address.port
}
