import { expect } from 'chai'
import type { Precedence } from '../../../server/protocol/words.ts'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { by, CALL_ID, JP_WATCH, KR, KR_WATCH, LineScript, OTHER_CALL_ID, SERVER } from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

/** Japan's watch officer in a call of the advisers, when the leaders' line rings. */
describe('a console in one call that another rings', () => {
  let test: SoftphoneInTest
  let lower: LineScript
  let higher: LineScript

  beforeEach(async () => {
    test = createSoftphoneInTest()
    await signIn(test)
    lower = new LineScript('advisers', test.clock.nowMs())
    higher = new LineScript('leaders', test.clock.nowMs())
    for (const name of ['call:hold', 'call:retrieve', 'call:answer', 'call:leave', 'call:join', 'ring:report'] as const)
      test.connection.answer(name, ({ line, callId }) => {
        const { version } = (line === 'advisers' ? lower : higher).state
        // What comes of an answer is heard of after it.
        return { ok: true, body: { callId, version: name === 'call:answer' ? version + 1 : version } }
      })
  })
  afterEach(() => test.phone.close())

  const calls = () => test.phone.call
  const rings = () => test.phone.rings
  const first = () => {
    const [ring] = rings().incoming.value
    if (ring === undefined) throw new Error('Nothing rings.')
    return ring
  }
  const tell = (script: LineScript, ...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: script.line, entries })
  const commanded = () =>
    test.connection.asked.flatMap(({ name, payload }) =>
      name.startsWith('call:') && 'line' in payload ? [`${name} ${payload.line}`] : [],
    )
  const onAir = () => test.media.calls.filter((one) => one.startsWith('enter') || one === 'leave')
  const hold = (reason: 'answering' | 'pre-empted', precedence: Precedence) =>
    lower.entry(reason === 'pre-empted' ? SERVER : by(JP_WATCH), [
      { type: 'leg:held', console: JP_WATCH.console, reason, precedence },
    ])
  const retrieved = () => lower.entry(by(JP_WATCH), [{ type: 'leg:retrieved', console: JP_WATCH.console }])
  const joinedHigher = () =>
    higher.entry(by(JP_WATCH), [{ type: 'leg:joined', leg: JP_WATCH, how: 'answered', callId: OTHER_CALL_ID }])

  async function inLower(precedence: Precedence = 'routine'): Promise<void> {
    welcome(test, JP_WATCH, [{ line: ADVISERS }, { line: LEADERS }])
    tell(lower, lower.place(KR_WATCH, { precedence }), lower.ring('jp', [JP_WATCH]))
    await settled()
    tell(lower, lower.answered(JP_WATCH))
    await calls().join('advisers')?.()
    test.connection.asked.length = 0
    test.media.calls.length = 0
  }
  async function rung(precedence: Precedence): Promise<void> {
    tell(
      higher,
      higher.place(KR, { precedence, callId: OTHER_CALL_ID }),
      higher.ring('jp', [JP_WATCH], 1, OTHER_CALL_ID),
    )
    await settled()
  }

  it('is offered hold and answer first by a higher ring, second by another, and not at all by one that takes it', async () => {
    const offered: [Precedence, Precedence, string | undefined, boolean][] = []
    for (const [inside, ringing] of [
      ['routine', 'routine'],
      ['routine', 'immediate'],
      ['immediate', 'priority'],
      ['immediate', 'flash'],
      ['flash', 'flash'],
    ] as const) {
      test.phone.close()
      test = createSoftphoneInTest()
      await signIn(test)
      lower = new LineScript('advisers', test.clock.nowMs())
      higher = new LineScript('leaders', test.clock.nowMs())
      test.connection.answer('call:join', () => ({ ok: true, body: { callId: CALL_ID, version: lower.state.version } }))
      await inLower(inside)
      await rung(ringing)
      offered.push([inside, ringing, rings().besides(first()), rings().holdAndAnswer(first()) !== undefined])
    }
    expect(offered).to.deep.equal([
      ['routine', 'routine', 'lower', true],
      ['routine', 'immediate', 'higher', true],
      ['immediate', 'priority', 'lower', true],
      ['immediate', 'flash', 'takes', false],
      ['flash', 'flash', 'lower', true],
    ])
    calls().forget()
    expect(rings().besides(first()), 'in no call').to.equal(undefined)
    expect(rings().holdAndAnswer(first())).to.equal(undefined)
  })

  it('does not carry the question of End call into the one that it answers', async () => {
    await inLower()
    calls().end.value?.()
    await test.clock.pass(1_000)
    expect(calls().asksEnd.value).to.equal(true)
    await rung('immediate')
    const answering = rings().holdAndAnswer(first())?.()
    await answering
    tell(lower, hold('answering', 'immediate'))
    tell(higher, joinedHigher())
    expect(calls().own.value?.call.callId).to.equal(OTHER_CALL_ID)
    expect(calls().asksEnd.value).to.equal(false)
  })

  it('holds the one before it answers the other, and is on the air of one at a time', async () => {
    await inLower()
    await rung('immediate')
    const answering = rings().holdAndAnswer(first())?.()
    await answering
    tell(lower, hold('answering', 'immediate'))
    tell(higher, joinedHigher())
    expect(commanded()).to.deep.equal(['call:hold advisers', 'call:answer leaders'])
    expect(onAir()).to.deep.equal(['leave', `enter leaders ${OTHER_CALL_ID}`])
    expect(calls().own.value?.call.callId).to.equal(OTHER_CALL_ID)
    expect(calls().held.value.map(({ snapshot }) => snapshot.line.line)).to.deep.equal(['advisers'])
  })

  it('goes back to the one that it held where it could not answer the other, and does not leave it', async () => {
    await inLower()
    await rung('immediate')
    test.connection.refuse('call:answer', 'too-late')
    test.connection.answer('call:hold', ({ callId }) => {
      tell(lower, hold('answering', 'immediate'))
      return { ok: true, body: { callId, version: lower.state.version } }
    })
    await rings().holdAndAnswer(first())?.()
    expect(commanded()).to.deep.equal(['call:hold advisers', 'call:answer leaders', 'call:retrieve advisers'])
    expect(onAir(), 'off the air while it is held').to.deep.equal(['leave'])
    expect(calls().refusal.value?.code).to.equal('too-late')
    tell(lower, retrieved())
    expect(onAir(), 'and on it again').to.deep.equal(['leave', `enter advisers ${CALL_ID}`])
    expect(calls().own.value?.leg.state).to.equal('on')
  })

  it('is in the other one where nobody answered and its line says so, and never on the air of both', async () => {
    await inLower()
    await rung('immediate')
    test.connection.answer('call:hold', ({ callId }) => {
      tell(lower, hold('answering', 'immediate'))
      return { ok: true, body: { callId, version: lower.state.version } }
    })
    test.connection.refuse('call:answer', 'unavailable')
    const answering = rings().holdAndAnswer(first())?.()
    await settled()
    tell(higher, joinedHigher())
    await test.clock.pass(10_000)
    await answering
    expect(new Set(commanded())).to.deep.equal(new Set(['call:hold advisers', 'call:answer leaders']))
    expect(calls().own.value?.call.callId).to.equal(OTHER_CALL_ID)
    expect([...new Set(onAir())]).to.deep.equal(['leave', `enter leaders ${OTHER_CALL_ID}`])
    expect(calls().refusal.value).to.equal(undefined)
  })

  it('stays on hold, one click from its call, where nobody knows whether the other one was answered', async () => {
    await inLower()
    await rung('immediate')
    test.connection.answer('call:hold', ({ callId }) => {
      tell(lower, hold('answering', 'immediate'))
      return { ok: true, body: { callId, version: lower.state.version } }
    })
    test.connection.refuse('call:answer', 'unavailable')
    const answering = rings().holdAndAnswer(first())?.()
    await test.clock.pass(10_000)
    await answering
    expect(commanded(), 'it is not on in both if it was').to.not.include('call:retrieve advisers')
    expect(onAir()).to.deep.equal(['leave'])
    expect(calls().refusal.value?.code).to.equal('unavailable')
    expect(calls().held.value.map(({ retrieve }) => retrieve !== undefined)).to.deep.equal([true])
    // It was, as the line tells only now: going back puts it on hold, as any call that one goes back from.
    tell(higher, joinedHigher())
    test.connection.asked.length = 0
    await calls().held.value[0]?.retrieve?.()
    expect(commanded()).to.deep.equal(['call:retrieve advisers', 'call:hold leaders'])
  })

  it('does not answer where it cannot hold', async () => {
    await inLower()
    await rung('immediate')
    test.connection.refuse('call:hold', 'not-now')
    await rings().holdAndAnswer(first())?.()
    expect(commanded()).to.deep.equal(['call:hold advisers'])
    expect([calls().refusal.value?.code, onAir()]).to.deep.equal(['not-now', []])
  })

  it('is taken by a flash ring without a click, answers nothing by itself, and is given back', async () => {
    await inLower()
    await rung('flash')
    tell(lower, hold('pre-empted', 'flash'))
    expect(onAir()).to.deep.equal(['leave'])
    expect(commanded(), 'nothing was commanded').to.deep.equal([])
    expect([
      calls().leave.value,
      calls().end.value,
      calls().toggleMute.value,
      calls().toggleScreen.value,
    ]).to.deep.equal([undefined, undefined, undefined, undefined])
    expect(test.phone.signOut.value, 'a call on hold is a call').to.equal(undefined)
    tell(higher, higher.entry(by(KR), [{ type: 'call:ended', reason: 'cancelled', callId: OTHER_CALL_ID }]))
    tell(lower, retrieved())
    expect(onAir()).to.deep.equal(['leave', `enter advisers ${CALL_ID}`])
    expect(calls().held.value).to.deep.equal([])
  })

  it('keeps the lower call when it answers flash, and goes back to it by one click when that is over', async () => {
    await inLower()
    await rung('flash')
    // Before the server has taken the console.
    await rings().answer(first())?.()
    tell(lower, hold('answering', 'flash'))
    tell(higher, joinedHigher())
    expect(commanded()).to.deep.equal(['call:hold advisers', 'call:answer leaders'])
    tell(higher, higher.entry(by(KR), [{ type: 'call:ended', reason: 'ended', callId: OTHER_CALL_ID }]))
    expect(calls().own.value, 'nothing is entered by itself').to.equal(undefined)
    expect(onAir().at(-1)).to.equal('leave')
    const [held] = calls().held.value
    expect([held?.hold.precedence, held?.snapshot.line.line]).to.deep.equal(['flash', 'advisers'])
    test.connection.answer('call:retrieve', ({ callId }) => {
      tell(lower, retrieved())
      return { ok: true, body: { callId, version: lower.state.version } }
    })
    await held?.retrieve?.()
    expect(calls().own.value?.call.callId).to.equal(CALL_ID)
    expect(onAir().at(-1)).to.equal(`enter advisers ${CALL_ID}`)
    expect(calls().held.value).to.deep.equal([])
  })

  it('does not leave the lower call when the server has taken the console before the answer', async () => {
    await inLower()
    await rung('flash')
    tell(lower, hold('pre-empted', 'flash'))
    await rings().answer(first())?.()
    expect(commanded()).to.deep.equal(['call:answer leaders'])
  })

  it('holds the one that it is in where it goes back to the other: a swap', async () => {
    await inLower()
    await rung('immediate')
    await rings().holdAndAnswer(first())?.()
    tell(lower, hold('answering', 'immediate'))
    tell(higher, joinedHigher())
    test.connection.asked.length = 0
    await calls().held.value[0]?.retrieve?.()
    expect(commanded()).to.deep.equal(['call:hold leaders', 'call:retrieve advisers'])
    tell(lower, retrieved())
    expect(calls().own.value?.call.callId).to.equal(CALL_ID)
    await calls().join('advisers')?.()
  })

  it('can be given up without coming back to it', async () => {
    await inLower()
    await rung('immediate')
    await rings().holdAndAnswer(first())?.()
    tell(lower, hold('answering', 'immediate'))
    tell(higher, joinedHigher())
    await calls().held.value[0]?.leave?.()
    expect(commanded().at(-1)).to.equal('call:leave advisers')
    expect(calls().own.value?.call.callId, 'the other goes on').to.equal(OTHER_CALL_ID)
    expect(onAir().at(-1)).to.equal(`enter leaders ${OTHER_CALL_ID}`)
  })

  it('comes back muted and dark as it was', async () => {
    const asked: string[] = []
    test.media.setMuted = async (muted) => {
      asked.push(`muted ${muted}`)
      test.media.setLocal({ muted })
    }
    test.media.setCamera = async (cameraOn) => {
      asked.push(`camera ${cameraOn}`)
      test.media.setLocal({ cameraOn })
    }
    await inLower()
    test.media.setLocal({ microphone: 'ready', camera: 'ready', cameraOn: true })
    await calls().toggleMute.value?.()
    await calls().toggleCamera.value?.()
    asked.length = 0
    await rung('flash')
    tell(lower, hold('pre-empted', 'flash'), retrieved())
    tell(lower, hold('pre-empted', 'flash'))
    tell(lower, retrieved())
    expect(asked).to.deep.equal(['muted true', 'camera false'])
    expect(onAir().at(-1)).to.equal(`enter advisers ${CALL_ID}`)
  })

  it('comes back as held, and not into the call, where its page was reloaded', async () => {
    lower.place(KR_WATCH)
    lower.ring('jp', [JP_WATCH])
    lower.answered(JP_WATCH)
    hold('answering', 'flash')
    lower.entry(SERVER, [{ type: 'leg:away', console: JP_WATCH.console, reason: 'console-lost' }])
    welcome(test, JP_WATCH, [{ line: ADVISERS, state: lower.state }, { line: LEADERS }])
    await settled()
    expect(commanded()).to.deep.equal(['call:hold advisers'])
    expect(onAir()).to.deep.equal([])
    tell(lower, lower.entry(by(JP_WATCH), [{ type: 'leg:back', console: JP_WATCH.console }]))
    expect(calls().held.value.map(({ leg }) => leg.state)).to.deep.equal(['held'])
    expect(calls().own.value).to.equal(undefined)
    expect(commanded(), 'once').to.deep.equal(['call:hold advisers'])
  })

  it('comes back by itself as taken, once, where its socket was cut, and stays away where its page was reloaded', async () => {
    const lost = () => lower.entry(SERVER, [{ type: 'leg:away', console: JP_WATCH.console, reason: 'console-lost' }])
    await inLower()
    await rung('flash')
    tell(lower, hold('pre-empted', 'flash'))
    tell(lower, lost())
    await settled()
    // The answer comes before the line tells of it, and something else is heard meanwhile.
    tell(lower, lower.track(KR_WATCH, 'microphone'))
    await settled()
    expect(commanded()).to.deep.equal(['call:hold advisers'])
    tell(lower, lower.entry(by(JP_WATCH), [{ type: 'leg:back', console: JP_WATCH.console }]))
    tell(lower, lower.entry(SERVER, [{ type: 'leg:retrieved', console: JP_WATCH.console }]))
    expect(onAir()).to.deep.equal(['leave', `enter advisers ${CALL_ID}`])
    tell(lower, hold('pre-empted', 'flash'))
    tell(lower, lost())
    await settled()
    expect(commanded(), 'it is lost anew').to.deep.equal(['call:hold advisers', 'call:hold advisers'])

    test.phone.close()
    test = createSoftphoneInTest()
    await signIn(test)
    welcome(test, JP_WATCH, [{ line: ADVISERS, state: lower.state }, { line: LEADERS }])
    await settled()
    expect(commanded(), 'nobody who hears nothing is said to be in the call').to.deep.equal([])
    expect(calls().held.value.map(({ leg, retrieve }) => [leg.state, retrieve !== undefined])).to.deep.equal([
      ['away', true],
    ])
  })

  it('puts its call aside by a click, calls on another line meanwhile, and goes back', async () => {
    await inLower()
    const asked = () => lower.entry(by(JP_WATCH), [{ type: 'leg:held', console: JP_WATCH.console, reason: 'asked' }])
    test.connection.answer('call:hold', ({ callId }) => {
      tell(lower, asked())
      return { ok: true, body: { callId, version: lower.state.version } }
    })
    test.connection.answer('call:place', () => {
      tell(higher, higher.place(JP_WATCH, { precedence: 'flash', callId: OTHER_CALL_ID }))
      return { ok: true, body: { callId: OTHER_CALL_ID, version: higher.state.version } }
    })
    expect(calls().place('leaders'), 'in a call none can be placed').to.equal(undefined)
    expect(calls().join('advisers'), 'nor can one come into it again').to.equal(undefined)
    await calls().hold.value?.()
    expect([calls().hold.value, calls().leave.value]).to.deep.equal([undefined, undefined])
    expect(calls().join('advisers'), 'the line leads back as well').to.not.equal(undefined)
    await calls().place('leaders')?.('flash', 'real')
    expect(commanded()).to.deep.equal(['call:hold advisers', 'call:place leaders'])
    expect([...new Set(onAir())]).to.deep.equal(['leave', `enter leaders ${OTHER_CALL_ID}`])
    expect(calls().own.value?.call.callId).to.equal(OTHER_CALL_ID)
    expect(calls().held.value.map(({ snapshot }) => snapshot.line.line)).to.deep.equal(['advisers'])
    tell(higher, higher.entry(by(KR), [{ type: 'call:ended', reason: 'cancelled', callId: OTHER_CALL_ID }]))
    test.connection.answer('call:retrieve', ({ callId }) => {
      tell(lower, retrieved())
      return { ok: true, body: { callId, version: lower.state.version } }
    })
    await calls().held.value[0]?.retrieve?.()
    expect([calls().own.value?.call.callId, onAir().at(-1)]).to.deep.equal([CALL_ID, `enter advisers ${CALL_ID}`])
  })

  it('places no call while another has taken it, and answers one without leaving the call that was put aside', async () => {
    await inLower()
    tell(lower, hold('pre-empted', 'flash'))
    expect(calls().place('leaders')).to.equal(undefined)
    tell(lower, retrieved())
    tell(lower, lower.entry(by(JP_WATCH), [{ type: 'leg:held', console: JP_WATCH.console, reason: 'asked' }]))
    await rung('immediate')
    expect([rings().besides(first()), rings().holdAndAnswer(first())]).to.deep.equal([undefined, undefined])
    await rings().answer(first())?.()
    tell(higher, joinedHigher())
    expect(commanded()).to.deep.equal(['call:answer leaders'])
    expect(calls().held.value.map(({ snapshot }) => snapshot.line.line)).to.deep.equal(['advisers'])
  })

  it('is told to the others: on hold for what, and back', async () => {
    welcome(test, KR_WATCH, [{ line: ADVISERS }])
    tell(lower, lower.place(KR_WATCH), lower.ring('jp', [JP_WATCH]), lower.answered(JP_WATCH))
    await calls().join('advisers')?.()
    const newest = () => test.phone.announcements.told.value.at(-1)?.news
    tell(lower, hold('pre-empted', 'flash'))
    expect(newest()).to.deep.equal({
      ...{ what: 'held', name: JP_WATCH.name },
      hold: { reason: 'pre-empted', precedence: 'flash', sinceMs: lower.atMs },
    })
    tell(lower, retrieved())
    expect(newest()).to.deep.equal({ what: 'retrieved', name: JP_WATCH.name })
    expect(calls().held.value, 'it is not this console that was held').to.deep.equal([])
  })
})
