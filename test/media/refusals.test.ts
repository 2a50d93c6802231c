import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { RtpCapabilities } from '../../server/protocol/rtp.ts'
import { connect, connectInCall, heardBy, line, openTrack, refusalOf } from './consoleHalf.ts'
import { cameraParameters, microphoneParameters } from './rtpPackets.ts'
import { setStage, somebody, until, type Stage } from './stage.ts'

describe('What media refuses, and what it does without', () => {
  const [kr, jp, us] = [somebody('kr'), somebody('jp'), somebody('us')]
  const callId = randomUUID()
  let stage: Stage

  beforeEach(async () => {
    stage = await setStage()
    stage.calls.set(line, { callId, consoles: [kr.console, jp.console], rung: [us.console] })
  })

  afterEach(async () => await stage.media.close())

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

const DTLS = { fingerprints: [{ algorithm: 'sha-256' as const, value: Array(32).fill('AB').join(':') }] }
