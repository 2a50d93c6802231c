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

  /** Their own microphone and camera, and what is said about it. */
  const onAir = () => {
    const { news } = test.phone.call
    const note = news.value
    const { muted, cameraOn } = test.media.localNow
    return [muted ? 'muted' : 'live', cameraOn ? 'seen' : 'unseen', note?.what === 'out-of-caucus' ? note.out : '']
  }
  /** An adviser who has unmuted, whom all hear and see. */
  async function live(): Promise<void> {
    test.media.setLocal({ microphone: 'ready', camera: 'ready' })
    await test.phone.call.toggleMute.value?.()
    expect(onAir()).to.deep.equal(['live', 'seen', ''])
  }

  it('is left muted on the floor, with the camera as it was, and one click speaks', async () => {
    await live()
    test.media.setLocal({ screenOn: true })
    went('caucus:entered')
    expect(onAir(), 'live in the caucus').to.deep.equal(['live', 'unseen', ''])
    expect(test.media.localNow.screenOn).to.equal(false)
    const { toggleCamera, toggleScreen } = test.phone.call
    expect([toggleCamera.value, toggleScreen.value], 'all would see it').to.deep.equal([undefined, undefined])
    went('caucus:left')
    expect(onAir()).to.deep.equal(['muted', 'seen', 'left'])
    const news = test.phone.call.news.value
    if (news?.what === 'out-of-caucus') await news.unmute?.()
    expect(onAir()).to.deep.equal(['live', 'seen', ''])
  })

  it('has nothing on the floor from the press on, and has it there again where it was refused', async () => {
    await live()
    test.connection.answer('caucus:enter', () => {
      expect(onAir()[0], 'before it is asked').to.equal('muted')
      return { ok: true, body: { callId: CALL_ID, version: script.state.version + 1 } }
    })
    await now()?.enter?.()
    expect(onAir()[0], 'before the line says so').to.equal('muted')
    went('caucus:entered')
    expect(onAir()[0], 'in the caucus').to.equal('live')
    went('caucus:left')
    await test.phone.call.toggleMute.value?.()
    test.connection.refuse('caucus:enter', 'not-allowed')
    await now()?.enter?.()
    expect([onAir()[0], test.phone.caucus.refusal.value?.code]).to.deep.equal(['live', 'not-allowed'])
  })

  it('does not bring back a camera that was off before', async () => {
    await live()
    await test.phone.call.toggleCamera.value?.()
    went('caucus:entered')
    went('caucus:left')
    expect(onAir()).to.deep.equal(['muted', 'unseen', 'left'])
  })

  it('is lost with the connection, and who comes back by themselves is muted, unseen and told so', async () => {
    await live()
    went('caucus:entered')
    await test.phone.call.toggleMute.value?.()
    await test.phone.call.toggleMute.value?.()
    test.connection.become('lost')
    expect(onAir().slice(0, 2), 'they still believe to be in it').to.deep.equal(['live', 'unseen'])
    script.entry({ kind: 'system', part: 'server' }, [
      { type: 'leg:away', console: KR_ADVISER.console, reason: 'server-restarted' },
    ])
    welcome(test, KR_ADVISER, [{ line: LEADERS, standing: 'joins', state: script.state }])
    expect(onAir().slice(0, 2), 'before anything of them is on the air').to.deep.equal(['muted', 'unseen'])
    expect(test.connection.asks('call:join'), 'they come back by themselves').to.have.length(2)
    tell(script.entry(by(KR_ADVISER), [{ type: 'leg:back', console: KR_ADVISER.console }]))
    expect(onAir()).to.deep.equal(['muted', 'unseen', 'lost'])
  })

  it('is over for a page that is loaded anew, at any console: it comes in muted, also where they had unmuted before', async () => {
    await live()
    went('caucus:entered')
    test.phone.call.forget()
    test.storage.write('ringdown.off-in', [`${CALL_ID} microphone on`])
    const { enter } = test.media
    const entering: string[][] = []
    test.media.enter = (line, callId) => {
      enter(line, callId)
      entering.push(onAir().slice(0, 2))
    }
    await test.phone.call.join('leaders')?.()
    expect(entering).to.deep.equal([['muted', 'unseen']])
  })

  it('is over with a hold, and whoever is taken back out of it is muted', async () => {
    await live()
    went('caucus:entered')
    await settled()
    const { console } = KR_ADVISER
    tell(script.entry(by(KR_ADVISER), [{ type: 'leg:held', console, reason: 'pre-empted' }]))
    expect([now(), texts(), test.media.calls.at(-1)]).to.deep.equal([undefined, [], 'caucus false'])
    tell(script.entry({ kind: 'system', part: 'ringing' }, [{ type: 'leg:retrieved', console }]))
    expect(onAir()).to.deep.equal(['muted', 'unseen', 'held'])
  })

  it('has a floor given to who is in it wait for them outside', async () => {
    await live()
    went('caucus:entered')
    tell(script.entry(by(KR), [{ type: 'floor:given', console: KR_ADVISER.console, person: KR_ADVISER.person }]))
    const floor = () => {
      const news = test.phone.call.news.value
      return news?.what === 'floor' && [news.by.name, news.unmute !== undefined]
    }
    expect(floor(), 'what they unmute there is not the floor').to.deep.equal([KR.name, false])
    went('caucus:left')
    expect(floor()).to.deep.equal([KR.name, true])
  })

  it('is no place for a key that was held before it', async () => {
    test.media.setLocal({ microphone: 'ready' })
    expect(onAir()[0]).to.equal('muted')
    const release = test.phone.call.talk.value?.()
    expect(onAir()[0]).to.equal('live')
    went('caucus:entered')
    release?.()
    expect(onAir()[0], 'in the caucus').to.equal('live')
    went('caucus:left')
    expect(onAir()[0], 'on the floor').to.equal('muted')
  })
})
