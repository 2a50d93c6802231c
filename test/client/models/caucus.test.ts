import { expect } from 'chai'
import type { RemoteTrack } from '../../../client/models/ports.ts'
import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, CALL_ID, JP, KR, LineScript } from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const KR_ADVISER = at(21, 'kr-adviser', 'Yoon Hye-jin', 'adviser')
const said = (text: string, atMs = 1, from = KR) => ({
  line: 'leaders',
  callId: CALL_ID,
  said: { messageId: crypto.randomUUID(), from, atMs, text },
})

describe('the caucus at a console', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    script.place(JP)
    script.answered(KR)
    welcome(test, KR_ADVISER, [{ line: LEADERS, standing: 'joins', state: script.state }])
    test.connection.answer('call:join', () => ({
      ok: true,
      body: { callId: CALL_ID, version: script.state.version + 1 },
    }))
    test.connection.answer('caucus:read', () => ({ ok: true, body: { texts: [said('before').said] } }))
    await test.phone.call.join('leaders')?.()
    tell(script.joined(KR_ADVISER))
  })
  afterEach(() => test.phone.close())

  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const went = (type: 'caucus:entered' | 'caucus:left', who = KR_ADVISER) =>
    tell(script.entry(by(who), [{ type, console: who.console, person: who.person, party: who.party }]))
  const now = () => test.phone.caucus.now.value
  const texts = () => test.phone.caucus.texts.value.map(({ text }) => text)

  it('is entered by a click, and is there as soon as the line says so', async () => {
    await now()?.enter?.()
    expect(test.connection.asks('caucus:enter')[0]).to.include({ callId: CALL_ID })
    expect([now()?.inside, test.media.calls.includes('caucus true')]).to.deep.equal([false, false])
    went('caucus:entered')
    expect([now()?.inside, test.media.calls.includes('caucus true')]).to.deep.equal([true, true])
    await settled()
    expect(texts(), 'what was written before').to.deep.equal(['before'])
    test.connection.notify('caucus:said', said('now', 2))
    expect(texts()).to.deep.equal(['before', 'now'])
    await now()?.leave?.()
    went('caucus:left')
    expect([now()?.inside, texts(), test.media.calls.at(-1)]).to.deep.equal([false, [], 'caucus false'])
  })

  it('shows who of one’s own party is in it, and takes no word while one is not', () => {
    went('caucus:entered', KR)
    went('caucus:entered', JP)
    expect(now()?.people.map(({ person }) => person)).to.deep.equal(['kr-principal'])
    test.connection.notify('caucus:said', said('not for here'))
    expect(texts()).to.deep.equal([])
    expect(now()?.say).to.equal(undefined)
  })

  it('has the floor underneath and the caucus in full, as long as one is in it', () => {
    const loudness = (who: ConsolePerson, kind: RemoteTrack['kind']): number =>
      test.media.loudness({
        ...{ line: 'leaders', callId: CALL_ID, console: who.console, trackId: 't', kind, muted: false },
        stream: undefined as unknown as MediaStream,
      })
    expect(loudness(JP, 'microphone')).to.equal(1)
    for (const who of [KR, KR_ADVISER]) went('caucus:entered', who)
    expect([loudness(JP, 'microphone'), loudness(KR, 'caucus')]).to.deep.equal([0.2, 1])
    went('caucus:left')
    expect(loudness(JP, 'microphone')).to.equal(1)
  })

  it('leaves the floor of who unmutes in it muted when the page is reloaded', async () => {
    test.media.setLocal({ microphone: 'ready', muted: false })
    const kept = () => test.storage.read('ringdown.off-in')
    went('caucus:entered')
    await test.phone.call.toggleMute.value?.()
    expect(kept()).to.deep.equal([`${CALL_ID} microphone`])
    await test.phone.call.toggleMute.value?.()
    expect([test.media.localNow.muted, kept()]).to.deep.equal([false, [`${CALL_ID} microphone`]])
  })

  it('is over with a hold', async () => {
    went('caucus:entered')
    await settled()
    tell(script.entry(by(KR_ADVISER), [{ type: 'leg:held', console: KR_ADVISER.console, reason: 'asked' }]))
    expect([now(), texts(), test.media.calls.at(-1)]).to.deep.equal([undefined, [], 'caucus false'])
  })
})
