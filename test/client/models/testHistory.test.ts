import { expect } from 'chai'
import { createTestHistory, type TestHistory } from '../../../client/models/testHistory.ts'
import { calendarOf, countsOf, emptyBefore, monthAfter, spanOf } from '../../../client/models/testCalendar.ts'
import { stepsOf, trendsOf } from '../../../client/models/testTrends.ts'
import { ZonedTime } from '../../../server/calls/zonedTime.ts'
import type { TestSummary } from '../../../server/protocol/lineHistory.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { consoleId, KR_WATCH } from '../fakeLine.ts'
import { FakeClock, settled } from '../fakeClock.ts'
import { FakeTestHistory } from '../fakeTestHistory.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const NOW_MS = Date.UTC(2026, 10, 24, 5, 41)
const SEOUL = new ZonedTime('Asia/Seoul')
const at = (text: string): number => Date.parse(text)

const test = (dueAtMs: number, more: Partial<TestSummary> = {}): TestSummary => ({
  ...{ dueAtMs, startedAtMs: dueAtMs, endedAtMs: dueAtMs, outcome: 'passed', parties: [], faults: [], worst: {} },
  ...more,
})

describe('the calendar of a line', () => {
  it('puts everything on the day that its time is in, in the zone of who looks', () => {
    // Midnight in Seoul is 15:00 UTC of the day before.
    const tests = [test(at('2026-11-25T14:59:59Z')), test(at('2026-11-25T15:00:00Z')), test(at('2026-11-26T14:00:00Z'))]
    const rollCall = { rollCallId: consoleId(1), deadlineMs: 0, openedAtMs: 0, parties: [] }
    const rollCalls = [{ ...rollCall, dueMs: at('2026-11-26T00:00:00Z') }]
    const days = calendarOf('2026-11', { tests, rollCalls }, SEOUL)
    expect(days).to.have.length(30)
    expect([days[0]?.day, days.at(-1)?.day]).to.deep.equal(['2026-11-01', '2026-11-30'])
    expect(days.slice(24, 26).map((day) => [day.tests.length, day.rollCalls.length])).to.deep.equal([
      [1, 0],
      [2, 1],
    ])
  })

  it('knows how long a month is, where a clock changes too, and on which day of the week it begins', () => {
    const hours = (month: string, zone: string): number => {
      const { fromMs, toMs } = spanOf(month, new ZonedTime(zone))
      return (toMs - fromMs) / 3_600_000
    }
    expect([hours('2026-02', 'Asia/Seoul'), hours('2028-02', 'Asia/Seoul')]).to.deep.equal([28 * 24, 29 * 24])
    expect(hours('2026-03', 'America/New_York')).to.equal(31 * 24 - 1)
    expect(hours('2026-11', 'America/New_York')).to.equal(30 * 24 + 1)
    expect(emptyBefore('2026-11'), 'a Sunday').to.equal(6)
    expect(emptyBefore('2026-06'), 'a Monday').to.equal(0)
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).to.deep.equal(['2027-01', '2025-12'])
  })

  it('counts tests that were missed in a row one by one', () => {
    const tests = [test(1), test(2, { outcome: 'missed', missed: 7 }), test(3, { outcome: 'failed' })]
    expect(countsOf(tests)).to.deep.equal({ passed: 1, failed: 1, gaveWay: 0, noResult: 0, missed: 7 })
  })

  it('counts what gave way to a call as nothing wrong, whether it had begun or not', () => {
    const tests = [
      test(1, { outcome: 'aborted', reason: 'call' }),
      test(2, { outcome: 'missed', missed: 1, reason: 'call' }),
      test(3, { outcome: 'aborted', reason: 'no-media' }),
      test(4, { outcome: 'missed', missed: 2, reason: 'not-begun' }),
    ]
    expect(countsOf(tests)).to.deep.equal({ passed: 0, failed: 0, gaveWay: 2, noResult: 1, missed: 2 })
  })
})

describe('the trends of a line', () => {
  it('take the worst path of each test, and of each roll-call the slowest that was in time', () => {
    const confirmed = (atMs: number, late = false) => ({
      ...{ party: 'kr', watch: 'armed' as const },
      confirmed: { atMs, late, person: 'a', name: 'A', console: consoleId(1) },
    })
    const parties = [confirmed(3_000), confirmed(9_000), confirmed(90_000, true)]
    const rollCalls = [{ rollCallId: consoleId(1), dueMs: 0, deadlineMs: 60_000, openedAtMs: 1_000, parties }]
    const tests = [test(1, { worst: { lossPercent: 4 } }), test(2), test(3, { worst: { lossPercent: 1 } })]
    const [ear, loss, setUp, answer] = trendsOf({ tests, rollCalls })
    expect([ear?.points.length, setUp?.points.length]).to.deep.equal([0, 0])
    expect(loss).to.deep.include({ median: 4, worst: 4 })
    expect(loss?.points.map(({ value }) => value)).to.deep.equal([4, 1])
    expect(answer?.points).to.deep.equal([{ atMs: 0, value: 8_000 }])
  })

  it('are drawn on a bounded number of places, of which each keeps its least and its most', () => {
    const points = Array.from({ length: 1000 }, (_none, atMs) => ({ atMs, value: atMs === 501 ? 99 : atMs % 3 }))
    const steps = stepsOf(points, 0, 1000, 100)
    expect(steps).to.have.length(100)
    expect(steps[50]).to.deep.equal({ atMs: 505, low: 0, middle: 2, high: 99 })
    expect(stepsOf(points.slice(0, 3), 0, 1000, 100).map(({ middle }) => middle)).to.deep.equal([0, 1, 2])
  })
})

describe('the screen of line tests', () => {
  let phone: SoftphoneInTest
  let port: FakeTestHistory
  let model: TestHistory
  let stop: () => void

  beforeEach(async () => {
    phone = createSoftphoneInTest(new FakeClock(NOW_MS))
    await signIn(phone)
    welcome(phone, KR_WATCH, [{ line: LEADERS }])
    port = new FakeTestHistory(NOW_MS)
    model = createTestHistory(port, phone.phone)
    phone.place.go('/tests')
    stop = model.follow()
    await settled()
  })
  afterEach(() => {
    stop()
    phone.phone.close()
  })

  it('shows the present month of the first line, with today open, in the time of one’s own party', () => {
    expect([model.line.value?.line, model.month.value, model.today.value]).to.deep.equal([
      'leaders',
      '2026-11',
      '2026-11-24',
    ])
    expect(model.open.value?.day).to.equal('2026-11-24')
    expect(model.open.value?.rollCalls, 'nine o’clock has been').to.have.length(1)
    const [asked] = port.asked
    expect([new Date(asked?.fromMs ?? 0).toISOString(), new Date(asked?.toMs ?? 0).toISOString()]).to.deep.equal([
      '2026-10-31T15:00:00.000Z',
      '2026-11-30T15:00:00.000Z',
    ])
    expect(model.later.value, 'the future has no history').to.equal(undefined)
  })

  it('goes to earlier months and back, and to another line', async () => {
    model.earlier()
    await settled()
    expect([model.month.value, model.days.value?.length]).to.deep.equal(['2026-10', 31])
    model.later.value?.()
    await settled()
    expect(model.month.value).to.equal('2026-11')
    model.show({ line: 'advisers' })
    await settled()
    expect([model.line.value?.line, port.asked.at(-1)?.line]).to.deep.equal(['advisers', 'advisers'])
    model.show({ day: '2026-11-03' })
    await settled()
    expect([model.open.value?.day, model.line.value?.line]).to.deep.equal(['2026-11-03', 'advisers'])
  })

  it('draws its charts over the time that is chosen', async () => {
    const month = model.trends.value
    expect(month?.trends.map(({ measure }) => measure)).to.deep.equal(['mouthToEar', 'loss', 'setUp', 'answer'])
    model.choose('quarter')
    expect(model.trends.value, 'until it is read').to.equal(undefined)
    await settled()
    const { fromMs = 0, toMs = 0 } = model.trends.value ?? {}
    expect((toMs - fromMs) / 86_400_000).to.equal(90)
    expect(model.days.value, 'the calendar stays').to.have.length(30)
  })

  it('says why it could not be read, and reads again when it is asked to', async () => {
    const { history } = port
    port.history = async () => ({ ok: false, refusal: { code: 'unavailable', message: '' } })
    model.earlier()
    await settled()
    expect([model.refusal.value?.code, model.days.value]).to.deep.equal(['unavailable', undefined])
    port.history = history
    await model.read()
    expect([model.refusal.value, model.days.value?.length]).to.deep.equal([undefined, 31])
  })
})
