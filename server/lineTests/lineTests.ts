import type { LineCommand } from '../calls/commands.ts'
import { isRoom, lineOfRoom, roomOf } from '../calls/room.ts'
import { liveCall } from '../calls/roster.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { TestMeasured } from '../protocol/lineTests.ts'
import { RefusedError, refusal } from '../protocol/refusal.ts'
import type { LineTestsOptions, TestTimers } from './ports.ts'
import { dueTests } from './schedule.ts'
import { TestRun, type TestRunOptions } from './testRun.ts'

/** Consoles that were cut off by a restart are back by then: a test before would find nobody armed. */
const FIRST_AFTER_MS = 60_000
/** A test that is due and could not be begun is tried again after this. */
const RETRY_MS = 5_000
/** The largest delay of a timer, and less: a clock that goes forward after a suspension is seen at the next look. */
const LOOK_WITHIN_MS = 60_000
/** By then the call that goes before a test rings, and its recorder has proved itself. */
const CLEARED_AFTER_MS = 1_500

const SYSTEM_TIMERS: TestTimers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/**
 * The tests of all lines: begins each that is due, runs what the lines' facts say is running, and tells what came of it.
 * It acts on the state, so that a call that takes the line is enough to end a test, and a test that was due while no
 * server was there is made up for at the next start, late and said to be so.
 */
export class LineTests {
  readonly #options: TestRunOptions
  readonly #startedAtMs: number
  readonly #runs = new Map<string, TestRun>()
  readonly #looks = new Map<string, () => void>()
  readonly #asking = new Set<string>()
  /** What stops the wait before a room is cleared. */
  readonly #clearings = new Set<() => void>()
  /** Tests of another run of the server that are to be told to be over. */
  readonly #left = new Set<string>()
  #closed = false

  static create(options: LineTestsOptions): LineTests {
    return new LineTests(options)
  }

  private constructor(options: LineTestsOptions) {
    const { timers = SYSTEM_TIMERS } = options
    this.#options = {
      ...options,
      timers,
      untilTaken: (line, command, wanted) => this.#untilTaken(line, command, wanted),
      clearLater: (room, callId) => this.#clearLater(room, callId),
    }
    this.#startedAtMs = options.clock()
  }

  /**
   * Before anything is followed: a test that another run of the server has left is over. The server does not wait for a
   * log that takes nothing; it is told as soon as it does.
   */
  async takeOver(): Promise<void> {
    const { lines } = this.#options
    for (const line of lines.names) {
      const left = lines.state(line)?.lineTest
      if (left === undefined) continue
      this.#left.add(left.testId)
      await this.#tell(line, { name: 'test:abort', testId: left.testId, reason: 'server-restarted' })
    }
  }

  /** When the room of a line has been opened, before it is used: what another run has left there is over as well. */
  async takeOverRoom(line: string): Promise<void> {
    const state = this.#options.lines.state(roomOf(line))
    const call = state && liveCall(state)
    if (call) await this.#tell(roomOf(line), { name: 'room:close', callId: call.callId })
  }

  /** To be called with every new state of a line or of a room, and once with each state found at the start. */
  stateChanged(state: LineState): void {
    if (this.#closed) return
    if (isRoom(state.line)) {
      this.#runs.get(lineOfRoom(state.line))?.roomChanged(state)
      return
    }
    for (const run of this.#runs.values()) run.lineChanged(state)
    this.#follow(state)
    this.#look(state.line)
  }

  /** What a console found of the test that runs. @throws RefusedError when it has no part in one. */
  report(line: string, testId: string, console: string, measured: TestMeasured): void {
    const run = this.#runs.get(line)
    if (run?.testId !== testId) throw new RefusedError(refusal('too-late', 'That test is over.'))
    run.take(console, measured)
  }

  /** The connection of a console is gone: what it cannot report any more is said to be so. */
  consoleGone(console: string): void {
    for (const run of this.#runs.values()) run.lose(console)
  }

  /** Tests that run are left as they are in the log: the next start says that they came to nothing. */
  close(): void {
    this.#closed = true
    for (const stop of [...this.#looks.values(), ...this.#clearings]) stop()
    for (const run of this.#runs.values()) run.close()
    this.#runs.clear()
  }

  #follow({ line, lineTest }: LineState): void {
    const run = this.#runs.get(line)
    if (run !== undefined && run.testId !== lineTest?.testId) {
      this.#runs.delete(line)
      run.stop()
    }
    if (lineTest !== undefined && !this.#runs.has(line) && !this.#left.has(lineTest.testId))
      this.#runs.set(line, TestRun.start(line, lineTest, this.#options))
  }

  /** Waits for one try only. */
  async #tell(line: string, command: LineCommand): Promise<void> {
    const { ok, refusal: refused } = await this.#options.lines.report(line, command)
    if (!ok && refused?.code === 'unavailable') void this.#untilTaken(line, command)
  }

  /** The server is being closed: the next start finds what is open. */
  async #untilTaken(line: string, command: LineCommand, wanted: () => boolean = () => true): Promise<boolean> {
    return await this.#options.lines.reportUntilTaken(line, command, () => !this.#closed && wanted())
  }

  /** A call that has taken the place of a test begins to be recorded in this moment: closing the test's record can wait. */
  #clearLater(room: string, callId: string): void {
    const stop = this.#options.timers.after(CLEARED_AFTER_MS, () => {
      this.#clearings.delete(stop)
      void this.#untilTaken(room, { name: 'room:close', callId })
    })
    this.#clearings.add(stop)
  }

  /** Begins what is due, and looks again when the next is. */
  #look(line: string): void {
    const { everyMinutes, clock, lines } = this.#options
    this.#looks.get(line)?.()
    if (everyMinutes === 0 || this.#closed) return
    const nowMs = clock()
    const state = lines.state(line)
    const place = lines.names.indexOf(line)
    if (state === undefined || place < 0) return
    const { testsDueUpToMs: upToMs = this.#startedAtMs } = state
    // The clock may have been put back while no server was there: what the facts say is then of the future.
    const sinceMs = upToMs > nowMs ? this.#startedAtMs : upToMs
    const { now, nextAtMs } = dueTests({ everyMs: everyMinutes * 60_000, place, sinceMs, nowMs })
    const readyAtMs = this.#startedAtMs + FIRST_AFTER_MS
    const begins = now !== undefined && nowMs >= readyAtMs && state.lineTest === undefined && !lines.isBroken(line)
    if (begins) void this.#begin(line, now)
    const waitMs = now !== undefined && nowMs < readyAtMs ? readyAtMs - nowMs : nextAtMs - nowMs
    this.#lookAfter(line, Math.min(waitMs, LOOK_WITHIN_MS))
  }

  async #begin(line: string, due: { readonly dueAtMs: number }): Promise<void> {
    // Race: the state may change while the log is asked, and each change looks again.
    if (this.#asking.has(line)) return
    this.#asking.add(line)
    const answer = await this.#options.lines.report(line, { name: 'test:begin', ...due })
    this.#asking.delete(line)
    if (answer.ok || this.#closed) return
    this.#options.log.warn({ line, code: answer.refusal?.code }, 'A test that is due could not be begun yet.')
    this.#lookAfter(line, RETRY_MS)
  }

  #lookAfter(line: string, delayMs: number): void {
    this.#looks.get(line)?.()
    this.#looks.set(
      line,
      this.#options.timers.after(delayMs, () => this.#look(line)),
    )
  }
}
