import { expect } from 'chai'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, JP, KR, KR_WATCH, LineScript, SERVER } from '../fakeLine.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const LISTENER = at(9, 'kr-listener', 'Baek Ji-ho', 'listener')

describe('a message that comes to a console in use', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    test.connection.answer('text:receive', () => ({ ok: true, body: { version: script.state.version } }))
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, KR, [{ line: LEADERS }, { line: ADVISERS }])
    await test.phone.lamps.arm.value?.()
  })
  afterEach(() => test.phone.close())

  const said = (who: typeof KR, text: string): void => {
    const texts = [{ language: 'en', text }]
    const number = script.state.texts.count + 1
    const entry = script.entry(by(who), [{ type: 'text:sent', number, language: 'en', texts }])
    test.connection.notify('line:advanced', { line: 'leaders', entries: [entry] })
  }
  const acknowledged = (number: number): void => {
    const entry = script.entry(by(KR_WATCH), [{ type: 'text:acknowledged', number, person: KR_WATCH.person }])
    test.connection.notify('line:advanced', { line: 'leaders', entries: [entry] })
  }
  const tones = () => test.media.calls.filter((name) => name.startsWith('message'))
  const items = () => test.phone.textNews.items.value.map(({ text }) => text.number)
  const welcomed = (): void => welcome(test, KR, [{ line: LEADERS, state: script.state }])

  it('sounds once for each of the others, and never for one’s own', () => {
    said(KR_WATCH, 'ours')
    expect(tones()).to.deep.equal([])
    said(JP, 'theirs')
    acknowledged(2)
    expect(tones()).to.deep.equal(['message'])
    said(JP, 'again')
    expect(tones()).to.deep.equal(['message', 'message'])
    welcomed()
    expect(tones(), 'connected again, with nothing new').to.have.length(2)
  })

  it('sounds of nothing that was there before this console was, and of nothing where it is not armed', async () => {
    said(JP, 'before')
    const { state } = script
    test.phone.close()
    test = createSoftphoneInTest()
    test.connection.answer('text:receive', () => ({ ok: true, body: { version: 1 } }))
    await signIn(test)
    script.state = state
    welcomed()
    expect(items(), 'it is seen all the same').to.deep.equal([1])
    said(JP, 'to a console that is not armed')
    expect(tones()).to.deep.equal([])
    await test.phone.lamps.arm.value?.()
    expect(tones()).to.deep.equal([])
  })

  it('sounds softly to who is in a call, and not over a ring', async () => {
    script.place(JP)
    script.ring('kr', [KR])
    welcomed()
    said(JP, 'over a ring')
    expect(tones()).to.deep.equal([])
    expect(items()).to.deep.equal([1])
    const [incoming] = test.phone.rings.incoming.value
    script.answered(KR)
    const { version } = script.state
    test.connection.answer('call:answer', () => ({
      ok: true,
      body: { version, callId: script.state.call?.callId ?? '' },
    }))
    if (incoming) await test.phone.rings.answer(incoming)?.()
    welcomed()
    said(JP, 'in a call')
    expect(tones()).to.deep.equal(['message-in-call'])
  })

  it('stands on the screen until it is acknowledged by one’s party, or opened here, the newest first', () => {
    said(JP, 'one')
    said(JP, 'two')
    said(KR_WATCH, 'ours')
    expect(items()).to.deep.equal([2, 1])
    acknowledged(2)
    expect(items()).to.deep.equal([1])
    said(JP, 'four')
    test.phone.textNews.open('leaders')
    expect(items()).to.deep.equal([])
    expect(test.phone.textNews.count.value, 'nobody has acknowledged them').to.equal(2)
    said(JP, 'five')
    expect(items()).to.deep.equal([5])
  })

  it('is acknowledged where it stands, except by a listener', () => {
    said(JP, 'one')
    expect(test.phone.textNews.items.value[0]?.acknowledge).not.to.equal(undefined)
    welcome(test, LISTENER, [{ line: LEADERS, state: script.state }])
    expect(items()).to.deep.equal([1])
    expect(test.phone.textNews.items.value[0]?.acknowledge).to.equal(undefined)
  })

  it('is counted in title and icon below what rings and rings that were missed', () => {
    said(JP, 'one')
    said(JP, 'two')
    expect([test.face.mark, test.face.title]).to.deep.equal(['missed', '2 messages – Ringdown'])
    script.place(JP)
    script.ring('kr', [KR])
    script.entry(SERVER, [{ type: 'ring:unanswered', party: 'kr', attempt: 1 }])
    script.entry(by(JP), [{ type: 'call:ended', reason: 'cancelled' }])
    welcomed()
    expect(test.face.title).to.equal('1 missed ring – Ringdown')
    acknowledged(1)
    acknowledged(2)
    expect(test.face.title).to.equal('1 missed ring – Ringdown')
  })

  it('is shown by the system too where the page is in front and nobody uses it', () => {
    said(JP, 'in use')
    expect(test.notifications.shown).to.deep.equal([])
    test.attention.rest()
    said(JP, 'nobody there')
    expect(test.notifications.shown).to.deep.equal(['text 2 on Leaders'])
    test.attention.use()
    expect(test.notifications.shown).to.deep.equal([])
  })
})
