import { mock } from 'node:test'
import { expect } from 'chai'
import type { LineCommand } from '../../server/calls/commands.ts'
import type { AtConsole } from '../../server/calls/decision.ts'
import { ROLL_CALLS_KEPT, standingIn } from '../../server/calls/rollCalls.ts'
import type { Line } from '../../server/protocol/directory.ts'
import { refusal, type RefusalCode } from '../../server/protocol/refusal.ts'
import { RollCalls } from '../../server/ringing/rollCalls.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { Hotline, jpWatch, krWatch, usWatch } from '../calls/hotline.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const at = (text: string): number => Date.parse(text)

/** 09:00 and 17:00 in Seoul, and 18:00 in Washington, which is 08:00 in Seoul. */
const agreedFrom = (fromMs: number): Line => ({
  ...LEADERS,
  rollCalls: [
    { time: '09:00', timeZone: 'Asia/Seoul', withinMs: 5 * MINUTE_MS, fromMs },
    { time: '17:00', timeZone: 'Asia/Seoul', withinMs: 5 * MINUTE_MS, fromMs },
    { time: '18:00', timeZone: 'America/New_York', withinMs: 5 * MINUTE_MS, fromMs },
  ],
})

/** A line in memory whose time goes by as fast as it is computed: timers, clock and all. */
class Day {
  readonly hotline = new Hotline()
  definition: Line
  /** What the door to the line answers instead of taking a report. */
  closedDoor: RefusalCode | undefined
  reported: LineCommand['name'][] = []
  #rollCalls: RollCalls | undefined
  /** Of each command that has come to something: the log gives a repeat its first answer. */
  readonly #answered = new Set<string>()

  constructor(from: string) {
    this.hotline.atMs = at(from)
    this.definition = agreedFrom(at(from))
    mock.timers.enable({ apis: ['setTimeout'] })
  }

  startServer(): void {
    this.#rollCalls = RollCalls.create({
      clock: () => this.hotline.atMs,
      definition: () => this.definition,
      report: async (_line, command, commandId) => {
        this.reported.push(command.name)
        if (this.closedDoor) return { ok: false, refusal: refusal(this.closedDoor, 'It cannot be written.') }
        if (commandId !== undefined && this.#answered.has(commandId)) return { ok: true }
        if (this.take('server', command) && commandId !== undefined) this.#answered.add(commandId)
        return { ok: true }
      },
    })
    this.#rollCalls.stateChanged(this.hotline.state)
  }

  /** Nothing of it is left but the line. */
  killServer(): void {
    this.#rollCalls?.close()
    this.#rollCalls = undefined
  }

  /** @returns whether anything has come of it. */
  take(by: AtConsole | 'server', command: LineCommand): boolean {
    const happened = this.hotline.must(by, command).length > 0
    if (happened) this.#rollCalls?.stateChanged(this.hotline.state)
    return happened
  }

  /** Confirms the newest. */
  confirm(by: AtConsole): void {
    const [newest] = this.hotline.state.rollCalls
    if (newest === undefined) throw new Error('There has been no roll-call.')
    this.take(by, { name: 'rollcall:confirm', rollCallId: newest.rollCallId })
  }

  async goTo(moment: string, stepMs = SECOND_MS): Promise<void> {
    const untilMs = at(moment)
    while (this.hotline.atMs < untilMs) {
      const step = Math.min(stepMs, untilMs - this.hotline.atMs)
      this.hotline.atMs += step
      mock.timers.tick(step)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** When those that were opened were due, in the order in which they were opened. */
  get openedDueMs(): number[] {
    return this.hotline.facts.flatMap((fact) => (fact.type === 'rollcall:opened' ? [fact.dueMs] : []))
  }

  /** Each roll-call as one line, oldest first: due when (UTC), opened and closed how many minutes later, its parties. */
  get told(): string[] {
    return this.hotline.state.rollCalls.toReversed().map(({ dueMs, openedAtMs, closedAtMs = NaN, parties }) => {
      const stood = parties.map((party) => `${party.party} ${party.missed ?? ''} ${standingIn(party)}`)
      const times = [openedAtMs, closedAtMs].map((atMs) => Math.floor((atMs - dueMs) / MINUTE_MS))
      return `${new Date(dueMs).toISOString().slice(11, 16)} +${times.join(' +')}: ${stood.join(', ')}`
    })
  }

  close(): void {
    this.killServer()
    mock.timers.reset()
  }
}

describe('the roll-calls of a simulated day', () => {
  let day: Day
  afterEach(() => day.close())

  it('are opened and closed to the second, and every party comes to what it did', async () => {
    day = new Day('2026-11-25T20:00:00Z')
    day.hotline.signedIn = [krWatch, jpWatch, usWatch]
    day.startServer()
    await day.goTo('2026-11-25T23:00:10Z')
    // 08:00 in Seoul: everybody is there.
    for (const who of [krWatch, jpWatch, usWatch]) day.confirm(who)
    await day.goTo('2026-11-25T23:50:00Z')
    // 09:00: Japan's watch officer has gone, and Washington's console is not armed.
    day.hotline.signedIn = [krWatch, usWatch]
    day.hotline.unarmed = [usWatch]
    await day.goTo('2026-11-26T00:04:59Z')
    day.confirm(krWatch)
    await day.goTo('2026-11-26T00:12:00Z')
    day.hotline.signedIn = [krWatch, jpWatch, usWatch]
    day.confirm(jpWatch)
    // 17:00: there, armed, and looking elsewhere.
    day.hotline.unarmed = []
    await day.goTo('2026-11-26T08:01:00Z')
    day.confirm(usWatch)
    await day.goTo('2026-11-26T20:00:00Z')
    expect(day.told).to.deep.equal([
      '23:00 +0 +5: kr  passed, jp  passed, us  passed',
      '00:00 +0 +5: kr  passed, jp nobody-signed-in late, us nobody-armed missed',
      '08:00 +0 +5: kr no-answer missed, jp no-answer missed, us  passed',
    ])
    expect(day.reported).to.have.length(6)
    for (const { dueMs, deadlineMs, openedAtMs, closedAtMs = Infinity } of day.hotline.state.rollCalls) {
      expect(openedAtMs).to.be.within(dueMs, dueMs + SECOND_MS)
      expect(closedAtMs).to.be.within(deadlineMs, deadlineMs + SECOND_MS)
    }
  }).timeout(20_000)

  it('go on where they were when the server is started anew in the middle of one', async () => {
    day = new Day('2026-11-25T23:59:00Z')
    day.hotline.signedIn = [krWatch, jpWatch]
    day.startServer()
    await day.goTo('2026-11-26T00:01:00Z')
    day.confirm(krWatch)
    day.killServer()
    await day.goTo('2026-11-26T00:03:00Z')
    day.startServer()
    day.confirm(jpWatch)
    await day.goTo('2026-11-26T00:06:00Z')
    expect(day.told).to.deep.equal(['00:00 +0 +5: kr  passed, jp  passed, us nobody-signed-in missed'])
  })

  it('that fell into a time without a server are told by the next start: opened late, or missed for that', async () => {
    day = new Day('2026-11-25T22:59:00Z')
    day.hotline.signedIn = [krWatch]
    day.startServer()
    await day.goTo('2026-11-25T23:02:00Z')
    day.confirm(krWatch)
    day.killServer()
    // Over the deadline of the one, all of the next, and the beginning of the third.
    await day.goTo('2026-11-26T08:02:00Z', HOUR_MS)
    day.startServer()
    await day.goTo('2026-11-26T08:02:30Z')
    day.confirm(krWatch)
    await day.goTo('2026-11-26T08:06:00Z')
    const away = 8 * 60 + 2
    expect(day.told).to.deep.equal([
      `23:00 +0 +${away + 60}: kr  passed, jp no-server missed, us no-server missed`,
      `00:00 +${away} +${away}: kr no-server missed, jp no-server missed, us no-server missed`,
      '08:00 +2 +5: kr  passed, jp nobody-signed-in missed, us nobody-signed-in missed',
    ])
  })

  it('wait for a log that cannot be written, without one being lost or told twice', async () => {
    day = new Day('2026-11-25T23:59:50Z')
    day.closedDoor = 'unavailable'
    day.startServer()
    await day.goTo('2026-11-26T00:01:00Z')
    expect(day.reported.length).to.be.within(20, 70)
    day.closedDoor = undefined
    await day.goTo('2026-11-26T00:01:02Z')
    const [opened] = day.hotline.state.rollCalls
    expect(opened?.openedAtMs).to.be.within(at('2026-11-26T00:01:00Z'), at('2026-11-26T00:01:02Z'))
    await day.goTo('2026-11-26T00:06:00Z')
    expect(day.told).to.have.length(1)
  })

  it('are not asked for in a hurry on a line that is out of order', async () => {
    day = new Day('2026-11-25T23:59:50Z')
    day.closedDoor = 'broken'
    day.startServer()
    await day.goTo('2026-11-26T00:03:20Z')
    expect(day.reported.length).to.be.within(5, 8)
  })

  it('are those of the line as it is agreed now, and none from before that', async () => {
    day = new Day('2026-11-26T01:00:00Z')
    day.definition = LEADERS
    day.startServer()
    await day.goTo('2026-11-26T01:30:00Z', MINUTE_MS)
    const agreed = { timeZone: 'Asia/Seoul', withinMs: MINUTE_MS, fromMs: day.hotline.atMs }
    day.definition = { ...LEADERS, rollCalls: ['10:29', '10:31'].map((time) => ({ ...agreed, time })) }
    await day.goTo('2026-11-26T01:33:00Z')
    expect(day.told).to.have.length(1)
    expect(day.told[0]).to.match(/^01:31 \+0 \+1:/)
  })

  it('are each told once, and no more, after a clock that was ahead by more of them than a line keeps', async () => {
    day = new Day('2026-11-20T12:00:00Z')
    // Two weeks ahead when the server starts.
    day.hotline.atMs = at('2026-12-04T12:00:00Z')
    day.startServer()
    await day.goTo('2026-12-04T12:01:00Z')
    expect(day.openedDueMs, 'the last of the week').to.have.length(ROLL_CALLS_KEPT)
    day.killServer()
    // Put right, and a week and a half later.
    day.hotline.atMs = at('2026-11-26T12:00:00Z')
    day.reported = []
    day.startServer()
    await day.goTo('2026-11-26T12:10:00Z')
    const since = day.openedDueMs.slice(ROLL_CALLS_KEPT)
    expect(since, 'what fell into the time before').to.have.length(ROLL_CALLS_KEPT)
    expect(since.at(-1)).to.equal(at('2026-11-26T08:00:00Z'))
    expect(day.hotline.state.rollCalls[0]?.dueMs, 'and it is known').to.equal(since.at(-1))
    expect(day.reported, 'none is asked for again').to.have.length(ROLL_CALLS_KEPT)
    // Through the days of which the clock that was ahead has told, and which the line has forgotten.
    await day.goTo('2026-12-06T12:00:00Z', 10 * MINUTE_MS)
    expect(new Set(day.openedDueMs).size, 'nothing is told twice').to.equal(day.openedDueMs.length)
    expect(day.reported.length, 'each asked for, opened and closed once').to.be.lessThan(3 * 10 * 2 + ROLL_CALLS_KEPT)
    expect(day.hotline.state.rollCalls[0]?.dueMs).to.equal(at('2026-12-06T08:00:00Z'))
  }).timeout(20_000)

  it('close after their whole time when the clock has been put back while no server was there', async () => {
    day = new Day('2026-11-26T00:00:00Z')
    day.startServer()
    await day.goTo('2026-11-26T00:00:01Z')
    day.killServer()
    day.hotline.atMs = at('2026-11-25T20:00:00Z')
    day.startServer()
    await day.goTo('2026-11-25T20:05:01Z')
    expect(day.hotline.state.rollCalls[0]?.closedAtMs).to.be.within(
      at('2026-11-25T20:05:00Z'),
      at('2026-11-25T20:05:01Z'),
    )
  })
})
