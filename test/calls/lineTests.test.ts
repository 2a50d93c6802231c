import { expect } from 'chai'
import { emptyLine } from '../../server/calls/evolve.ts'
import { testedUntilMs, TEST_RESULTS_KEPT } from '../../server/calls/evolveTests.ts'
import { isRoom, lineOfRoom, roomDefinition, roomOf } from '../../server/calls/room.ts'
import { legsOn, liveCall, placeOnLine } from '../../server/calls/roster.ts'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import { lineSchema } from '../../server/protocol/directory.ts'
import { lineIdSchema } from '../../server/protocol/identifiers.ts'
import { ROLES } from '../../server/protocol/words.ts'
import { LEADERS } from './demonstrationLines.ts'
import { Hotline, id, jpPrincipal, krPrincipal, PLACE, usWatch } from './hotline.ts'

const HOUR_MS = 3_600_000
const participants = [krPrincipal, jpPrincipal].map(({ console }) => ({ ...console, synthetic: false }))

class TestedLine extends Hotline {
  override given() {
    return { ...super.given(), testParticipants: () => participants }
  }

  get running() {
    const { lineTest } = this.state
    if (lineTest === undefined) throw new Error('No test is running.')
    return lineTest
  }
}

const typesOf = (facts: readonly { readonly type: string }[]) => facts.map(({ type }) => type)
const codeOf = (taken: ReturnType<Hotline['take']>) => ('refusal' in taken ? taken.refusal.code : 'granted')
const finished = (testId: string) =>
  ({ name: 'test:finish', testId, outcome: 'passed', found: [], faults: [] }) as const

describe('the tests of a line', () => {
  it('begin only when its room is open, and a call that is up is said to be why one is missed all the same', () => {
    const line = new TestedLine()
    line.roomReady = false
    line.atMs = HOUR_MS
    const begin = { name: 'test:begin', dueAtMs: HOUR_MS } as const
    expect(codeOf(line.take(krPrincipal, { name: 'test:start' }))).to.equal('not-now')
    expect(codeOf(line.take('server', begin))).to.equal('not-now')
    expect(line.facts).to.deep.equal([])
    line.must(krPrincipal, PLACE)
    expect(typesOf(line.must('server', begin))).to.deep.equal(['test:missed'])
  })

  it('are started by a person, who is named, and have one result', () => {
    const line = new TestedLine()
    const facts = line.must(krPrincipal, { name: 'test:start' })
    expect(typesOf(facts)).to.deep.equal(['test:started'])
    const { testId, startedBy } = line.running
    expect(startedBy).to.deep.equal({ person: 'kr-principal', name: 'kr-principal', party: 'kr' })
    expect(codeOf(line.take(usWatch, { name: 'test:start' })), 'one at a time').to.equal('not-now')
    line.atMs += 15_000
    line.must('server', finished(testId))
    expect(line.state.lineTest).to.equal(undefined)
    expect(line.state.testResults).to.deep.include({
      ...{ testId, startedAtMs: line.atMs - 15_000, endedAtMs: line.atMs, outcome: 'passed' },
      ...{ startedBy, participants, faults: [], found: [], againAtMs: line.atMs + DEFAULT_TIMING.testAgainAfterMs },
    })
    expect(line.must('server', finished(testId)), 'a result that comes late').to.deep.equal([])
    expect(codeOf(line.take(krPrincipal, finished(testId))), 'no console says so').to.equal('not-allowed')
  })

  it('are over in the very entry in which a call is placed, and begin only after it', () => {
    const line = new TestedLine()
    line.must(krPrincipal, { name: 'test:start' })
    const { testId } = line.running
    expect(typesOf(line.must(jpPrincipal, PLACE))).to.deep.equal(['call:placed', 'leg:joined', 'test:aborted'])
    expect(line.state.lineTest).to.equal(undefined)
    expect(line.state.testResults?.[0]).to.include({ testId, outcome: 'aborted', reason: 'call' })
    expect(
      line.call.rings.map(({ state }) => state),
      'the call rings as any other',
    ).to.deep.equal(['waiting', 'waiting'])
    expect(line.must('server', finished(testId))).to.deep.equal([])
    expect(codeOf(line.take(krPrincipal, { name: 'test:start' }))).to.equal('not-now')
    line.must(jpPrincipal, { name: 'call:cancel', callId: line.call.callId })
    expect(codeOf(line.take(krPrincipal, { name: 'test:start' }))).to.equal('granted')
  })

  it('are begun by the schedule once each; what was due without a server, or during a call, is missed', () => {
    const line = new TestedLine()
    const dueAtMs = 10 * HOUR_MS
    line.atMs = dueAtMs
    const begin = { name: 'test:begin', dueAtMs } as const
    line.must('server', begin)
    expect(line.running.startedBy).to.equal(undefined)
    expect(line.running.dueAtMs).to.equal(dueAtMs)
    expect(line.must('server', begin), 'the same test is not begun again').to.deep.equal([])
    line.must('server', finished(line.running.testId))
    line.atMs = dueAtMs + 4 * HOUR_MS
    const before = { dueAtMs: dueAtMs + 3 * HOUR_MS, tests: 3 }
    const late = line.must('server', { name: 'test:begin', dueAtMs: dueAtMs + 4 * HOUR_MS, before })
    expect(typesOf(late)).to.deep.equal(['test:missed', 'test:started'])
    expect(line.state.testResults?.[0]).to.deep.include({ outcome: 'missed', reason: 'not-begun', missed: 3 })
    line.must(krPrincipal, PLACE)
    line.must('server', { name: 'test:begin', dueAtMs: dueAtMs + 5 * HOUR_MS })
    expect(line.state.lineTest).to.equal(undefined)
    expect(line.state.testResults?.[0]).to.deep.include({ outcome: 'missed', reason: 'call', missed: 1 })
    expect(line.state.testsDueUpToMs).to.equal(dueAtMs + 5 * HOUR_MS)
  })

  it('are not asked for again within two minutes of the last, whoever began it; the hourly one waits for nothing', () => {
    const line = new TestedLine()
    line.must('server', { name: 'test:begin', dueAtMs: HOUR_MS })
    line.atMs += 15_000
    line.must('server', finished(line.running.testId))
    const endedAtMs = line.atMs
    const asked = () => codeOf(line.take(krPrincipal, { name: 'test:start' }))
    line.atMs = endedAtMs + DEFAULT_TIMING.testAgainAfterMs - 1
    expect(testedUntilMs(line.state, line.atMs)).to.equal(line.atMs + 1)
    expect(asked()).to.equal('slow-down')
    expect(testedUntilMs(line.state, endedAtMs - 1), 'a clock that went back').to.equal(undefined)
    line.must('server', { name: 'test:begin', dueAtMs: 2 * HOUR_MS })
    line.must('server', finished(line.running.testId))
    line.atMs += DEFAULT_TIMING.testAgainAfterMs
    expect(testedUntilMs(line.state, line.atMs)).to.equal(undefined)
    expect(asked()).to.equal('granted')
  })

  it('are remembered as far as a console needs them, with figures of the newest only', () => {
    const line = new TestedLine()
    for (let test = 0; test < TEST_RESULTS_KEPT + 5; test += 1) {
      line.must('server', { name: 'test:begin', dueAtMs: (test + 1) * HOUR_MS })
      line.must('server', finished(line.running.testId))
    }
    expect(line.state.testResults).to.have.length(TEST_RESULTS_KEPT)
    expect(line.state.testResults?.filter(({ found }) => found !== undefined)).to.have.length(1)
    expect(line.state.testResults?.[0]?.found).to.deep.equal([])
  })
})

describe('the room of a line', () => {
  it('is named by no directory, and nobody has a standing in it', () => {
    const room = roomDefinition(LEADERS)
    expect(room.line).to.equal(roomOf('leaders'))
    expect([isRoom(room.line), isRoom('leaders'), lineOfRoom(room.line)]).to.deep.equal([true, false, 'leaders'])
    expect(lineIdSchema.safeParse(room.line).success).to.equal(true)
    expect(lineSchema.safeParse({ ...LEADERS, line: room.line }).success).to.equal(false)
    for (const role of ROLES) {
      expect(placeOnLine({ party: 'kr', roles: [role], suspended: false }, room), role).to.equal(undefined)
    }
  })

  it('holds one call of everybody who has part in a test, marked as one, and rings nobody', () => {
    const room = new Hotline()
    room.state = emptyLine(roomOf('leaders'))
    const open = { name: 'room:open', callId: id(77), participants } as const
    room.must('server', open)
    expect(room.call).to.include({ callId: id(77), marking: 'test', phase: 'up' })
    expect(room.call.rings).to.deep.equal([])
    expect(legsOn(room.call).map(({ person }) => person)).to.deep.equal(['kr-principal', 'jp-principal'])
    const recorded = room.must('server', { name: 'recording:start', callId: id(77), keyNumber: 1 })
    expect(typesOf(recorded)).to.deep.equal(['recording:started'])
    expect(room.must('server', open), 'once').to.deep.equal([])
    room.must('server', { name: 'room:close', callId: id(77) })
    expect(liveCall(room.state)).to.equal(undefined)
    expect(room.state.unsealed).to.deep.equal([id(77)])
    expect(room.state.missed).to.deep.equal([])
    room.must('server', { ...open, callId: id(78) })
    const next = room.must('server', { ...open, callId: id(79) })
    expect(typesOf(next).slice(0, 2), 'one at a time').to.deep.equal(['call:ended', 'call:placed'])
    expect([room.call.callId, room.state.unsealed]).to.deep.equal([id(79), [id(77), id(78)]])
  })
})
