import { expect } from 'chai'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import type { Ladder } from '../../../server/protocol/ladders.ts'
import { by, CALL_ID, JP, KR, KR_INTERPRETER, KR_WATCH, LineScript, OTHER_CALL_ID, SERVER, US } from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

describe('a ring that reaches a console', () => {
  let test: SoftphoneInTest
  let script: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, KR, [{ line: LEADERS }])
    test.connection.answer('ring:report', () => ({ ok: true, body: { callId: CALL_ID, version: 9 } }))
  })
  afterEach(() => test.phone.close())

  const rings = () => test.phone.rings
  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const told = () => test.connection.asks('ring:report').map(({ state }) => state)

  async function ringing(): Promise<void> {
    tell(script.place(US), script.ring('kr', [KR, KR_WATCH]))
    await settled()
  }

  it('warms its line where nobody has armed the console, and cools it when it is over', async () => {
    const warmth = () => test.media.calls.filter((name) => /^(warm|cool) /.test(name))
    await ringing()
    expect(warmth()).to.deep.equal(['warm leaders'])
    tell(script.answered(KR_WATCH))
    expect(warmth()).to.deep.equal(['warm leaders', 'cool leaders'])
  })

  it('keeps its line warm for who answers it, without a gap', async () => {
    const warmth = () => test.media.calls.filter((name) => /^(warm|cool) /.test(name))
    await ringing()
    tell(script.answered(KR))
    await settled()
    expect(warmth()).to.deep.equal(['warm leaders'])
    tell(script.entry(SERVER, [{ type: 'call:ended', reason: 'ended' }]))
    expect(warmth()).to.deep.equal(['warm leaders', 'cool leaders'])
  })

  it('does not ring before it was sent', async () => {
    tell(script.place(US))
    await settled()
    expect(rings().incoming.value).to.deep.equal([])
    expect(told()).to.deep.equal([])
  })

  it('is said to be sounding only once it is really heard', async () => {
    let hear: (heard: boolean) => void = () => {}
    test.media.rings = new Promise((resolve) => (hear = resolve))
    await ringing()
    expect(told()).to.deep.equal(['reached'])
    hear(true)
    await settled()
    expect(told()).to.deep.equal(['reached', 'sounding'])
    expect(test.media.tone).to.equal('incoming routine')
  })

  it('sounds before anything is said of it', async () => {
    const tones: (string | undefined)[] = []
    test.connection.answer('ring:report', () => {
      tones.push(test.media.tone)
      return { ok: true, body: { callId: CALL_ID, version: 9 } }
    })
    await ringing()
    expect(tones).to.deep.equal(['incoming routine', 'incoming routine'])
  })

  it('is never said to be sounding where the browser keeps silent, and is tried again', async () => {
    test.media.rings = false
    await ringing()
    expect(rings().sounds.value).to.equal(false)
    expect(told()).to.deep.equal(['reached'])
    test.media.rings = true
    await test.clock.pass(1_100)
    expect(told()).to.deep.equal(['reached', 'sounding'])
  })

  it('has one notice while nobody looks, whatever else happens on the line: what was pressed is not shown anew', async () => {
    test.attention.become(false)
    await ringing()
    const shown = test.notifications.times
    tell(script.told(KR, 'reached'), script.told(KR, 'sounding'), script.told(KR_WATCH, 'reached'))
    await settled()
    expect([test.notifications.shown.length, test.notifications.times]).to.deep.equal([1, shown])
    tell(script.answered(KR_WATCH))
    expect(test.notifications.shown).to.deep.equal([])
  })

  it('is seen only when somebody uses the page while the dialog is on the screen: a page in front proves nobody', async () => {
    test.attention.become(false)
    test.attention.use()
    await ringing()
    test.attention.use()
    const key = rings().incoming.value[0]?.key ?? ''
    const hide = rings().shown(key)
    await settled()
    expect(told()).not.to.include('seen')
    expect(test.notifications.shown).to.have.length(1)
    test.attention.become(true)
    await settled()
    expect(test.notifications.shown).to.deep.equal([])
    expect(told(), 'in focus, perhaps in an empty room').not.to.include('seen')
    test.attention.use()
    await settled()
    expect(told()).to.include('seen')
    hide()
  })

  it('is said to be seen once it can be told, when somebody used the page while the server was away', async () => {
    await ringing()
    rings().shown(rings().incoming.value[0]?.key ?? '')
    test.connection.become('lost')
    test.attention.use()
    await settled()
    expect(told()).not.to.include('seen')
    test.connection.become('connected')
    await settled()
    expect(told()).to.include('seen')
  })

  it('says each thing once, and says armed only when it is', async () => {
    await ringing()
    test.attention.become(false)
    test.attention.become(true)
    await test.clock.pass(3_000)
    expect(told()).to.deep.equal(['reached', 'sounding'])
    expect(test.connection.asks('ring:report')[0]?.armed).to.equal(false)
  })

  it('is told of by whoever signs in next at the same page, too', async () => {
    await ringing()
    expect(told()).to.deep.equal(['reached', 'sounding'])
    await test.phone.signOut.value?.()
    await signIn(test)
    welcome(test, KR_WATCH, [{ line: LEADERS, state: script.state }])
    await settled()
    expect(told()).to.deep.equal(['reached', 'sounding', 'reached', 'sounding'])
  })

  it('falls silent when another console of the party answers, and when the caller gives up', async () => {
    await ringing()
    expect(test.media.tone).to.equal('incoming routine')
    tell(script.answered(KR_WATCH))
    expect(rings().incoming.value).to.deep.equal([])
    expect(test.media.tone).to.equal(undefined)
    expect(test.phone.call.join('leaders')).to.be.a('function')
  })

  it('stays silent when it was settled while the browser made up its mind', async () => {
    let hear: (heard: boolean) => void = () => {}
    test.media.rings = new Promise((resolve) => (hear = resolve))
    await ringing()
    tell(script.entry(by(US), [{ type: 'call:ended', reason: 'cancelled' }]))
    hear(true)
    await settled()
    expect(test.media.tone).to.equal(undefined)
    expect(told()).to.deep.equal(['reached'])
  })

  it('stops for a person who has declined, with the reason that they gave', async () => {
    await ringing()
    const ring = rings().incoming.value[0]
    expect(ring).not.to.equal(undefined)
    test.connection.answer('call:decline', () => ({ ok: true, body: { callId: CALL_ID, version: 3 } }))
    if (ring) await rings().decline(ring)?.('call-back-later', 5_000)
    expect(test.connection.asks('call:decline')[0]).to.include({ reason: 'call-back-later', callBackAtMs: 5_000 })
    const about = { party: 'kr', attempt: 1, console: KR.console, person: KR.person }
    tell(script.entry(by(KR), [{ type: 'ring:declined', ...about, reason: 'call-back-later' }]))
    expect(rings().incoming.value).to.deep.equal([])
  })

  it('says why where declining it is refused, and goes on ringing', async () => {
    await ringing()
    const [ring] = rings().incoming.value
    const why = { code: 'slow-down', message: 'Too fast.' } as const
    test.connection.answer('call:decline', () => ({ ok: false, refusal: why }))
    await (ring && rings().decline(ring)?.('wrong-time'))
    expect(test.phone.call.refusal.value).to.deep.equal(why)
    expect(rings().incoming.value).to.have.length(1)
    test.phone.call.dismissRefusal()
    test.connection.answer('call:decline', () => ({ ok: false, refusal: { ...why, code: 'too-late' } }))
    await (ring && rings().decline(ring)?.('wrong-time'))
    expect(test.phone.call.refusal.value, 'it is over already').to.equal(undefined)
  })

  it('stays as a missed one until this person has seen it', async () => {
    await ringing()
    tell(script.entry(SERVER, [{ type: 'ring:unanswered', party: 'kr', attempt: 1 }]))
    expect(rings().missed.value).to.have.length(1)
    test.connection.answer('ring:acknowledge', () => ({ ok: true, body: { callId: CALL_ID, version: 4 } }))
    await rings().missed.value[0]?.acknowledge()
    expect(test.connection.asks('ring:acknowledge')).to.have.length(1)
    tell(script.entry(by(KR), [{ type: 'ring:acknowledged', person: KR.person }]))
    expect(rings().missed.value).to.deep.equal([])
  })

  it('is said to be silent here when the browser stops it, and tried again', async () => {
    await ringing()
    expect(rings().sounds.value).to.equal(true)
    test.media.rings = false
    test.media.sound = false
    await test.clock.pass(1_100)
    expect(rings().sounds.value).to.equal(false)
    test.media.rings = true
    test.media.sound = true
    await test.clock.pass(1_100)
    expect(rings().sounds.value).to.equal(true)
  })

  it('is told of anew, and shown anew, by a console that is rung by name after its person has declined', async () => {
    await ringing()
    const first = rings().incoming.value[0]?.key
    const about = { party: 'kr', attempt: 1 }
    const me = { console: KR.console, person: KR.person }
    tell(script.entry(by(KR), [{ type: 'ring:declined', ...about, ...me, reason: 'wrong-time' }]))
    expect(rings().incoming.value).to.deep.equal([])
    tell(script.entry(by(US), [{ type: 'ring:widened', ...about, person: KR.person, consoles: [me] }]))
    await settled()
    expect(rings().incoming.value[0]?.key).to.be.a('string').and.not.equal(first)
    expect(told()).to.deep.equal(['reached', 'sounding', 'reached', 'sounding'])
  })

  it('rings who has put the call on hold when they are rung by name, not when others of their party are', async () => {
    await ringing()
    tell(script.answered(KR), script.entry(by(KR), [{ type: 'leg:held', console: KR.console, reason: 'asked' }]))
    const sent = { party: 'kr', deadlineAtMs: script.atMs + 60_000, consoles: [] }
    tell(script.entry(by(US), [{ type: 'ring:sent', ...sent, attempt: 2 }]))
    expect(rings().incoming.value).to.deep.equal([])
    tell(script.entry(by(US), [{ type: 'ring:widened', party: 'kr', attempt: 2, person: KR.person, consoles: [] }]))
    await settled()
    expect(rings().incoming.value).to.have.length(1)
    expect(told().slice(-2)).to.deep.equal(['reached', 'sounding'])
    tell(script.entry(by(KR), [{ type: 'leg:retrieved', console: KR.console }]))
    expect(rings().incoming.value, 'who hears the call is not rung').to.deep.equal([])
  })

  it('rings who only joins on the line once their step has come, and can be answered by them', async () => {
    const ladder: Ladder = [
      { afterMs: 0, roles: ['principal'] },
      { afterMs: 10_000, roles: ['interpreter'] },
    ]
    welcome(test, KR_INTERPRETER, [{ line: LEADERS, standing: 'joins' }])
    const sent = { party: 'kr', attempt: 1, deadlineAtMs: script.atMs + 80_000, ladder, consoles: [] }
    tell(script.place(US), script.entry(SERVER, [{ type: 'ring:sent', ...sent }]))
    expect(rings().incoming.value).to.deep.equal([])
    expect(test.phone.call.join('leaders')).to.equal(undefined)
    tell(script.entry(SERVER, [{ type: 'ring:widened', party: 'kr', attempt: 1, step: 1, consoles: [] }]))
    await settled()
    expect(rings().incoming.value).to.have.length(1)
    expect(told()).to.deep.equal(['reached', 'sounding'])
    expect(test.media.calls).to.include('warm leaders')
    expect(test.phone.call.join('leaders')).to.be.a('function')
  })

  describe('that insists and was missed', () => {
    const ladder: Ladder = [{ afterMs: 0, roles: ['principal', 'watch'], insists: true }]
    async function missed(): Promise<void> {
      const sent = { party: 'kr', attempt: 1, ladder, consoles: [] }
      tell(script.place(US, { precedence: 'immediate' }), script.entry(SERVER, [{ type: 'ring:sent', ...sent }]))
      await settled()
      tell(script.entry(by(US), [{ type: 'call:ended', reason: 'cancelled' }]))
      await settled()
    }
    const acknowledged = (who: typeof KR) => {
      tell(script.entry(by(who), [{ type: 'ring:acknowledged', person: who.person }]))
    }

    it('goes on sounding until somebody of the party has seen it, and stays on the screen for the others', async () => {
      await missed()
      expect(rings().incoming.value).to.deep.equal([])
      expect(test.media.tone).to.equal('incoming immediate')
      expect(rings().missed.value[0]?.sounds).to.equal(true)
      acknowledged(US)
      expect(test.media.tone, 'not by another party').to.equal('incoming immediate')
      acknowledged(KR_WATCH)
      expect(test.media.tone).to.equal(undefined)
      expect(rings().missed.value[0]?.sounds).to.equal(false)
      acknowledged(KR)
      expect(rings().missed.value).to.deep.equal([])
    })

    it('sounds as the most urgent of several does, whichever line it is on', async () => {
      welcome(test, KR_WATCH, [{ line: LEADERS }, { line: ADVISERS }])
      await missed()
      expect(test.media.tone).to.equal('incoming immediate')
      const other = new LineScript('advisers', test.clock.nowMs())
      const sent = { party: 'kr', attempt: 1, ladder, consoles: [] }
      const entries = [
        other.place(US, { precedence: 'flash', callId: OTHER_CALL_ID }),
        other.entry(SERVER, [{ type: 'ring:sent', callId: OTHER_CALL_ID, ...sent }]),
        other.entry(by(US), [{ type: 'call:ended', callId: OTHER_CALL_ID, reason: 'cancelled' }]),
      ]
      test.connection.notify('line:advanced', { line: 'advisers', entries })
      await settled()
      expect(test.media.tone).to.equal('incoming flash')
    })

    it('is shown by the system while nobody looks at the console, until it is acknowledged', async () => {
      test.attention.become(false)
      await missed()
      expect(test.notifications.shown).to.deep.equal(['missed on Leaders'])
      test.attention.become(true)
      expect(test.notifications.shown, 'who looks at the page needs no notice').to.deep.equal([])
      test.attention.become(false)
      expect(test.notifications.shown).to.deep.equal(['missed on Leaders'])
      const shown = test.notifications.times
      acknowledged(US)
      expect(test.notifications.shown, 'not by another party').to.deep.equal(['missed on Leaders'])
      expect(test.notifications.times, 'and it stays as it is').to.equal(shown)
      acknowledged(KR_WATCH)
      expect(test.notifications.shown).to.deep.equal([])
    })

    it('gives way to the notice of a ring, and is shown by no console that it does not sound at', async () => {
      test.attention.become(false)
      await missed()
      tell(script.place(US, { callId: OTHER_CALL_ID }), script.ring('kr', [KR], 1, OTHER_CALL_ID))
      await settled()
      expect(test.notifications.shown).to.deep.equal(['ring'])
      tell(script.entry(by(US), [{ type: 'call:ended', reason: 'cancelled', callId: OTHER_CALL_ID }]))
      await settled()
      expect(test.notifications.shown, 'the ring without a last step that insists is none').to.deep.equal([
        'missed on Leaders',
      ])
      test.phone.close()
      expect(test.notifications.shown).to.deep.equal([])
    })

    it('sounds also at a console that is opened later', async () => {
      await missed()
      test.phone.close()
      test = createSoftphoneInTest()
      await signIn(test)
      welcome(test, KR_WATCH, [{ line: LEADERS, state: script.state }])
      await settled()
      expect(test.media.tone).to.equal('incoming immediate')
    })

    it('does not sound where it was declined, nor into a call', async () => {
      const me = { console: KR.console, person: KR.person }
      const sent = { party: 'kr', attempt: 1, ladder, consoles: [me] }
      tell(script.place(US), script.entry(SERVER, [{ type: 'ring:sent', ...sent }]))
      const { console, person } = KR_WATCH
      tell(script.entry(SERVER, [{ type: 'ring:reached', party: 'kr', attempt: 1, console, person, armed: true }]))
      tell(script.entry(by(KR), [{ type: 'ring:declined', party: 'kr', attempt: 1, ...me, reason: 'in-another-call' }]))
      tell(script.entry(by(US), [{ type: 'call:ended', reason: 'cancelled' }]))
      await settled()
      expect(rings().missed.value[0]?.sounds).to.equal(false)
      expect(test.media.tone).to.equal(undefined)
      test.phone.close()

      test = createSoftphoneInTest()
      await signIn(test)
      welcome(test, KR_WATCH, [{ line: LEADERS, state: script.state }])
      await settled()
      expect(test.media.tone).to.equal('incoming routine')
      const version = script.state.version + 1
      test.connection.answer('call:place', () => ({ ok: true, body: { callId: OTHER_CALL_ID, version } }))
      await test.phone.call.place('leaders')?.('routine', 'real')
      const next = new LineScript('leaders', script.atMs)
      next.state = script.state
      tell(next.place(KR_WATCH, { callId: OTHER_CALL_ID }))
      expect(test.media.tone).not.to.equal('incoming routine')
      tell(next.entry(by(KR_WATCH), [{ type: 'call:ended', reason: 'cancelled', callId: OTHER_CALL_ID }]))
      await settled()
      expect(test.media.tone, 'and again after it').to.equal('incoming routine')
    })
  })

  it('tells the caller by a tone of their own, until somebody answers', async () => {
    test.connection.answer('call:place', () => ({ ok: true, body: { callId: CALL_ID, version: 1 } }))
    await test.phone.call.place('leaders')?.('priority', 'real')
    tell(script.place(KR, { precedence: 'priority' }), script.ring('jp', [JP]))
    await settled()
    expect(test.media.tone).to.equal('outgoing priority')
    tell(script.answered(JP))
    expect(test.media.tone).to.equal(undefined)
  })
})
