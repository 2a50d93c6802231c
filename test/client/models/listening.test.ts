import { expect } from 'chai'
import type { RemoteTrack } from '../../../client/models/ports.ts'
import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { CALL_ID, JP, KR, KR_INTERPRETER, LineScript, SERVER, US, US_INTERPRETER } from '../fakeLine.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

/** A Korean principal in a call of three, which one interpreter renders into Korean. */
describe('what a console listens to', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await begin()
  })
  afterEach(() => test.phone.close())

  async function begin(): Promise<void> {
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    script.place(KR)
    for (const who of [JP, US, KR_INTERPRETER]) script.joined(who)
    for (const who of [JP, US]) script.track(who, 'microphone')
    script.desk(KR_INTERPRETER, ['ko', 'en'], 'ko')
    script.speech(KR_INTERPRETER, 'ko')
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    test.connection.answer('call:join', () => ({ ok: true, body: { callId: CALL_ID, version: script.state.version } }))
    test.connection.answer('hearing:choose', () => ({
      ok: true,
      // What comes of it is heard of after its answer.
      body: { callId: CALL_ID, version: script.state.version + 1 },
    }))
    await test.phone.call.join('leaders')?.()
  }

  const listening = () => test.phone.interpretation.listening
  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const loudness = (who: ConsolePerson, kind: RemoteTrack['kind'] = 'microphone', channel?: string): number =>
    test.media.loudness({
      ...{ line: 'leaders', callId: CALL_ID, console: who.console, trackId: 't', kind, muted: false },
      ...(channel !== undefined && { channel }),
      stream: undefined as unknown as MediaStream,
    })
  const all = () => [
    loudness(JP),
    loudness(US),
    loudness(KR_INTERPRETER),
    loudness(KR_INTERPRETER, 'interpretation', 'ko'),
  ]

  it('is the floor at first, without the channels', () => {
    expect(listening().hearing.value).to.equal('floor')
    expect(listening().channels.value.map(({ channel, live }) => [channel, live?.leg.name, live?.heard])).to.deep.equal(
      [
        ['ko', 'Choi Seo-yeon', true],
        ['ja', undefined, undefined],
        ['en', undefined, undefined],
      ],
    )
    expect(all()).to.deep.equal([1, 1, 0, 0])
    tell(script.joined(US_INTERPRETER), script.desk(US_INTERPRETER, ['ko', 'en'], 'ko'))
    tell(script.speech(US_INTERPRETER, 'ko'))
    const [korean] = listening().channels.value
    expect(korean?.waiting.map(({ leg, heard }) => [leg.name, heard])).to.deep.equal([['Daniel Reyes', false]])
  })

  it('is shown as chosen from the press on, and heard when the line says so', async () => {
    const chosen = listening().choose.value?.('ko')
    expect(listening().hearing.value).to.equal('ko')
    await chosen
    expect(listening().hearing.value, 'the answer comes before the fact').to.equal('ko')
    expect(all(), 'nothing is turned down before it is so').to.deep.equal([1, 1, 0, 0])
    tell(script.listens(KR, 'ko'))
    expect(all()).to.deep.equal([0.2, 0.2, 0, 1])
    expect(
      test.connection.asks('hearing:choose').map(({ line, callId, hearing }) => [line, callId, hearing]),
    ).to.deep.equal([['leaders', CALL_ID, 'ko']])
  })

  it('goes back to what the line says where the choice is refused', async () => {
    test.connection.refuse('hearing:choose', 'unknown')
    await listening().choose.value?.('ko')
    expect(listening().hearing.value).to.equal('floor')
    expect(listening().refusal.value?.code).to.equal('unknown')
  })

  it('has the floor in full while nobody is heard on the channel', () => {
    tell(script.listens(KR, 'ko'))
    const { trackId } = script.state.call?.tracks.find(({ kind }) => kind === 'interpretation') ?? { trackId: '' }
    tell(script.entry(SERVER, [{ type: 'track:muted', trackId }]))
    expect(all().slice(0, 2)).to.deep.equal([1, 1])
    tell(script.entry(SERVER, [{ type: 'track:unmuted', trackId }]))
    expect(all().slice(0, 2)).to.deep.equal([0.2, 0.2])
  })

  it('is as loud underneath as this person wants it, in this call and in the next', async () => {
    tell(script.listens(KR, 'ko'))
    listening().setUnderneath(0.5)
    expect(all()).to.deep.equal([0.5, 0.5, 0, 1])
    const { storage } = test
    test.phone.close()
    test = createSoftphoneInTest(new FakeClock(), storage)
    await begin()
    expect(listening().underneath.value).to.equal(0.5)
    test.phone.close()
    storage.write('ringdown.underneath/kr-principal', 'loud')
    test = createSoftphoneInTest(new FakeClock(), storage)
    await begin()
    expect(listening().underneath.value, 'what is no volume is none').to.equal(0.2)
  })

  it('is nothing to choose outside of a call, nor on hold', async () => {
    tell(script.entry(SERVER, [{ type: 'leg:held', console: KR.console, reason: 'asked' }]))
    expect(listening().choose.value).to.equal(undefined)
    test.phone.call.forget()
    await settled()
    expect(listening().channels.value).to.deep.equal([])
    expect(loudness(JP), 'what a call beside this page sends is not turned down').to.equal(1)
  })

  it('counts who waits on a channel beside who is live there', () => {
    tell(script.joined(US_INTERPRETER), script.desk(US_INTERPRETER, ['ko', 'en'], 'ko'))
    const [ko] = listening().channels.value
    expect([ko?.live?.leg.name, ko?.waiting.map(({ leg }) => leg.name)]).to.deep.equal([
      'Choi Seo-yeon',
      ['Daniel Reyes'],
    ])
  })
})
