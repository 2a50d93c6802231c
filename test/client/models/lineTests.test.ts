import { expect } from 'chai'
import { emptyLine, evolve } from '../../../server/calls/evolve.ts'
import { refusal } from '../../../server/protocol/refusal.ts'
import type { LineFactOf } from '../../../server/protocol/lineFacts.ts'
import type { LineState } from '../../../server/protocol/lineState.ts'
import type { TestMeasured } from '../../../server/protocol/lineTests.ts'
import { LEADERS, ADVISERS } from '../../calls/demonstrationLines.ts'
import { id, jpPrincipal, krWatch, ringing, up } from '../../calls/hotline.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const ME = krWatch.console
const STARTED: LineFactOf<'test:started'> = {
  type: 'test:started',
  v: 1,
  testId: id(500),
  participants: [
    { ...ME, synthetic: false },
    { ...jpPrincipal.console, synthetic: false },
  ],
}
const SYSTEM = { kind: 'system', part: 'testing' } as const
const FOUND: TestMeasured = { setUpMs: 300, sent: [], heard: [] }

const testing = (line = LEADERS.line, fact = STARTED): LineState =>
  evolve(emptyLine(line), fact, { version: 1, atMs: 1_000, by: SYSTEM, commandId: id(900) })

describe("a console's part in a line test", () => {
  let test: SoftphoneInTest
  const reports = () => test.connection.asked.filter(({ name }) => name === 'test:report').map(({ payload }) => payload)
  const show = (leaders: LineState, advisers: LineState = emptyLine(ADVISERS.line)): void =>
    welcome(test, ME, [
      { line: LEADERS, state: leaders },
      { line: ADVISERS, state: advisers },
    ])

  beforeEach(async () => {
    test = createSoftphoneInTest()
    test.connection.answer('test:report', () => ({ ok: true, body: {} }))
    await signIn(test)
  })
  afterEach(() => test.phone.close())

  it('begins without a click, and is reported with how well the clock is known', async () => {
    show(testing())
    const [begun] = test.lineTests.begun
    expect(begun?.plan).to.deep.include({ line: 'leaders', console: ME.console })
    expect(begun?.plan.test.testId).to.equal(STARTED.testId)
    await settled()
    begun?.find(FOUND)
    await settled()
    expect(reports()).to.deep.equal([
      { line: 'leaders', testId: STARTED.testId, measured: { ...FOUND, uncertainMs: 10 } },
    ])
    show({ ...testing(), version: 2 })
    expect(test.lineTests.begun, 'the same test is not begun again').to.have.length(1)
    expect(begun?.stopped).to.equal(false)
    show(emptyLine('leaders'))
    expect(begun?.stopped, 'it is over').to.equal(true)
  })

  it('is reported again when the server had too much of this console', async () => {
    let busy = true
    const hurried = { ok: false, refusal: refusal('slow-down', 'Too fast.') } as const
    test.connection.answer('test:report', () => (busy ? hurried : { ok: true, body: {} }))
    show(testing())
    test.lineTests.begun[0]?.find(FOUND)
    await test.clock.pass(1_000)
    busy = false
    await test.clock.pass(1_000)
    const told = reports().length
    expect(told).to.be.greaterThan(1)
    await test.clock.pass(5_000)
    expect(reports(), 'once it is taken, no more').to.have.length(told)
  })

  it('is reported again while the network is away, and no longer than the test runs', async () => {
    let away = true
    const lost = { ok: false, refusal: refusal('unavailable', 'The network is away.') } as const
    test.connection.answer('test:report', () => (away ? lost : { ok: true, body: {} }))
    show(testing())
    test.lineTests.begun[0]?.find(FOUND)
    await test.clock.pass(2_000)
    const tries = reports().length
    expect(tries).to.be.greaterThan(2)
    expect(new Set(reports().map((report) => JSON.stringify(report))).size, 'the same each time').to.equal(1)
    away = false
    await test.clock.pass(2_000)
    expect(reports(), 'once it is taken, no more').to.have.length(tries + 1)

    away = true
    const next = { ...STARTED, testId: id(501) }
    show(testing('leaders', next))
    test.lineTests.begun[1]?.find(FOUND)
    await test.clock.pass(1_000)
    show(emptyLine('leaders'))
    await test.clock.pass(1_000)
    const told = reports().length
    await test.clock.pass(10_000)
    expect(reports(), 'it is over').to.have.length(told)
  })

  it('is none in a test of others', () => {
    const others = { ...STARTED, participants: STARTED.participants.slice(1) }
    show(testing('leaders', others))
    expect(test.lineTests.begun).to.have.length(0)
  })

  it('is stopped in the moment in which it rings here on any line, and says that a call has it', async () => {
    show(testing())
    const rings = { ...ringing().state, line: ADVISERS.line }
    show(testing(), { ...rings, call: rings.call && { ...rings.call, rings: ringsFor(rings, ME.party) } })
    expect(test.phone.rings.incoming.value).to.have.length(1)
    const [begun] = test.lineTests.begun
    expect(begun?.stopped).to.equal(true)
    begun?.find(FOUND)
    await settled()
    const [report, ...more] = reports()
    expect(report).to.deep.include({ measured: { sent: [], heard: [], stopped: 'call' } })
    expect(more, 'what was found before that is not reported').to.deep.equal([])
  })

  it('is asked for again only when that may be, and says from when on', async () => {
    const nowMs = test.phone.serverClock.nowMs.peek()
    const over = (againAtMs: number): LineState => ({
      ...emptyLine('leaders'),
      testResults: [
        {
          startedAtMs: nowMs - 20_000,
          endedAtMs: nowMs - 5_000,
          againAtMs,
          outcome: 'passed',
          participants: [],
          faults: [],
        },
      ],
    })
    show(over(nowMs + 60_000))
    expect(test.phone.lineTests.againAtMs('leaders')).to.equal(nowMs + 60_000)
    expect(test.phone.lineTests.start('leaders')).to.equal(undefined)
    show(over(nowMs - 1_000))
    expect(test.phone.lineTests.againAtMs('leaders')).to.equal(undefined)
    expect(test.phone.lineTests.start('leaders')).not.to.equal(undefined)
  })

  it('is asked for where one is rung, and while neither call nor test is on the line', async () => {
    show(emptyLine('leaders'))
    test.connection.answer('test:start', () => ({ ok: false, refusal: refusal('not-now', 'A test is running.') }))
    await test.phone.lineTests.start('leaders')?.()
    expect(test.phone.lineTests.refusals.value.get('leaders')?.code).to.equal('not-now')
    test.phone.lineTests.dismiss('leaders')
    expect(test.phone.lineTests.refusals.value.size).to.equal(0)
    show(testing())
    expect(test.phone.lineTests.start('leaders')).to.equal(undefined)
    show(up().state)
    expect(test.phone.lineTests.start('leaders')).to.equal(undefined)
    welcome(test, ME, [{ line: LEADERS, standing: 'joins' }])
    expect(test.phone.lineTests.start('leaders')).to.equal(undefined)
  })
})

/** The rings of a call as if it rang at a party that has placed it in the story of the domain's tests. */
const ringsFor = ({ call }: LineState, party: string) =>
  (call?.rings ?? []).map((ring, at) => (at === 0 ? { ...ring, party } : ring))
