import { expect } from 'chai'
import { roomOf } from '../../server/calls/room.ts'
import { liveCall } from '../../server/calls/roster.ts'
import { TEST_SENDS_FOR_MS } from '../../server/calls/testTiming.ts'
import type { PresentConsole } from '../../server/protocol/consoles.ts'
import type { TestMeasured } from '../../server/protocol/lineTests.ts'
import { krPrincipal, krWatch, jpPrincipal, PLACE } from '../calls/hotline.ts'
import { SimulatedDay } from './simulatedDay.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const MIDNIGHT_MS = Date.parse('2026-11-26T00:00:00Z')
const armed = ({ console, standing }: typeof krPrincipal): PresentConsole => ({
  ...{ ...console, standing },
  armed: true,
  colour: 'green',
})

describe('line tests over a simulated day', () => {
  let day: SimulatedDay
  beforeEach(() => (day = new SimulatedDay(MIDNIGHT_MS - 30 * MINUTE_MS)))
  afterEach(() => day.close())

  const begin = (): void => {
    for (const hotline of day.hotlines.values()) day.tests.stateChanged(hotline.state)
  }
  const at = async (hours: number): Promise<void> => await day.time.advanceTo(MIDNIGHT_MS + hours * HOUR_MS)

  it('test every line once in every hour, on the hour, and leave nothing on the air', async () => {
    begin()
    await at(23.5)
    const hours = (seconds: string) =>
      Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00:${seconds} passed`)
    expect(day.outcomes('leaders')).to.deep.equal(hours('00'))
    expect(day.outcomes('advisers')).to.deep.equal(hours('20'))
    expect(day.synthetic.size).to.equal(0)
    for (const name of day.names) expect(liveCall(day.line(roomOf(name)).state)).to.equal(undefined)
    const rooms = day.names.map((name) => day.line(roomOf(name)).facts)
    expect(rooms.flat().filter(({ type }) => type.startsWith('ring:'))).to.deep.equal([])
    expect(
      day
        .line()
        .facts.map(({ type }) => type)
        .filter((type) => !type.startsWith('test:')),
    ).to.deep.equal([])
  })

  it('make up for one that was due while no server was there, a minute after it is back, and miss those before', async () => {
    begin()
    await at(2.5)
    await day.downUntil(MIDNIGHT_MS + 7.5 * HOUR_MS)
    await day.time.advanceTo(MIDNIGHT_MS + 7.5 * HOUR_MS + MINUTE_MS - 1)
    expect(day.outcomes(), 'consoles have a minute to come back').to.have.length(3)
    await at(8.5)
    expect(day.outcomes().slice(3)).to.deep.equal(['06:00:00 missed not-begun 4', '07:00:00 passed', '08:00:00 passed'])
    const late = day.line().state.testResults?.find(({ dueAtMs }) => dueAtMs === MIDNIGHT_MS + 7 * HOUR_MS)
    expect(late?.startedAtMs).to.equal(MIDNIGHT_MS + 7.5 * HOUR_MS + MINUTE_MS)
  })

  it('go on every hour where the clock was put back while no server was there', async () => {
    begin()
    await at(5.5)
    expect(day.outcomes().at(-1)).to.equal('05:00:00 passed')
    await day.downUntil(MIDNIGHT_MS + 2.25 * HOUR_MS)
    await at(4.5)
    expect(day.outcomes().slice(6)).to.deep.equal(['03:00:00 passed', '04:00:00 passed'])
  })

  it('wait for the room of their line to be open, and are late then', async () => {
    begin()
    const line = day.line()
    line.roomReady = false
    await day.time.advanceTo(MIDNIGHT_MS + MINUTE_MS)
    expect([day.outcomes('leaders'), day.outcomes('advisers')]).to.deep.equal([[], ['00:00:20 passed']])
    line.roomReady = true
    await at(0.5)
    expect(day.outcomes()).to.deep.equal(['00:00:00 passed'])
    expect(line.state.testResults?.[0]?.startedAtMs).to.be.within(MIDNIGHT_MS + MINUTE_MS, MIDNIGHT_MS + 65_000)
  })

  it('came to nothing when the server is lost in the middle of one', async () => {
    begin()
    await day.time.advanceTo(MIDNIGHT_MS + 5_000)
    expect(day.line().state.lineTest).not.to.equal(undefined)
    await day.downUntil(MIDNIGHT_MS + 20_000)
    expect(day.outcomes()).to.deep.equal(['00:00:00 aborted server-restarted'])
    expect(liveCall(day.line(roomOf('leaders')).state)).to.equal(undefined)
    await at(1.5)
    expect(day.outcomes()).to.deep.equal(['00:00:00 aborted server-restarted', '01:00:00 passed'])
  })

  it('give way to a call in the moment in which it is placed, and are missed while one is up', async () => {
    begin()
    await day.time.advanceTo(MIDNIGHT_MS + 5_000)
    expect(day.synthetic.size).to.equal(3)
    day.take('leaders', krPrincipal, PLACE)
    expect(day.synthetic.size, 'nothing of it is on the air').to.equal(0)
    await at(1.5)
    expect(liveCall(day.line(roomOf('leaders')).state)).to.equal(undefined)
    day.take('leaders', krPrincipal, { name: 'call:cancel', callId: day.line().call.callId })
    await at(2.5)
    expect(day.outcomes()).to.deep.equal(['00:00:00 aborted call', '01:00:00 missed call 1', '02:00:00 passed'])
    expect(day.outcomes('advisers'), 'another line is tested all the same').to.have.length(3)
  })

  it('are made when a person asks, and the hourly one follows where both are due at once', async () => {
    begin()
    await day.time.advanceTo(MIDNIGHT_MS - 5_000)
    day.take('leaders', krWatch, { name: 'test:start' })
    await at(0.5)
    expect(day.outcomes()).to.deep.equal(['asked passed', '00:00:00 passed'])
    const [hourly, asked] = day.line().state.testResults ?? []
    expect(asked?.endedAtMs, 'one that is asked for is running when the hourly one is due').to.be.above(MIDNIGHT_MS)
    expect(hourly?.startedAtMs, 'which waits for nothing but its end').to.equal(asked?.endedAtMs)
  })

  it('wait for the reports of consoles, end when all have come and the others have sent, and fail for one that does not come', async () => {
    day.line().present = [armed(krPrincipal), armed(jpPrincipal)]
    begin()
    await day.time.advanceTo(MIDNIGHT_MS + 2_000)
    const { testId = '', participants = [] } = day.line().state.lineTest ?? {}
    const [standIn] = participants
    expect(standIn).to.include({ party: 'us', synthetic: true })
    const consoles = [krPrincipal, jpPrincipal].map(({ console }) => console.console)
    const report = (at: string): void => {
      const heard = participants
        .filter(({ console }) => console !== at)
        .map(({ console }) => ({ from: console, kind: 'microphone' as const, packets: 500 }))
      day.tests.report('leaders', testId, at, { setUpMs: 200, sent: [{ kind: 'microphone', count: 500 }], heard })
    }
    expect(() => report(krWatch.console.console), 'who has no part in it').to.throw(/no part/)
    expect(() => report(standIn?.console ?? ''), 'nobody speaks for the server').to.throw(/no part/)
    report(consoles[0] ?? '')
    await day.time.advanceTo(MIDNIGHT_MS + 6_000)
    expect(day.line().state.lineTest).not.to.equal(undefined)
    report(consoles[1] ?? '')
    await day.time.advanceTo(MIDNIGHT_MS + TEST_SENDS_FOR_MS - 1)
    expect(day.outcomes(), 'reports that come early end nobody else’s part').to.deep.equal([])
    await day.time.advanceTo(MIDNIGHT_MS + TEST_SENDS_FOR_MS)
    expect(day.outcomes()).to.deep.equal(['00:00:00 passed'])
    expect(() => report(consoles[0] ?? '')).to.throw(/over/)
    await at(1.5)
    expect(day.outcomes()[1]).to.equal('01:00:00 failed')
    expect(day.line().state.testResults?.[0]?.faults).to.deep.equal(
      consoles.map((console) => ({ code: 'no-report', console })),
    )
  })

  it('name a console whose connection went before it could report, and not one that had', async () => {
    day.line().present = [armed(krPrincipal), armed(jpPrincipal)]
    begin()
    await day.time.advanceTo(MIDNIGHT_MS + 2_000)
    const { testId = '' } = day.line().state.lineTest ?? {}
    const [kr, jp] = [krPrincipal, jpPrincipal].map(({ console }) => console.console)
    const stopped: TestMeasured = { sent: [], heard: [], stopped: 'call' }
    day.take('advisers', jpPrincipal, PLACE)
    day.tests.report('leaders', testId, jp ?? '', stopped)
    for (const console of [kr, jp, krWatch.console.console]) day.tests.consoleGone(console ?? '')
    await at(0.5)
    expect(day.outcomes()).to.deep.equal(['00:00:00 failed'])
    expect(day.line().state.testResults?.[0]?.faults).to.deep.equal([{ code: 'console-lost', console: kr }])
  })

  it('pass for no party whose console says that a call has it, and give way where one has or rings', async () => {
    day.line().present = [armed(krPrincipal)]
    begin()
    const kr = krPrincipal.console.console
    const reportAt = async (atMs: number): Promise<void> => {
      await day.time.advanceTo(atMs + 2_000)
      const { testId = '' } = day.line().state.lineTest ?? {}
      day.tests.report('leaders', testId, kr, { sent: [], heard: [], stopped: 'call' })
    }
    await reportAt(MIDNIGHT_MS)
    await at(0.5)
    expect(day.line().state.testResults?.[0]?.faults).to.deep.equal([{ code: 'no-report', console: kr }])
    day.line('advisers').signedIn = [krPrincipal, jpPrincipal]
    await day.time.advanceTo(MIDNIGHT_MS + HOUR_MS - 1_000)
    day.take('advisers', jpPrincipal, PLACE)
    const { callId } = day.line('advisers').call
    day.take('advisers', 'server', { name: 'recording:start', callId, keyNumber: 1 })
    const { rings } = day.line('advisers').call
    expect(rings.flatMap(({ targets }) => targets).map(({ console }) => console)).to.deep.equal([kr])
    await reportAt(MIDNIGHT_MS + HOUR_MS)
    await at(1.25)
    expect(day.outcomes()).to.deep.equal(['00:00:00 failed', '01:00:00 aborted call'])
  })

  it('say what kept them from a result: no media, a record that does not verify', async () => {
    begin()
    day.opens = false
    await at(0.5)
    day.opens = true
    day.sound = false
    await at(1.5)
    expect(day.outcomes()).to.deep.equal(['00:00:00 aborted no-media', '01:00:00 failed'])
    expect(day.line().state.testResults?.[0]?.faults).to.deep.equal([{ code: 'record-unsound' }])
    expect(liveCall(day.line(roomOf('leaders')).state)).to.equal(undefined)
  })

  it('close their room as soon as its log takes it, however long the test is over', async () => {
    const room = roomOf('leaders')
    begin()
    await day.time.advanceTo(MIDNIGHT_MS + 5_000)
    day.unavailable.add(room)
    day.take('leaders', krPrincipal, PLACE)
    await at(0.25)
    expect(liveCall(day.line(room).state), 'nothing could be told').not.to.equal(undefined)
    day.unavailable.clear()
    await day.time.advanceTo(MIDNIGHT_MS + 0.25 * HOUR_MS + 2_000)
    expect(liveCall(day.line(room).state)).to.equal(undefined)
    expect(day.outcomes()).to.deep.equal(['00:00:00 aborted call'])
  })

  it('of another run of the server are over as soon as the log takes it, and are not gone on with', async () => {
    begin()
    await day.time.advanceTo(MIDNIGHT_MS + 5_000)
    for (const name of ['leaders', roomOf('leaders')]) day.unavailable.add(name)
    await day.downUntil(MIDNIGHT_MS + 20_000)
    await at(0.25)
    expect(day.line().state.lineTest, 'nothing could be told').not.to.equal(undefined)
    expect(day.synthetic.size).to.equal(0)
    day.unavailable.clear()
    await day.time.advanceTo(MIDNIGHT_MS + 0.25 * HOUR_MS + 2_000)
    expect(day.outcomes()).to.deep.equal(['00:00:00 aborted server-restarted'])
    expect(liveCall(day.line(roomOf('leaders')).state)).to.equal(undefined)
    await at(1.5)
    expect(day.outcomes()[1]).to.equal('01:00:00 passed')
  })

  it('leave no timer behind a server that is closed, whatever could not be told', async () => {
    begin()
    await day.time.advanceTo(MIDNIGHT_MS + 5_000)
    day.unavailable.add(roomOf('leaders'))
    day.take('leaders', krPrincipal, PLACE)
    await day.time.advanceTo(MIDNIGHT_MS + 10_000)
    await day.close()
    await day.time.advanceTo(MIDNIGHT_MS + 10_000)
    expect(day.time.timers).to.equal(0)
  })

  it('fail when their record is not read back in time, and the next is made all the same', async () => {
    begin()
    day.reads = false
    await at(0.5)
    day.reads = true
    await at(1.5)
    expect(day.outcomes()).to.deep.equal(['00:00:00 failed', '01:00:00 passed'])
    const [, failed] = day.line().state.testResults ?? []
    expect(failed?.faultsOfParties).to.deep.equal([{ code: 'record-not-read' }])
  })
})
