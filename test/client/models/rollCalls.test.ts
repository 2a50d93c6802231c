import { expect } from 'chai'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { by, consoleId, JP_WATCH, KR, KR_WATCH, LineScript, SERVER, US_WATCH } from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const ROLL_CALL = consoleId(7001)
const MINUTE_MS = 60_000

describe('a roll-call at a console', () => {
  let test: SoftphoneInTest
  let script: LineScript

  const tell = (...entries: ReturnType<LineScript['entry']>[]) =>
    test.connection.notify('line:advanced', { line: 'leaders', entries })
  const opened = () => {
    const dueMs = test.clock.nowMs()
    const parties = ['kr', 'jp', 'us'].map((party) => ({ party, watch: 'armed' as const }))
    const about = { rollCallId: ROLL_CALL, dueMs, deadlineMs: dueMs + 5 * MINUTE_MS }
    return script.entry(SERVER, [{ type: 'rollcall:opened', ...about, parties }], 0)
  }
  const confirmed = (who: typeof KR, late = false) =>
    script.entry(by(who), [{ type: 'rollcall:confirmed', rollCallId: ROLL_CALL, party: who.party, late }])
  const closed = (...missed: string[]) => {
    script.atMs = test.clock.nowMs()
    const results = ['kr', 'jp', 'us'].map((party) =>
      missed.includes(party)
        ? ({ party, result: 'missed', why: 'no-answer' } as const)
        : ({ party, result: 'passed' } as const),
    )
    return script.entry(SERVER, [{ type: 'rollcall:closed', rollCallId: ROLL_CALL, results }], 0)
  }
  const shown = () => test.phone.rollCalls.shown.value
  const first = () => {
    const [one] = shown()
    if (one === undefined) throw new Error('No roll-call is shown.')
    return one
  }
  const chimes = () => test.media.calls.filter((name) => name === 'chime').length

  async function arrive(who: typeof KR): Promise<void> {
    test = createSoftphoneInTest()
    await signIn(test)
    script = new LineScript('leaders', test.clock.nowMs())
    welcome(test, who, [{ line: LEADERS }])
  }
  afterEach(() => test.phone.close())

  it('is confirmed by one click of the watch officer, of whom it is not asked twice', async () => {
    await arrive(KR_WATCH)
    tell(opened())
    expect([shown().length, first().mine]).to.deep.equal([1, true])
    const confirm = test.phone.rollCalls.confirm(first())
    test.connection.answer('rollcall:confirm', () => ({ ok: true, body: { version: 2 } }))
    const done = confirm?.()
    expect(test.phone.rollCalls.confirm(first()), 'while it is being sent').to.equal(undefined)
    await done
    expect(test.connection.asks('rollcall:confirm')[0]).to.include({ line: 'leaders', rollCallId: ROLL_CALL })
    tell(confirmed(KR_WATCH))
    expect(first().mine).to.equal(false)
    expect(test.phone.rollCalls.confirm(first())).to.equal(undefined)
  })

  it('is for others to look at', async () => {
    await arrive(KR)
    tell(opened())
    expect([shown().length, first().mine]).to.deep.equal([1, false])
    expect(test.phone.rollCalls.confirm(first())).to.equal(undefined)
    await test.clock.leap(4 * MINUTE_MS + 30_000)
    expect(chimes()).to.equal(0)
  })

  it('says why it was refused', async () => {
    await arrive(KR_WATCH)
    tell(opened())
    const refusal = { code: 'too-late', message: 'That roll-call is long over.' } as const
    test.connection.answer('rollcall:confirm', () => ({ ok: false, refusal }))
    await test.phone.rollCalls.confirm(first())?.()
    expect(test.phone.rollCalls.refusal.value).to.deep.equal(refusal)
  })

  it('sounds softly once when it opens and once before its time is up, while it waits for this console', async () => {
    await arrive(KR_WATCH)
    tell(opened())
    expect(chimes()).to.equal(1)
    tell(confirmed(JP_WATCH))
    await test.clock.leap(3 * MINUTE_MS)
    expect(chimes()).to.equal(1)
    await test.clock.leap(MINUTE_MS)
    expect(chimes()).to.equal(2)
    tell(confirmed(KR_WATCH))
    await test.clock.leap(50_000)
    expect(chimes()).to.equal(2)
  })

  it('shows a notice while nobody looks at the console, and takes it away once it is confirmed', async () => {
    await arrive(KR_WATCH)
    test.attention.become(false)
    tell(opened())
    expect(test.notifications.shown).to.deep.equal(['roll-call of Leaders'])
    tell(confirmed(KR_WATCH))
    expect(test.notifications.shown).to.deep.equal([])
  })

  it('can be confirmed late by who has missed it, for an hour, and then is not shown any more', async () => {
    await arrive(KR_WATCH)
    tell(opened(), confirmed(JP_WATCH))
    await test.clock.leap(5 * MINUTE_MS)
    tell(closed('kr', 'us'))
    await test.clock.leap(30 * MINUTE_MS)
    expect(first().mine, 'longer than others see it').to.equal(true)
    expect(test.phone.rollCalls.confirm(first())).to.be.a('function')
    await test.clock.leap(31 * MINUTE_MS)
    expect(shown()).to.deep.equal([])
  })

  it('stays for a minute when everybody has passed, and for longer when somebody has not', async () => {
    await arrive(KR)
    tell(opened(), confirmed(KR_WATCH), confirmed(JP_WATCH), confirmed(US_WATCH))
    await test.clock.leap(5 * MINUTE_MS)
    tell(closed())
    await test.clock.leap(50_000)
    expect(shown()).to.have.length(1)
    await test.clock.leap(10_000)
    expect(shown()).to.deep.equal([])
    await settled()
  })
})
