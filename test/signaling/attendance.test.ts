import { expect } from 'chai'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { PresentConsole } from '../../server/protocol/consoles.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { Ladder } from '../../server/protocol/ladders.ts'
import { Attendance } from '../../server/signaling/attendance.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { Hotline } from '../calls/hotline.ts'
import { JP, JP_WATCH, KR, KR_INTERPRETER, present, US, US_ADVISER } from '../client/fakeLine.ts'

const GRACE_MS = DEFAULT_TIMING.unattendedAfterMs

describe('the attendance that is reported', () => {
  let hotline: Hotline
  let line: Line
  let consoles: PresentConsole[]
  let reported: LineCommand[]
  let attendance: Attendance
  /** What was reported and waits for a log that does not answer. */
  let held: { readonly command: LineCommand; readonly stillSo: () => boolean }[] | undefined
  let broken: boolean

  const serve = (): void => {
    attendance = new Attendance({
      lines: {
        names: [LEADERS.line],
        definition: () => line,
        state: () => hotline.state,
        isBroken: () => broken,
      },
      presentOn: () => consoles,
      clock: () => hotline.atMs,
      unattendedAfterMs: GRACE_MS,
      report: (_line, command, stillSo) => {
        reported.push(command)
        if (held) held.push({ command, stillSo })
        else hotline.must('server', command)
      },
    })
  }
  beforeEach(() => {
    hotline = new Hotline()
    line = LEADERS
    consoles = []
    reported = []
    held = undefined
    broken = false
    serve()
  })

  const pass = (ms: number): void => {
    for (const untilMs = hotline.atMs + ms; hotline.atMs < untilMs;) {
      hotline.atMs += 1_000
      attendance.look()
    }
  }
  const now = (...present: PresentConsole[]): void => {
    consoles = present
    attendance.look()
  }
  const of = (party: string) => hotline.state.attendance.find((known) => known.party === party)

  it('is told at once when somebody who is rung has armed a console, and once', () => {
    now(present(JP, { armed: false, colour: 'red' }))
    pass(60_000)
    expect(reported, 'nobody ever was there, and that goes without saying').to.deep.equal([])
    now(present(JP))
    expect(reported).to.deep.equal([{ name: 'party:attend', party: 'jp' }])
    now(present(JP), present(JP_WATCH))
    pass(60_000)
    expect(reported).to.have.length(1)
  })

  it('is no matter of those who only join', () => {
    now(present(KR_INTERPRETER))
    pass(60_000)
    expect(reported).to.deep.equal([])
  })

  it('is a matter of those to whom the ladder of the party comes, at whatever step', () => {
    const steps: Ladder = [
      { afterMs: 0, roles: ['watch'] },
      { afterMs: 10_000, roles: ['adviser'] },
    ]
    line = { ...LEADERS, ladders: { us: steps } }
    now(present(US), present(JP))
    pass(60_000)
    expect(reported, 'no step rings a principal, and another party has no ladder').to.deep.equal([
      { name: 'party:attend', party: 'jp' },
    ])
    now(present(US), present(JP), present(US_ADVISER))
    expect(of('us')?.attended, 'who only joins is rung by the second step').to.equal(true)
    line = { ...LEADERS, ladders: { us: steps.slice(0, 1) } }
    pass(60_000)
    expect(of('us')?.attended, 'the ladder has changed').to.equal(false)
    line = { ...LEADERS, ladders: { us: [{ afterMs: 0, roles: [], people: [US_ADVISER.person] }] } }
    pass(1_000)
    expect(of('us')?.attended, 'rung by name').to.equal(true)
  })

  it('does not end with a page that is loaded anew', () => {
    now(present(JP))
    now()
    pass(GRACE_MS - 1_000)
    now(present(JP))
    pass(60_000)
    now(present(JP, { armed: false, colour: 'red' }))
    pass(GRACE_MS - 1_000)
    now(present(JP))
    expect(reported).to.have.length(1)
    expect(of('jp')?.attended).to.equal(true)
  })

  it('ends when nobody is there for long enough, and says when the last one was heard', () => {
    now(present(JP), present(KR))
    pass(5_000)
    const lastHeardMs = hotline.atMs
    now(present(KR))
    pass(GRACE_MS + 1_000)
    expect(reported.at(-1)).to.deep.equal({ name: 'party:unattend', party: 'jp', lastHeardMs })
    expect(of('jp')).to.deep.equal({ party: 'jp', attended: false, sinceMs: lastHeardMs, lastHeardMs })
    expect(of('kr')?.attended).to.equal(true)
    pass(60_000)
    expect(reported).to.have.length(3)
  })

  const lapses: [what: string, change: Partial<PresentConsole>][] = [
    ['is silent', { silentSinceMs: 1, colour: 'red' }],
    ['has its sound blocked', { faults: [{ check: 'sound', colour: 'red' }], colour: 'red' }],
    ['has an output out of which nothing comes', { faults: [{ check: 'output', colour: 'red' }], colour: 'red' }],
    ['has a ringer that makes no sound', { faults: [{ check: 'ringer', colour: 'red' }], colour: 'red' }],
  ]
  for (const [what, change] of lapses) {
    it(`ends with a console that ${what}, and not while another one of the party would be heard`, () => {
      now(present(JP))
      const lapsed = present(JP, change)
      now(lapsed, present(JP_WATCH))
      pass(60_000)
      expect(of('jp')?.attended).to.equal(true)
      now(lapsed)
      pass(60_000)
      expect(of('jp')?.attended).to.equal(false)
      now(present(JP))
      expect(of('jp')?.attended, 'and is there again at once').to.equal(true)
    })
  }

  it('is not ended by a fault that leaves the ring to be heard', () => {
    now(present(JP, { faults: [{ check: 'microphone', colour: 'red' }], colour: 'red' }))
    pass(60_000)
    expect(of('jp')?.attended).to.equal(true)
  })

  it('is what the log says after a start of the server, until the consoles have had the time to come back', () => {
    now(present(JP), present(KR))
    hotline.atMs += 3_600_000
    consoles = []
    serve()
    pass(GRACE_MS - 1_000)
    now(present(KR))
    expect(reported).to.have.length(2)
    pass(2_000)
    expect(reported.at(-1), 'no server was there to hear it last').to.deep.equal({
      name: 'party:unattend',
      party: 'jp',
    })
    expect(of('kr')?.attended).to.equal(true)
    expect(of('jp')?.sinceMs).to.be.greaterThan(of('kr')?.sinceMs ?? Infinity)
  })

  it('is told once to a log that does not answer, and not at all when it is not so any more by then', () => {
    held = []
    now(present(JP))
    pass(5_000)
    expect(held.map(({ command, stillSo }) => [command.name, stillSo()])).to.deep.equal([['party:attend', true]])
    now()
    expect(held[0]?.stillSo()).to.equal(false)
    now(present(JP))
    expect(
      held.map(({ stillSo }) => stillSo()),
      'told anew, for the first may have been given up',
    ).to.deep.equal([true, true])
    for (const { command } of held) hotline.must('server', command)
    expect(of('jp')?.attended).to.equal(true)
  })

  it('is not reported to a line that is broken', () => {
    broken = true
    now(present(JP))
    expect(reported).to.deep.equal([])
  })
})
