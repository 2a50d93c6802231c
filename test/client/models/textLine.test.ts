import { expect } from 'chai'
import { STARTING_MESSAGES } from '../../../server/calls/startingMessages.ts'
import type { RequestPayload } from '../../../server/protocol/events.ts'
import type { RefusalCode } from '../../../server/protocol/refusal.ts'
import { refusal } from '../../../server/protocol/refusal.ts'
import type { LineText } from '../../../server/protocol/texts.ts'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, JP, JP_WATCH, KR, KR_WATCH, LineScript, US_WATCH } from '../fakeLine.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { FakeStorage } from '../fakePorts.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const LINE = 'leaders'
const LISTENER = at(9, 'kr-listener', 'Baek Ji-ho', 'listener')

describe('the text line of a console', () => {
  let test: SoftphoneInTest
  let script: LineScript
  /** What the line has, as a server would have it: each command once. */
  let kept: RequestPayload<'text:send'>[]
  /** What the server does with the next message before it takes it; it takes it when there is none. */
  let trouble: ((message: RequestPayload<'text:send'>) => RefusalCode | 'lost' | undefined)[]

  beforeEach(async () => {
    kept = []
    trouble = []
    await open(new FakeStorage())
  })
  afterEach(() => test.phone.close())

  async function open(storage: FakeStorage, who = KR, clock = new FakeClock()): Promise<void> {
    test = createSoftphoneInTest(clock, storage)
    test.connection.answer('text:receive', () => ({ ok: true, body: { version: script.state.version } }))
    test.connection.answer('text:send', (message) => {
      const code = trouble.shift()?.(message)
      if (code !== undefined && code !== 'lost') return { ok: false, refusal: refusal(code, '') }
      if (!kept.some(({ commandId }) => commandId === message.commandId)) kept.push(message)
      if (code === 'lost') return { ok: false, refusal: refusal('unavailable', '') }
      return { ok: true, body: { version: script.state.version + 1 } }
    })
    await signIn(test)
    script = new LineScript(LINE, test.clock.nowMs())
    welcome(test, who, [{ line: LEADERS }, { line: ADVISERS }])
  }

  const write = (text: string, line = LINE): void => {
    test.phone.texts.change(line, { text })
    const send = test.phone.texts.send(line)
    if (send === undefined) throw new Error(`"${text}" cannot be sent.`)
    send()
  }
  const waiting = (line = LINE) => test.phone.texts.waiting(line).map(({ text, held }) => [text, held] as const)
  const isKept = () => test.phone.texts.waiting(LINE).map((item) => test.phone.texts.isKept(item))
  const texts = () => kept.map(({ text }) => text)
  /** What the server has comes to this console. */
  const fold = (): void => {
    const known = new Set(script.state.texts.newest.map(({ commandId }) => commandId))
    for (const { commandId, language, text } of kept.filter((message) => !known.has(message.commandId))) {
      const number = script.state.texts.count + 1
      const entry = script.entry(
        by(KR),
        [{ type: 'text:sent', number, language, texts: [{ language, text }] }],
        100,
        commandId,
      )
      test.connection.notify('line:advanced', { line: LINE, entries: [entry] })
    }
  }
  const sent = (who: typeof KR, text: string, number = script.state.texts.count + 1) =>
    script.entry(by(who), [{ type: 'text:sent', number, language: 'en', texts: [{ language: 'en', text }] }])
  const said = (...message: Parameters<typeof sent>) =>
    test.connection.notify('line:advanced', { line: LINE, entries: [sent(...message)] })

  it('sends what was written, in order, and shows it as waiting until it stands on the line', async () => {
    write('  하나 ')
    write('둘')
    expect(waiting()).to.deep.equal([
      ['하나', undefined],
      ['둘', undefined],
    ])
    await settled()
    expect(texts()).to.deep.equal(['하나', '둘'])
    expect(
      kept.map(({ language }) => language),
      'in the language of one’s party',
    ).to.deep.equal(['ko', 'ko'])
    expect(waiting(), 'it is not here yet').to.have.length(2)
    fold()
    expect(waiting()).to.deep.equal([])
    expect(test.phone.texts.messages(LINE).map(({ number }) => number)).to.deep.equal([1, 2])
  })

  it('keeps what is written while the network is away, and sends it once when it is back', async () => {
    test.connection.become('lost')
    for (const text of ['one', 'two', 'three']) write(text)
    await test.clock.pass(30_000)
    expect(texts()).to.deep.equal([])
    test.connection.become('connected')
    await test.clock.pass(1_000)
    expect(texts()).to.deep.equal(['one', 'two', 'three'])
  })

  it('sends the same message again until there is an answer, and nothing behind it before', async () => {
    trouble = [() => 'unavailable', () => 'lost', () => 'slow-down']
    write('one')
    write('two')
    await test.clock.pass(5_000)
    expect(texts()).to.deep.equal(['one', 'two'])
    const asked = test.connection.asks('text:send').map(({ commandId }) => commandId)
    expect(asked).to.have.length(5)
    expect(new Set(asked.slice(0, 4)).size, 'one message, one identifier').to.equal(1)
  })

  it('sends on after a reload, under the same identifier', async () => {
    trouble = [() => 'lost', () => 'unavailable']
    write('one')
    write('two')
    await settled()
    const [first] = test.connection.asks('text:send')
    test.phone.close()
    await open(test.storage)
    expect(waiting()).to.deep.equal([
      ['one', undefined],
      ['two', undefined],
    ])
    expect(isKept()).to.deep.equal([true, true])
    await test.clock.pass(1_000)
    expect(texts(), 'it had been taken before').to.deep.equal(['one', 'two'])
    expect(test.connection.asks('text:send')[0]?.commandId).to.equal(first?.commandId)
  })

  it('says of what the browser could not keep that it is not kept, sends it all the same, and keeps it when there is room', async () => {
    test.connection.become('lost')
    write('one')
    test.storage.full = true
    write('two')
    expect(isKept()).to.deep.equal([true, false])
    test.storage.full = false
    await test.clock.pass(6_000)
    expect(isKept()).to.deep.equal([true, true])
    test.storage.full = true
    write('three')
    expect(isKept()).to.deep.equal([true, true, false])
    test.connection.become('connected')
    await test.clock.pass(1_000)
    expect(texts()).to.deep.equal(['one', 'two', 'three'])
  })

  it('does not send by itself what is found again long after it was written', async () => {
    test.connection.become('lost')
    write('Stand by.')
    await settled()
    const { storage, clock } = test
    test.phone.close()
    await open(storage, KR, new FakeClock(clock.nowMs() + 11 * 60_000))
    await test.clock.pass(1_000)
    expect(waiting()).to.deep.equal([['Stand by.', 'old']])
    expect(test.connection.asks('text:send')).to.deep.equal([])
    const [item] = test.phone.texts.waiting(LINE)
    if (item) test.phone.texts.release(item)
    await settled()
    expect(test.connection.asks('text:send')).to.have.length(1)
  })

  it('shows what was refused for good as not sent, to be edited or thrown away, and sends what is behind it', async () => {
    trouble = [() => 'not-allowed', () => 'too-late']
    for (const text of ['one', 'two', 'three']) write(text)
    await settled()
    fold()
    expect(waiting()).to.deep.equal([
      ['one', 'not-allowed'],
      ['two', 'too-late'],
    ])
    expect(texts()).to.deep.equal(['three'])
    await test.clock.pass(60_000)
    expect(test.connection.asks('text:send'), 'it is not tried again').to.have.length(3)
    const [one, two] = test.phone.texts.waiting(LINE)
    if (!one || !two) throw new Error('Nothing was held.')
    test.phone.texts.edit(one)
    expect(test.phone.texts.draft(LINE)?.text).to.equal('one')
    test.phone.texts.discard(two)
    expect(waiting()).to.deep.equal([])
    expect(test.storage.kept.size, 'nothing of it is kept').to.equal(0)
  })

  it('knows a message that was taken although it was refused the second time', async () => {
    trouble = [() => 'lost', () => 'not-allowed']
    write('one')
    await test.clock.pass(1_000)
    expect(waiting()).to.deep.equal([['one', 'not-allowed']])
    fold()
    expect(waiting(), 'it stands on the line').to.deep.equal([])
  })

  it('takes over what a tab has left behind that is open no more, and leaves alone what is another tab’s', async () => {
    test.connection.become('lost')
    write('left behind')
    await settled()
    test.phone.close()
    const other = { ...KR, console: KR_WATCH.console }
    await open(test.storage, other)
    test.tabs.others = [KR.console]
    await test.clock.pass(6_000)
    expect(waiting()).to.deep.equal([])
    test.tabs.others = []
    await test.clock.pass(6_000)
    expect(texts()).to.deep.equal(['left behind'])
  })

  it('leaves what it took over where it is kept as long as there is no room for it twice, and sends it once', async () => {
    test.connection.become('lost')
    write('left behind')
    await settled()
    test.phone.close()
    await open(test.storage, { ...KR, console: KR_WATCH.console })
    test.connection.become('lost')
    test.storage.full = true
    test.tabs.others = []
    await test.clock.pass(6_000)
    expect(waiting()).to.deep.equal([['left behind', undefined]])
    expect(isKept()).to.deep.equal([true])
    const places = () => test.storage.names().filter((name) => name.includes(KR.console))
    expect(places()).to.have.length(1)
    test.connection.become('connected')
    await test.clock.pass(1_000)
    fold()
    await test.clock.pass(20_000)
    expect(waiting()).to.deep.equal([])
    expect(places()).to.deep.equal([])
    expect(test.connection.asks('text:send')).to.have.length(1)
  })

  it('keeps the messages of one person from another', async () => {
    test.connection.become('lost')
    write('mine')
    test.phone.texts.change(LINE, { text: 'begun' })
    test.connection.notify('session:ended', { reason: 'signed-out' })
    await signIn(test)
    welcome(test, KR_WATCH, [{ line: LEADERS }])
    await test.clock.pass(10_000)
    expect(waiting()).to.deep.equal([])
    expect(test.phone.texts.draft(LINE)?.text).to.equal('')
    expect(texts()).to.deep.equal([])
  })

  it('sends a prepared message as it was read, and keeps what was being typed', async () => {
    const [message] = STARTING_MESSAGES
    const [original] = message?.texts ?? []
    test.phone.texts.change(LINE, { text: 'typing' })
    test.phone.texts.choose(LINE, message)
    expect(test.phone.texts.draft(LINE)?.prepared).to.equal(message)
    test.phone.texts.send(LINE)?.()
    await settled()
    expect(kept[0]).to.deep.include({ text: original?.text, language: original?.language, prepared: message?.id })
    expect(kept[0]?.translations, 'what else was read').to.deep.equal(message?.texts.slice(1))
    const draft = test.phone.texts.draft(LINE)
    expect(draft?.prepared).to.equal(undefined)
    expect(draft?.text).to.equal('typing')
  })

  it('sends nothing that is nothing, too long or too much', () => {
    welcome(test, KR_WATCH, [{ line: LEADERS }, { line: ADVISERS }])
    for (const text of ['', ' \n ', 'x'.repeat(2_001)]) {
      test.phone.texts.change(LINE, { text })
      expect(test.phone.texts.send(LINE), JSON.stringify(text.slice(0, 9))).to.equal(undefined)
    }
    test.connection.become('lost')
    for (let count = 0; count < 50; count += 1) write(`message ${count}`)
    test.phone.texts.change(LINE, { text: 'one more' })
    expect(test.phone.texts.send(LINE), 'no room').to.equal(undefined)
    test.phone.texts.change('advisers', { text: 'elsewhere' })
    expect(test.phone.texts.send('advisers'), 'there is on another line').to.not.equal(undefined)
  })

  it('leaves out what nobody sees of what was pasted', async () => {
    write('a\u0000b\r\nc\u001b')
    await settled()
    expect(texts()).to.deep.equal(['ab\nc'])
  })

  it('says once up to where it has the messages of the others, and nothing of its own party’s', async () => {
    said(KR_WATCH, 'ours')
    await test.clock.pass(2_000)
    expect(test.connection.asks('text:receive')).to.deep.equal([])
    for (let count = 0; count < 20; count += 1) said(JP, `message ${count}`)
    await test.clock.pass(2_000)
    const receipts = test.connection.asks('text:receive').map(({ from, upTo }) => [from, upTo])
    expect(receipts, 'the first at once, then all of the others together').to.deep.equal([
      [1, 2],
      [1, 21],
    ])
    const { party, console, person } = KR
    const delivered = script.entry(by(KR), [{ type: 'text:delivered', party, upTo: 21, console, person }])
    test.connection.notify('line:advanced', { line: LINE, entries: [delivered] })
    test.connection.become('lost')
    test.connection.become('connected')
    await test.clock.pass(2_000)
    expect(test.connection.asks('text:receive'), 'it is known').to.have.length(2)
  })

  it('says nothing of what it was never handed, and goes on from what it has', async () => {
    for (let count = 0; count < 60; count += 1) said(JP, 'x'.repeat(2_000))
    const { state } = script
    expect(state.texts.newest[0]?.number).to.equal(11)
    test.phone.close()
    await open(test.storage)
    script.state = state
    welcome(test, KR, [{ line: LEADERS, state }])
    await test.clock.pass(2_000)
    said(JP, 'one more')
    await test.clock.pass(2_000)
    expect(test.connection.asks('text:receive').map(({ from, upTo }) => [from, upTo])).to.deep.equal([
      [11, 60],
      [11, 61],
    ])
  })

  it('says nothing of what was written while it was cut off, and is more than it was handed when it came back', async () => {
    said(JP, 'x')
    await test.clock.pass(2_000)
    test.connection.become('lost')
    for (let count = 0; count < 60; count += 1) sent(JP, 'x'.repeat(2_000))
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    await test.clock.pass(2_000)
    expect(script.state.texts.newest[0]?.number).to.equal(12)
    const { from, upTo } = test.connection.asks('text:receive').at(-1) ?? {}
    expect([from, upTo]).to.deep.equal([12, 61])
  })

  it('says that it has what dropped out of what is at hand before it could say so', async () => {
    said(JP, 'x')
    await settled()
    for (let count = 0; count < 60; count += 1) said(JP, 'x'.repeat(2_000))
    await test.clock.pass(2_000)
    expect(test.connection.asks('text:receive').map(({ from, upTo }) => [from, upTo])).to.deep.equal([
      [1, 1],
      [1, 61],
    ])
  })

  it('reads older messages page by page, says that it has them, and keeps to them what becomes of them', async () => {
    const written: LineText[] = []
    for (let count = 0; count < 60; count += 1) {
      said(JP, `${count} `.padEnd(2_000, 'x'))
      written.push(...script.state.texts.newest.slice(-1))
    }
    const { state } = script
    test.phone.close()
    await open(test.storage)
    script.state = state
    welcome(test, KR, [{ line: LEADERS, state }])
    await test.clock.pass(2_000)
    const { older, messages } = test.phone.texts
    const numbers = () => messages(LINE).map(({ number }) => number)
    expect(older.isThere(LINE)).to.equal(true)
    test.connection.refuse('texts:read', 'unavailable')
    await older.read(LINE)?.()
    expect(older.failed(LINE)).to.equal(true)
    expect(numbers()[0]).to.equal(11)

    test.connection.answer('texts:read', ({ before }) => {
      return { ok: true, body: { texts: written.slice(Math.max(0, before - 7), before - 1) } }
    })
    await older.read(LINE)?.()
    expect(older.failed(LINE)).to.equal(false)
    expect(numbers()[0]).to.equal(5)
    await older.read(LINE)?.()
    expect(older.isThere(LINE), 'that is the first').to.equal(false)
    expect(older.read(LINE)).to.equal(undefined)
    expect(numbers()).to.deep.equal(Array.from({ length: 60 }, (_, index) => index + 1))
    await test.clock.pass(2_000)
    expect(test.connection.asks('text:receive').map(({ from, upTo }) => [from, upTo])).to.deep.equal([
      [11, 60],
      [5, 10],
      [1, 4],
    ])

    const { party, console, person } = KR
    const delivered = script.entry(by(KR), [{ type: 'text:delivered', party, from: 1, upTo: 60, console, person }])
    test.connection.notify('line:advanced', { line: LINE, entries: [delivered] })
    expect(messages(LINE)[0]?.delivered.map((mark) => mark.party)).to.deep.equal(['kr'])
    said(JP, 'y'.repeat(2_000))
    expect(numbers(), 'what drops out stays here').to.deep.equal(Array.from({ length: 61 }, (_, index) => index + 1))
    const [first] = messages(LINE)
    expect(first && test.phone.texts.acknowledge(LINE, first), 'too old').to.equal(undefined)
    expect(test.phone.texts.unacknowledged(LINE), 'of those that can be').to.equal(55)
    expect(test.phone.texts.apart(LINE), 'they stand among the older ones that were read').to.deep.equal([])
  })

  it('has at hand what nobody of its party has acknowledged, however much somebody else has written since', async () => {
    said(JP_WATCH, 'MISSILE LAUNCH SEEN')
    for (let count = 0; count < 60; count += 1) said(JP, 'x'.repeat(2_000))
    const apart = () => test.phone.texts.apart(LINE).filter(({ from }) => from.person === JP_WATCH.person)
    const [first] = apart()
    expect(first?.texts[0]?.text).to.equal('MISSILE LAUNCH SEEN')
    test.connection.answer('text:acknowledge', () => ({ ok: true, body: { version: 4 } }))
    await (first && test.phone.texts.acknowledge(LINE, first))?.()
    expect(test.connection.asks('text:acknowledge')[0]).to.deep.include({ line: LINE, number: 1 })
    const entry = script.entry(by(KR), [{ type: 'text:acknowledged', number: 1, person: KR.person }])
    test.connection.notify('line:advanced', { line: LINE, entries: [entry] })
    expect(apart()).to.deep.equal([])
  })

  it('has what an administrator of its party has changed of the prepared messages', () => {
    const [message] = STARTING_MESSAGES
    if (message === undefined) throw new Error('There is none.')
    test.connection.notify('prepared:changed', { prepared: [message] })
    expect(test.phone.texts.prepared.value).to.deep.equal([message])
  })

  it('says nothing of what has come to a console that is cut off, until it is back', async () => {
    test.connection.become('lost')
    said(JP, 'late')
    await test.clock.pass(2_000)
    expect(test.connection.asks('text:receive')).to.deep.equal([])
    test.connection.become('connected')
    await test.clock.pass(2_000)
    expect(test.connection.asks('text:receive').map(({ upTo }) => upTo)).to.deep.equal([1])
  })

  it('counts what the others wrote and nobody of one’s party has acknowledged, and acknowledges it', async () => {
    said(JP, 'one')
    said(JP_WATCH, 'two')
    said(KR_WATCH, 'ours')
    expect(test.phone.texts.unacknowledged(LINE)).to.equal(2)
    const [one, , ours] = test.phone.texts.messages(LINE)
    if (!one || !ours) throw new Error('A message is missing.')
    expect(test.phone.texts.acknowledge(LINE, ours), 'one’s own').to.equal(undefined)
    test.connection.answer('text:acknowledge', () => ({ ok: true, body: { version: 4 } }))
    await test.phone.texts.acknowledge(LINE, one)?.()
    expect(test.connection.asks('text:acknowledge')[0]).to.deep.include({ line: LINE, number: 1 })
    const acknowledged = (who: typeof KR) =>
      script.entry(by(who), [{ type: 'text:acknowledged', number: 1, person: who.person }])
    test.connection.notify('line:advanced', { line: LINE, entries: [acknowledged(US_WATCH)] })
    expect(test.phone.texts.unacknowledged(LINE), 'not by ours').to.equal(2)
    test.connection.notify('line:advanced', { line: LINE, entries: [acknowledged(KR_WATCH)] })
    expect(test.phone.texts.unacknowledged(LINE)).to.equal(1)
  })

  it('is read by a listener, and by nobody written on when the line is broken', () => {
    welcome(test, LISTENER, [{ line: LEADERS }])
    said(JP, 'one')
    const [one] = test.phone.texts.messages(LINE)
    expect(test.phone.texts.draft(LINE)).to.equal(undefined)
    expect(test.phone.texts.send(LINE)).to.equal(undefined)
    expect(one && test.phone.texts.acknowledge(LINE, one)).to.equal(undefined)
  })

  it('has the system show that the others have written while nobody looks', () => {
    said(JP, 'seen')
    expect(test.notifications.shown).to.deep.equal([])
    test.attention.become(false)
    said(KR_WATCH, 'ours')
    expect(test.notifications.shown).to.deep.equal([])
    said(JP, 'unseen')
    said(JP, 'unseen too')
    expect(test.notifications.shown, 'the newest alone').to.deep.equal(['text 4 on Leaders'])
    test.attention.become(true)
    expect(test.notifications.shown).to.deep.equal([])
    test.attention.become(false)
    expect(test.notifications.shown, 'it was seen').to.deep.equal([])
  })
})
