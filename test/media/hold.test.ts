import { expect } from 'chai'
import { mediaCallOf } from '../../server/mediaWiring.ts'
import type { PresentConsole } from '../../server/protocol/consoles.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import { jpPrincipal, krPrincipal, up, type Hotline } from '../calls/hotline.ts'
import { microphoneParameters } from './rtpPackets.ts'
import { setStage, until, type Stage } from './stage.ts'

const line = 'leaders'
const [kr, jp] = [krPrincipal.console, jpPrincipal.console]

describe('The media of a console on hold', () => {
  let stage: Stage
  let hotline: Hotline

  /** As the composition root does: media acts on what the facts fold to. */
  const follow = (): void => {
    const present = hotline.signedIn.map(({ console, standing }): PresentConsole => ({
      ...console,
      standing,
      armed: true,
      colour: 'green',
    }))
    const call = mediaCallOf(hotline.state, () => present)
    if (call) stage.calls.set(line, call)
    stage.media.stateChanged(line)
  }
  const take = (name: 'call:hold' | 'call:retrieve'): void => {
    hotline.must(jpPrincipal, { name, callId: hotline.call.callId })
    follow()
  }
  const connect = async (who: typeof kr): Promise<string> => {
    const { warmLine, rtpCapabilities } = await stage.media.handlers['warm-line:open'](who, { line })
    await stage.media.handlers['warm-line:ready'](who, { line, warmLine, rtpCapabilities })
    return warmLine
  }
  const open = async (who: typeof kr, warmLine: string, ssrc: number) =>
    await stage.media.handlers['track:open'](who, {
      line,
      callId: hotline.call.callId,
      warmLine,
      kind: 'microphone',
      muted: false,
      rtpParameters: microphoneParameters(ssrc),
    })
  const told = (to: string, name: string) => stage.told.filter((one) => one.to === to && one.name === name).length

  beforeEach(async () => {
    stage = await setStage()
    hotline = up()
    follow()
  })
  afterEach(async () => await stage.media.close())

  it('is sent nothing and sends nothing; nothing of it is recorded, and its line stays warm', async () => {
    const [atKr, atJp] = [await connect(kr), await connect(jp)]
    await open(kr, atKr, 1)
    await open(jp, atJp, 2)
    await until('each hears the other', () => stage.media.stats().listenings === 2)
    take('call:hold')
    await until('nobody hears anybody', () => stage.media.stats().listenings === 0)
    expect(stage.media.stats()).to.include({ tracks: 1, warmLines: 2 })
    expect(stage.reported.at(-1)).to.include({ what: 'ended', reason: 'stopped' })
    expect(stage.reported.at(-1)?.track?.console).to.equal(jp.console)
    const ofJapan = stage.recorded.filter(({ description }) => description.console === jp.console)
    expect(ofJapan.map(({ closed }) => closed)).to.deep.equal([true])
    expect([told(jp.console, 'consumer:closed'), told(kr.console, 'consumer:closed')]).to.deep.equal([1, 1])
    const refused = await open(jp, atJp, 3).then(
      () => 'granted',
      (error: unknown) => (error instanceof RefusedError ? error.refusal.code : String(error)),
    )
    expect(refused, 'a new track').to.equal('not-now')
  })

  it('may close what hold or the end of the call has ended already, and still nothing of anybody else', async () => {
    const [atKr, atJp] = [await connect(kr), await connect(jp)]
    const [ofKr, ofJp] = [await open(kr, atKr, 1), await open(jp, atJp, 2)]
    const close = async (trackId: string) => await stage.media.handlers['track:close'](jp, { line, trackId })
    take('call:hold')
    await until('its track is ended', () => stage.media.stats().tracks === 1)
    expect(await close(ofJp.trackId)).to.deep.equal({})
    const refused = await close(ofKr.trackId).catch((error: unknown) => error)
    expect(refused instanceof RefusedError && refused.refusal.code).to.equal('unknown')
    expect(stage.media.stats().tracks, 'Korea is on the air').to.equal(1)
    expect(stage.reported.filter(({ what }) => what === 'ended').length, 'the end is told once').to.equal(1)
    hotline.must(krPrincipal, { name: 'call:end', callId: hotline.call.callId })
    stage.calls.delete(line)
    stage.media.stateChanged(line)
    await until('all tracks are ended', () => stage.media.stats().tracks === 0)
    expect(await stage.media.handlers['track:close'](kr, { line, trackId: ofKr.trackId })).to.deep.equal({})
  })

  it('is offered the others again when it is retrieved, over the same warm line, and may send again', async () => {
    const [atKr, atJp] = [await connect(kr), await connect(jp)]
    await open(kr, atKr, 1)
    await until('it is offered', () => told(jp.console, 'consumer:opened') === 1)
    take('call:hold')
    await until('it is taken away', () => told(jp.console, 'consumer:closed') === 1)
    take('call:retrieve')
    await until('it is offered again', () => told(jp.console, 'consumer:opened') === 2)
    await open(jp, atJp, 2)
    await until('Korea is offered it', () => told(kr.console, 'consumer:opened') === 1)
  })
})
