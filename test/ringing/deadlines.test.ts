import { expect } from 'chai'
import type { LineCommand } from '../../server/calls/commands.ts'
import { DEFAULT_TIMING, type CallTiming } from '../../server/calls/timing.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import { Deadlines } from '../../server/ringing/deadlines.ts'
import { krPrincipal, jpPrincipal, Hotline, PLACE, ringing, up } from '../calls/hotline.ts'
import { until } from '../facts/until.ts'

/** Deadlines on a line in memory, with its clock as far along as a test says. */
function deadlinesOn(hotline: Hotline, answers: { ok: boolean }[] = [], timing: Partial<CallTiming> = {}) {
  const reported: LineCommand[] = []
  const deadlines = Deadlines.create({
    clock: () => hotline.atMs,
    timing: { ...DEFAULT_TIMING, emptyCallMs: 20, ...timing },
    report: async (_line, command) => {
      reported.push(command)
      const answer = answers.shift() ?? { ok: true }
      return answer.ok ? answer : { ...answer, refusal: refusal('unavailable', 'The log does not answer.') }
    },
  })
  return { deadlines, reported }
}

describe('the deadlines of calls', () => {
  it('say that the time of each ring is up, also of one that ran out while no server was there', async () => {
    const hotline = ringing()
    hotline.atMs += DEFAULT_TIMING.ringTimeoutMs + 1
    const { deadlines, reported } = deadlinesOn(hotline)
    deadlines.stateChanged(hotline.state)
    expect(deadlines.running).to.equal(2)
    await until('both rings are reported', () => reported.length === 2)
    expect(reported.map((command) => [command.name, 'party' in command && command.party])).to.deep.equal([
      ['ring:expire', 'jp'],
      ['ring:expire', 'us'],
    ])
    deadlines.close()
  })

  it('say that the recorder has not proved itself in time, and nothing once it has', async () => {
    const hotline = new Hotline()
    hotline.must(krPrincipal, PLACE)
    hotline.atMs += DEFAULT_TIMING.recorderGraceMs
    const { deadlines, reported } = deadlinesOn(hotline)
    deadlines.stateChanged(hotline.state)
    await until('it is reported', () => reported.length === 1)
    expect(reported[0]?.name).to.equal('recording:fail')
    hotline.must('server', { name: 'recording:start', callId: hotline.call.callId, keyNumber: 1 })
    hotline.must(jpPrincipal, { name: 'call:answer', callId: hotline.call.callId })
    deadlines.stateChanged(hotline.state)
    await new Promise((resolve) => setImmediate(resolve))
    expect(reported).to.have.length(1)
    deadlines.close()
  })

  it('end a call in which nobody has been for the agreed time of the server being up', async () => {
    const hotline = up()
    const { callId } = hotline.call
    for (const { console } of [krPrincipal, jpPrincipal])
      hotline.must('server', { name: 'leg:lose', callId, console: console.console })
    hotline.atMs += 1_000_000
    const { deadlines, reported } = deadlinesOn(hotline)
    deadlines.stateChanged(hotline.state)
    // The server has been up for no time at all: what was before does not count.
    expect(reported).to.deep.equal([])
    hotline.atMs += 20
    await until('the call is reported as empty', () => reported.some((command) => command.name === 'call:expire'))
    deadlines.close()
  })

  it('are no longer than their limit where the clock has gone back since the facts, be it by hours or by a second', async () => {
    for (const backMs of [3_600_000, 1_000]) {
      const hotline = ringing()
      const { callId } = hotline.call
      hotline.must('server', { name: 'leg:lose', callId, console: krPrincipal.console.console })
      hotline.must('server', { name: 'call:resume', callId })
      hotline.atMs -= backMs
      const limits = { ringTimeoutMs: 20, emptyCallMs: 30, recorderGraceMs: 10 }
      const { deadlines, reported } = deadlinesOn(hotline, [], limits)
      deadlines.stateChanged(hotline.state)
      expect(deadlines.running, 'two rings, an empty call, a recorder').to.equal(4)
      hotline.atMs += 30
      await until('all of them are reported', () => reported.length === 4)
      const names = ['recording:fail', 'ring:expire', 'ring:expire', 'call:expire']
      expect(reported.map(({ name }) => name)).to.have.members(names)
      // The domain agrees that the time of the rings is up, and a moment earlier it would not have.
      const ofRings = reported.filter(({ name }) => name === 'ring:expire')
      hotline.atMs -= 11
      for (const command of ofRings) expect(hotline.must('server', command)).to.deep.equal([])
      hotline.atMs += 11
      for (const command of ofRings)
        expect(hotline.must('server', command).map(({ type }) => type)).to.deep.equal(['ring:unanswered'])
      deadlines.close()
    }
  })

  it('ask again when the log could not take a report', async () => {
    const hotline = up()
    hotline.atMs += DEFAULT_TIMING.ringTimeoutMs + 1
    const { deadlines, reported } = deadlinesOn(hotline, [{ ok: false }])
    deadlines.stateChanged(hotline.state)
    await until('it is reported twice', () => reported.length === 2)
    deadlines.close()
  })

  it('are met by each of hundreds of rings on a real clock, whatever the timers of this machine do', async function () {
    this.timeout(20_000)
    const answered = new Set<string>()
    const lines = Array.from({ length: 300 }, (_, number) => `line-${number}`)
    const clock = () => Math.round(performance.timeOrigin + performance.now())
    const dueAtMs = new Map<string, number>()
    const deadlines = Deadlines.create({
      clock,
      timing: DEFAULT_TIMING,
      report: async (line) => {
        // What the domain says: before its time a ring is not over, and the report comes to nothing.
        if (clock() >= (dueAtMs.get(line) ?? Infinity)) answered.add(line)
        return { ok: true }
      },
    })
    for (const line of lines) {
      const hotline = up()
      const dueMs = clock() + 20
      dueAtMs.set(line, dueMs)
      const rings = hotline.call.rings.map((ring) => ({ ...ring, deadlineAtMs: dueMs }))
      deadlines.stateChanged({ ...hotline.state, line, call: { ...hotline.call, rings } })
      await new Promise((resolve) => setImmediate(resolve))
    }
    await until('every ring was reported when its time was up', () => answered.size === lines.length)
    expect(deadlines.running).to.equal(0)
    deadlines.close()
  })

  it('do nothing for a call that has ended', () => {
    const hotline = up()
    hotline.must(krPrincipal, { name: 'call:end', callId: hotline.call.callId })
    hotline.atMs += 10 * DEFAULT_TIMING.ringTimeoutMs
    const { deadlines, reported } = deadlinesOn(hotline)
    deadlines.stateChanged(hotline.state)
    expect(deadlines.running).to.equal(0)
    expect(reported).to.deep.equal([])
    deadlines.close()
  })
})
