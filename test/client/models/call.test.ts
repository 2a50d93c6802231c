import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import {
  by,
  CALL_ID,
  JP,
  JP_WATCH,
  KR,
  KR_WATCH,
  LineScript,
  OTHER_CALL_ID,
  present,
  SERVER,
  US,
  US_ADVISER,
} from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('the call that a page is in', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
  })
  afterEach(() => test.phone.close())

  const call = () => test.phone.call
  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const accept = (name: 'call:join' | 'call:leave' | 'call:end') =>
    test.connection.answer(name, () => ({ ok: true, body: { callId: CALL_ID, version: script.state.version } }))

  async function inCall(): Promise<void> {
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.answer('call:place', () => ({ ok: true, body: { callId: CALL_ID, version: 1 } }))
    await call().place('leaders')?.('routine', 'real')
    tell(script.place(KR), script.answered(JP))
  }

  it('begins with the answer to Call now, although the news of it comes later', async () => {
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.answer('call:place', () => ({ ok: true, body: { callId: CALL_ID, version: 1 } }))
    await call().place('leaders')?.('flash', 'exercise')
    expect(test.media.calls).to.include(`enter leaders ${CALL_ID}`)
    expect(test.media.calls).not.to.include('leave')
    tell(script.place(KR))
    expect(call().own.value?.leg.how).to.equal('placed')
    expect(test.connection.asks('call:place')[0]).to.include({ precedence: 'flash', marking: 'exercise' })
  })

  it('cannot be placed by a role that only joins, nor on a line that has a call, nor without a connection', () => {
    welcome(test, US_ADVISER, [{ line: LEADERS, standing: 'joins' }])
    expect(call().place('leaders')).to.equal(undefined)
    welcome(test, KR, [{ line: LEADERS }])
    expect(call().place('leaders')).to.be.a('function')
    test.connection.become('lost')
    expect(call().place('leaders')).to.equal(undefined)
    test.connection.become('connected')
    tell(script.place(JP))
    expect(call().place('leaders')).to.equal(undefined)
    expect(call().join('leaders')).to.be.a('function')
  })

  it('rings one person again who is there, rung by nothing and not in the call; who only joins rings nobody', async () => {
    await inCall()
    const watch = present(JP_WATCH)
    test.connection.notify('presence:changed', { line: 'leaders', consoles: [present(JP), watch, present(US)] })
    test.connection.answer('ring:repeat', () => ({ ok: true, body: { callId: CALL_ID, version: 9 } }))
    expect(call().ringOne(present(JP)), 'is in the call').to.equal(undefined)
    expect(call().ringOne(present(US)), 'is about to be rung').to.equal(undefined)
    expect(call().ringOne(present(KR_WATCH)), 'is of a party that is not rung').to.equal(undefined)
    await call().ringOne(watch)?.()
    expect(test.connection.asks('ring:repeat')[0]).to.include({ party: 'jp', person: 'jp-watch', callId: CALL_ID })
    const sent = { party: 'jp', attempt: 2, person: 'jp-watch', deadlineAtMs: script.atMs + 60_000, consoles: [] }
    tell(script.entry(by(KR), [{ type: 'ring:sent', ...sent }]))
    expect(call().ringOne(watch), 'rings').to.equal(undefined)
  })

  it('tells of each who declines as they do, with the reason', async () => {
    await inCall()
    tell(script.ring('us', [US, US_ADVISER]))
    const about = { party: 'us', attempt: 1, console: US.console, person: US.person }
    tell(script.entry(by(US), [{ type: 'ring:declined', ...about, reason: 'call-back-later', callBackAtMs: 9 }]))
    const heard = test.phone.announcements.told.value.map(({ news }) => news)
    expect(heard.filter((news) => JSON.stringify(news).includes('"declined"'))).to.have.length(1)
    expect(heard.at(-1)).to.deep.include({ what: 'declined', party: 'us' })
    expect(heard.at(-1)).to.have.nested.property('decline.callBackAtMs', 9)
  })

  it('says why a command was refused, and is not entered', async () => {
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.refuse('call:place', 'not-allowed')
    await call().place('leaders')?.('routine', 'real')
    expect(call().refusal.value?.code).to.equal('not-allowed')
    expect(test.media.calls).to.deep.equal([])
  })

  it('sends a command again under the same identifier until the server is back', async () => {
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.refuse('call:place', 'unavailable')
    const placing = call().place('leaders')?.('routine', 'real')
    await test.clock.pass(900)
    test.connection.answer('call:place', () => ({ ok: true, body: { callId: CALL_ID, version: 1 } }))
    await test.clock.pass(600)
    await placing
    const asked = test.connection.asks('call:place')
    expect(asked.length).to.be.greaterThan(2)
    expect(new Set(asked.map(({ commandId }) => commandId)).size).to.equal(1)
    expect(test.media.calls).to.include(`enter leaders ${CALL_ID}`)
  })

  it('is offered after a reload, and never entered by itself', async () => {
    script.place(KR)
    script.answered(JP)
    script.entry(SERVER, [{ type: 'leg:away', console: KR.console, reason: 'console-lost' }])
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    await settled()
    expect(call().own.value).to.equal(undefined)
    expect(test.connection.asks('call:join')).to.deep.equal([])
    accept('call:join')
    await call().join('leaders')?.()
    expect(test.media.calls).to.include(`enter leaders ${CALL_ID}`)
  })

  it('comes back by itself when the server had lost this console', async () => {
    await inCall()
    accept('call:join')
    script.entry(SERVER, [{ type: 'leg:away', console: KR.console, reason: 'server-restarted' }])
    test.connection.become('lost')
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    await settled()
    expect(test.connection.asks('call:join')).to.have.length(1)
    expect(call().own.value?.call.callId).to.equal(CALL_ID)
    expect(test.media.calls).not.to.include('leave')
  })

  it('ends on two presses within five seconds, and on no single one', async () => {
    await inCall()
    accept('call:end')
    call().end.value?.()
    expect(call().asksEnd.value).to.equal(true)
    await test.clock.pass(5_100)
    expect(call().asksEnd.value).to.equal(false)
    call().end.value?.()
    expect(test.connection.asks('call:end')).to.deep.equal([])
    expect(call().end.value, 'a double click is one press').to.equal(undefined)
    await test.clock.pass(600)
    call().end.value?.()
    await settled()
    expect(test.connection.asks('call:end')).to.have.length(1)
    tell(script.entry(by(KR), [{ type: 'call:ended', reason: 'ended' }]))
    expect(call().own.value).to.equal(undefined)
    expect(test.media.calls.at(-1)).to.equal('leave')
    expect(call().aftermath.value).to.include({ why: 'ended', line: 'leaders' })
  })

  it('says what became of a call until there is another on that line', async () => {
    await inCall()
    tell(script.entry(by(JP), [{ type: 'call:ended', reason: 'ended' }]))
    expect(call().aftermath.value?.why).to.equal('ended')
    tell(script.place(JP))
    expect(call().aftermath.value).to.equal(undefined)
  })

  it('says after a call who had declined of a party that did not come, and when they will call back', async () => {
    await inCall()
    const ofUs = { party: 'us', attempt: 1, console: US.console, person: US.person }
    const ofJp = { party: 'jp', attempt: 1, console: JP_WATCH.console, person: JP_WATCH.person }
    tell(script.ring('us', [US]))
    tell(script.entry(by(US), [{ type: 'ring:declined', ...ofUs, reason: 'call-back-later', callBackAtMs: 9 }]))
    tell(script.entry(by(JP_WATCH), [{ type: 'ring:declined', ...ofJp, reason: 'wrong-time' }]))
    tell(script.entry(by(JP), [{ type: 'call:ended', reason: 'ended' }]))
    const after = call().aftermath.value
    const declined = after !== undefined && 'declined' in after ? after.declined : []
    expect(declined.map(({ party, decline }) => [party, decline.person, decline.callBackAtMs])).to.deep.equal([
      ['us', 'us-principal', 9],
    ])
  })

  it('comes back muted into the call in which one muted oneself, and into no other', async () => {
    await inCall()
    test.media.setLocal({ microphone: 'ready' })
    await call().toggleMute.value?.()
    expect(test.media.local().muted).to.equal(true)
    const reloaded = async (): Promise<boolean> => {
      test.media.setLocal({ muted: false })
      await call().answer('leaders', CALL_ID)
      return test.media.local().muted
    }
    test.connection.answer('call:answer', () => ({
      ok: true,
      body: { callId: CALL_ID, version: script.state.version },
    }))
    expect(await reloaded()).to.equal(true)
    await call().toggleMute.value?.()
    expect(await reloaded()).to.equal(false)
    await call().toggleMute.value?.()
    test.media.setLocal({ muted: false })
    test.connection.answer('call:answer', () => ({ ok: true, body: { callId: OTHER_CALL_ID, version: 1 } }))
    accept('call:leave')
    await call().answer('advisers', OTHER_CALL_ID)
    expect(test.media.local().muted).to.equal(false)
  })

  it('does not carry the question of End call into the next call', async () => {
    await inCall()
    call().end.value?.()
    expect(call().asksEnd.value).to.equal(true)
    tell(script.entry(by(JP), [{ type: 'call:ended', reason: 'ended' }]))
    expect(call().asksEnd.value).to.equal(false)
  })

  it('knows who speaks and how well they are heard in this call, and forgets it outside', async () => {
    const speakers = [{ console: JP.console, volumeDb: -20 }]
    const consoles = [{ console: JP.console, level: 'fair' as const }]
    const notify = (callId: string): void => {
      test.connection.notify('speaker:changed', { line: 'leaders', callId, speakers })
      test.connection.notify('quality:changed', { line: 'leaders', callId, consoles })
    }
    const known = () => [...call().speakers.value, ...call().quality.value.keys()]
    await inCall()
    notify(OTHER_CALL_ID)
    expect(known()).to.deep.equal([])
    notify(CALL_ID)
    expect(known()).to.deep.equal([JP.console, JP.console])
    tell(script.entry(by(JP), [{ type: 'call:ended', reason: 'ended' }]))
    expect(known()).to.deep.equal([])
  })

  it('has voices sent slim while the path of anybody else in it is narrow, and says whose', async () => {
    const mark = (console: string, narrow: boolean) => ({ console, level: 'good' as const, ...(narrow && { narrow }) })
    const notify = (...consoles: ReturnType<typeof mark>[]): void =>
      test.connection.notify('quality:changed', { line: 'leaders', callId: CALL_ID, consoles })
    const known = () => [test.media.othersNarrow, call().narrowLegs.value.map(({ name }) => name)]
    await inCall()
    notify(mark(KR.console, true), mark(JP.console, false))
    expect(known(), 'its own is known here').to.deep.equal([false, []])
    notify(mark(KR.console, true), mark(JP.console, true))
    expect(known()).to.deep.equal([true, [JP.name]])
    tell(script.entry(by(JP), [{ type: 'leg:left', console: JP.console, reason: 'left' }]))
    expect(known(), 'who has left is waited for no longer').to.deep.equal([false, []])
  })

  it('shows nothing on a path that carries voices alone', async () => {
    await inCall()
    const can = () => [call().toggleCamera.value, call().toggleScreen.value].map((action) => action !== undefined)
    expect(can()).to.deep.equal([true, true])
    test.media.setLocal({ narrow: true, microphone: 'ready' })
    expect(can()).to.deep.equal([false, false])
    expect(call().toggleMute.value).not.to.equal(undefined)
  })

  it('is over here when it has moved to another console of the same person', async () => {
    await inCall()
    const there = { ...KR, console: US.console }
    tell(
      script.entry(by(there), [
        { type: 'leg:left', console: KR.console, reason: 'moved' },
        { type: 'leg:joined', leg: there, how: 'joined' },
      ]),
    )
    expect(call().aftermath.value?.why).to.equal('moved')
    expect(test.media.calls.at(-1)).to.equal('leave')
  })

  it('knows of the same person at another console', async () => {
    script.place(KR)
    const second = { ...KR, console: US.console }
    test.tabs.others = [KR.console]
    welcome(test, second, [{ line: LEADERS, state: script.state }])
    await settled()
    expect(call().elsewhere('leaders')?.console).to.equal(KR.console)
    expect(test.phone.tabs.siblings.value.has(KR.console)).to.equal(true)
  })

  it('is left when another is answered, and only once that one has this console', async () => {
    await inCall()
    test.connection.refuse('call:answer', 'too-late')
    await call().answer('advisers', OTHER_CALL_ID)
    expect(test.connection.asks('call:leave')).to.deep.equal([])
    test.connection.answer('call:answer', () => ({ ok: true, body: { callId: OTHER_CALL_ID, version: 1 } }))
    accept('call:leave')
    await call().answer('advisers', OTHER_CALL_ID)
    expect(test.connection.asks('call:leave').map(({ callId }) => callId)).to.deep.equal([CALL_ID])
    expect(test.media.calls.slice(-2)).to.deep.equal(['leave', `enter advisers ${OTHER_CALL_ID}`])
  })

  it('lets a listener neither speak nor show', async () => {
    await inCall()
    expect(call().toggleMute.value).to.equal(undefined)
    test.media.setLocal({ microphone: 'ready', camera: 'ready' })
    expect(call().toggleMute.value).to.be.a('function')
    const leg = call().own.value?.leg
    expect(leg?.role).to.equal('principal')
    const listener = { ...KR, role: 'listener' as const }
    const other = createSoftphoneInTest()
    await signIn(other)
    const lines = new LineScript('leaders', other.clock.nowMs())
    lines.place(JP)
    lines.answered(US)
    welcome(other, listener, [{ line: LEADERS, standing: 'joins', state: lines.state }])
    other.media.setLocal({ microphone: 'ready', camera: 'ready' })
    other.connection.answer('call:join', () => ({
      ok: true,
      body: { callId: CALL_ID, version: lines.state.version + 1 },
    }))
    await other.phone.call.join('leaders')?.()
    other.connection.notify('line:advanced', { line: 'leaders', entries: [lines.joined(listener)] })
    expect(other.phone.call.own.value?.leg.role).to.equal('listener')
    expect(other.phone.call.toggleMute.value).to.equal(undefined)
    expect(other.phone.call.toggleScreen.value).to.equal(undefined)
    expect(other.phone.call.end.value).to.equal(undefined)
    other.phone.close()
  })

  it('offers to ring a party again once its ring is over and nobody of it is there', async () => {
    await inCall()
    expect(call().ringAgain('us')).to.equal(undefined)
    tell(script.ring('us', [US]))
    expect(call().ringAgain('us')).to.equal(undefined)
    tell(script.entry(SERVER, [{ type: 'ring:unanswered', party: 'us', attempt: 1 }]))
    expect(call().ringAgain('us')).to.be.a('function')
    expect(call().ringAgain('jp')).to.equal(undefined)
  })

  it('forgets everything with the session, so that a later one finds it as after a reload', async () => {
    await inCall()
    test.connection.notify('session:ended', { reason: 'expired' })
    await signIn(test)
    welcome(test, KR, [{ line: LEADERS, state: script.state }])
    await settled()
    expect(call().own.value).to.equal(undefined)
    expect(call().join('leaders')).to.be.a('function')
  })
})
