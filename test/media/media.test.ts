import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { connect, connectInCall, heardBy, line, offered, openTrack, refusalOf } from './consoleHalf.ts'
import { cameraParameters } from './rtpPackets.ts'
import { setStage, somebody, until, type Stage } from './stage.ts'

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
})
