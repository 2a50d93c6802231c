import type { LineCommand } from '../../server/calls/commands.ts'
import { emptyLine } from '../../server/calls/evolve.ts'
import { isRoom, lineOfRoom, roomOf } from '../../server/calls/room.ts'
import { LineReports } from '../../server/lineReports.ts'
import { LineTests } from '../../server/lineTests/lineTests.ts'
import { participantsOf } from '../../server/lineTests/participants.ts'
import type { TestTimers } from '../../server/lineTests/ports.ts'
import type { PresentConsole } from '../../server/protocol/consoles.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { Hotline, id } from '../calls/hotline.ts'

const HOUR_MS = 3_600_000

/** Timers on a clock that goes as far as a test says, one after the other in their order. */
class SimulatedTime implements TestTimers {
  nowMs: number
  readonly #timers = new Set<{ readonly atMs: number; readonly run: () => void }>()

  constructor(nowMs: number) {
    this.nowMs = nowMs
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  get timers(): number {
    return this.#timers.size
  }

  /** What a timer has started is settled before the next one runs. */
  async advanceTo(untilMs: number): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      const [next] = [...this.#timers].filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)
      if (next === undefined) break
      this.#timers.delete(next)
      this.nowMs = Math.max(this.nowMs, next.atMs)
      next.run()
    }
    this.nowMs = untilMs
  }
}

let made = 0

/** A line or a room in memory whose tests have identifiers of their own, and whose recordings close at once. */
class TestedHotline extends Hotline {
  present: PresentConsole[] = []

  override given() {
    const testId = id((made += 1))
    return {
      ...super.given(),
      newCallId: testId,
      testParticipants: () => participantsOf(LEADERS, testId, this.present, () => false),
    }
  }
}

/** Two lines with their rooms over a day, with the rules and the tests of the product and without media. */
export class SimulatedDay {
  readonly time: SimulatedTime
  readonly names = ['leaders', 'advisers']
  /** Lines and rooms. */
  readonly hotlines = new Map<string, TestedHotline>()
  /** What is open in rooms at this moment. */
  readonly synthetic = new Set<string>()
  /** Lines and rooms whose log takes nothing. */
  readonly unavailable = new Set<string>()
  sound = true
  /** Reading a record back comes to an end. */
  reads = true
  opens = true
  #reports: LineReports
  #tests: LineTests

  constructor(startsAtMs: number) {
    this.time = new SimulatedTime(startsAtMs)
    for (const name of [...this.names, ...this.names.map(roomOf)]) {
      const hotline = new TestedHotline()
      hotline.state = emptyLine(name)
      this.hotlines.set(name, hotline)
    }
    this.#reports = this.#startReports()
    this.#tests = this.#start()
  }

  get tests(): LineTests {
    return this.#tests
  }

  line(name = 'leaders'): TestedHotline {
    const hotline = this.hotlines.get(name)
    if (hotline === undefined) throw new Error(`There is no ${name}.`)
    return hotline
  }

  outcomes(name = 'leaders'): string[] {
    return (this.line(name).state.testResults ?? []).toReversed().map(({ outcome, reason, missed, dueAtMs }) => {
      const hour = dueAtMs === undefined ? 'asked' : new Date(dueAtMs).toISOString().slice(11, 19)
      return [hour, outcome, ...(reason ? [reason] : []), ...(missed ? [String(missed)] : [])].join(' ')
    })
  }

  /** Somebody commands on a line, or the server reports. */
  take(name: string, by: Parameters<Hotline['take']>[0], command: LineCommand) {
    const hotline = this.line(name)
    hotline.atMs = this.time.nowMs
    const taken = hotline.take(by, command)
    if ('facts' in taken && taken.facts.length > 0) this.#follow(name)
    return taken
  }

  /** The server is down until then. */
  async downUntil(untilMs: number): Promise<void> {
    await this.close()
    await this.time.advanceTo(this.time.nowMs)
    this.time.nowMs = untilMs
    this.#reports = this.#startReports()
    this.#tests = this.#start()
    await this.#tests.takeOver()
    for (const name of this.names) await this.#tests.takeOverRoom(name)
    for (const name of this.hotlines.keys()) this.#tests.stateChanged(this.line(name).state)
  }

  async close(): Promise<void> {
    this.#tests.close()
    await this.#reports.close()
  }

  #follow(name: string): void {
    this.#tests.stateChanged(this.line(name).state)
    if (!isRoom(name)) return
    const { call, unsealed } = this.line(name).state
    if (call?.phase !== 'ended' || unsealed.length === 0) return
    const head = { version: 1, hash: '0'.repeat(64), keyId: 'key', signature: '' }
    this.take(name, 'server', { name: 'recording:close', callId: call.callId, head, tracks: 0, bytes: 0 })
  }

  #startReports(): LineReports {
    return LineReports.create({
      take: (name, _part, command) => this.#report(name, command),
      after: (delayMs, run) => this.time.after(delayMs, run),
    })
  }

  async #report(name: string, command: LineCommand) {
    if (this.unavailable.has(name)) return { ok: false, refusal: refusal('unavailable', 'The disk is full.') }
    const taken = this.take(name, 'server', command)
    return 'refusal' in taken ? { ok: false, refusal: taken.refusal } : { ok: true }
  }

  #start(): LineTests {
    const tests = LineTests.create({
      clock: () => this.time.nowMs,
      everyMinutes: HOUR_MS / 60_000,
      timers: this.time,
      lines: {
        names: this.names,
        state: (name) => this.hotlines.get(name)?.state,
        isBroken: () => false,
        report: (name, command) => this.#report(name, command),
        reportUntilTaken: (name, command, wanted) => this.#reports.untilTaken(name, 'testing', command, wanted),
      },
      media: {
        openSynthetic: async (room, who) => {
          if (!this.opens) throw new Error('There is no media.')
          this.synthetic.add(who.console)
          const others = this.line(lineOfRoom(room)).state.lineTest?.participants ?? []
          return {
            stopSending: () => undefined,
            measured: () => ({
              sent: [{ kind: 'microphone', count: 500 }],
              heard: others
                .filter(({ console }) => console !== who.console)
                .map(({ console }) => ({ from: console, kind: 'microphone', packets: 500 })),
            }),
          }
        },
        closeSynthetic: (_room, console) => void this.synthetic.delete(console),
      },
      records: {
        verify: async () => (this.reads ? { sound: this.sound } : await new Promise<never>(() => undefined)),
        countsOf: async (callId) => this.#recorded(callId),
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })
    return tests
  }

  #recorded(callId: string) {
    const calls = this.names.map((name) => this.line(roomOf(name)).state.call)
    const legs = calls.find((call) => call?.callId === callId)?.legs ?? []
    return legs.map(({ console }) => ({ console, kind: 'microphone', count: 500 }))
  }
}
