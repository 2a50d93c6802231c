import type { LineCommand } from '../calls/commands.ts'
import { roomOf } from '../calls/room.ts'
import { TEST_REPORTS_WITHIN_MS, TEST_SENDS_FOR_MS } from '../calls/testTiming.ts'
import { pitchOf } from '../calls/testSound.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { RunningTest, TestMeasured } from '../protocol/lineTests.ts'
import { RefusedError, refusal } from '../protocol/refusal.ts'
import { judge, type Evidence } from './judgement.ts'
import type { LineTestsOptions, SyntheticConsole, TestTimers } from './ports.ts'
import { consolesTakenBy, reportOf } from './reports.ts'

/** Closing a recording of ten seconds takes a moment; a disk that takes longer than this is a fault of the line. */
const SEALED_WITHIN_MS = 20_000
/** What the server's own consoles have sent has reached all of them by then. */
const ALONE_MS = TEST_SENDS_FOR_MS + 500
/** Ten seconds of media are read in a moment; a disk that takes longer than this is a fault of the line. */
const READ_WITHIN_MS = 20_000

export interface TestRunOptions extends LineTestsOptions {
  readonly timers: TestTimers
  /** Tells a line or a room until its log takes it. @returns whether it was taken. */
  readonly untilTaken: (line: string, command: LineCommand, wanted?: () => boolean) => Promise<boolean>
  /** Closes a room's call a little later. */
  readonly clearLater: (room: string, callId: string) => void
}

/** One test, from the room's call to the result: what sends and is sent lives in the room, and what comes of it here. */
export class TestRun {
  readonly testId: string
  readonly #line: string
  readonly #room: string
  readonly #test: RunningTest
  readonly #options: TestRunOptions
  readonly #measured = new Map<string, TestMeasured>()
  readonly #lost = new Set<string>()
  readonly #taken = new Set<string>()
  readonly #synthetic = new Map<string, SyntheticConsole>()
  #roomState: LineState | undefined
  #wake: () => void = () => undefined
  #hasSent = false
  #stopped = false

  static start(line: string, test: RunningTest, options: TestRunOptions): TestRun {
    return new TestRun(line, test, options)
  }

  private constructor(line: string, test: RunningTest, options: TestRunOptions) {
    this.#line = line
    this.#room = roomOf(line)
    this.#test = test
    this.testId = test.testId
    this.#options = options
    // A call may ring at a console already, or have one, when the test begins.
    for (const name of options.lines.names) {
      const state = options.lines.state(name)
      if (state !== undefined) this.lineChanged(state)
    }
    this.#run().catch((error: unknown) => {
      options.log.error({ line, testId: test.testId, err: error }, 'A test of a line met what nobody expected.')
      void options.untilTaken(line, { name: 'test:abort', testId: this.testId, reason: 'no-media' })
      this.stop()
    })
  }

  /** What a console found. @throws RefusedError when it has no part in the test. */
  take(console: string, measured: TestMeasured): void {
    const isOurs = this.#test.participants.some((one) => one.console === console && !one.synthetic)
    if (!isOurs) throw new RefusedError(refusal('not-now', 'This console has no part in the test.'))
    if (!this.#measured.has(console)) this.#measured.set(console, reportOf(measured, console, this.#test.participants))
    this.#wake()
  }

  /** The connection of a console is gone, and may come back. */
  lose(console: string): void {
    if (this.#measured.has(console)) return
    if (this.#test.participants.some((one) => one.console === console)) this.#lost.add(console)
  }

  /** Of any line: what a call has taken gives way to it, and is not missing from the test. */
  lineChanged(state: LineState): void {
    for (const console of consolesTakenBy(state)) this.#taken.add(console)
  }

  roomChanged(state: LineState): void {
    this.#roomState = state
    this.#wake()
  }

  /** The server is being closed: the next start finds what is open. */
  close(): void {
    this.#stopped = true
    this.#closeSynthetic()
    this.#wake()
  }

  /** It is over, or a call has taken its place: nothing of it stays on the air. */
  stop(): void {
    if (this.#stopped) return
    this.close()
    this.#options.clearLater(this.#room, this.testId)
  }

  /** Nothing else ends a room's call: what cannot be told now is told later, also when the test is over long since. */
  async #closeRoom(): Promise<void> {
    await this.#options.untilTaken(this.#room, { name: 'room:close', callId: this.testId })
  }

  async #run(): Promise<void> {
    const { testId } = this
    const { participants } = this.#test
    const opened = await this.#untilTaken(this.#room, { name: 'room:open', callId: testId, participants })
    // Race: it was stopped while its room was opened, and found nothing to close there.
    if (this.#stopped) {
      await this.#closeRoom()
      return
    }
    const troubled = !opened ? 'no-room' : (await this.#openSynthetic()) ? undefined : 'no-media'
    if (troubled !== undefined) {
      await this.#abort(troubled)
      return
    }
    const silence = this.#options.timers.after(TEST_SENDS_FOR_MS, () => {
      this.#hasSent = true
      this.#wake()
      for (const synthetic of this.#synthetic.values()) synthetic.stopSending()
    })
    await this.#until(() => this.#allReported(), this.#awaited.length > 0 ? TEST_REPORTS_WITHIN_MS : ALONE_MS)
    silence()
    if (this.#stopped) return
    for (const [console, synthetic] of this.#synthetic) this.#measured.set(console, synthetic.measured())
    this.#closeSynthetic()
    await this.#closeRoom()
    await this.#until(() => this.#isSealed(), SEALED_WITHIN_MS)
    let read: Pick<Evidence, 'record' | 'recorded'> | undefined
    void this.#readBack().then((found) => {
      read = found
      this.#wake()
    })
    await this.#until(() => read !== undefined, READ_WITHIN_MS)
    await this.#finish(read ?? { record: 'not-read', recorded: undefined })
  }

  async #finish(record: Pick<Evidence, 'record' | 'recorded'>): Promise<void> {
    if (this.#stopped) return
    const { testId } = this
    const { participants } = this.#test
    const judgement = judge({ participants, measured: this.#measured, lost: this.#lost, taken: this.#taken, ...record })
    const { outcome, faults, found } = judgement
    this.#options.log.info({ line: this.#line, testId, outcome, faults }, 'A line has been tested.')
    const over: LineCommand =
      outcome === 'aborted'
        ? { name: 'test:abort', testId, reason: 'call' }
        : { name: 'test:finish', testId, outcome, found, faults }
    await this.#untilTaken(this.#line, over)
  }

  async #abort(reason: 'no-room' | 'no-media'): Promise<void> {
    // Whoever has stopped it has said why.
    if (this.#stopped) return
    this.#options.log.error({ line: this.#line, testId: this.testId, reason }, 'A line could not be tested.')
    await this.#untilTaken(this.#line, { name: 'test:abort', testId: this.testId, reason })
  }

  async #openSynthetic(): Promise<boolean> {
    const { participants } = this.#test
    for (const { synthetic, ...who } of participants) {
      if (!synthetic || this.#stopped) continue
      const pitchHz = pitchOf(participants, who.console)
      try {
        const made = await this.#options.media.openSynthetic(this.#room, who, this.testId, pitchHz)
        this.#synthetic.set(who.console, made)
      } catch (error) {
        this.#options.log.warn({ line: this.#line, err: error }, 'A synthetic console could not be opened.')
        return false
      }
    }
    // Race: a call may have come while the last one was opened.
    if (this.#stopped) this.#closeSynthetic()
    return true
  }

  #closeSynthetic(): void {
    for (const console of this.#synthetic.keys()) this.#options.media.closeSynthetic(this.#room, console)
    this.#synthetic.clear()
  }

  /**
   * With nobody but the server's own consoles there is no report to wait for. However soon consoles have reported, the
   * others send and measure for the whole time: a report that comes early ends nobody else's part.
   */
  #allReported(): boolean {
    return (
      this.#hasSent && this.#awaited.length > 0 && this.#awaited.every(({ console }) => this.#measured.has(console))
    )
  }

  get #awaited(): RunningTest['participants'] {
    return this.#test.participants.filter(({ synthetic }) => !synthetic)
  }

  #isSealed(): boolean {
    const { call } = this.#roomState ?? {}
    return call?.callId === this.testId && (call.recording.state === 'closed' || call.recording.damage !== undefined)
  }

  async #readBack(): Promise<Pick<Evidence, 'record' | 'recorded'>> {
    const nothing = { record: 'not-closed', recorded: undefined } as const
    if (this.#stopped || this.#roomState?.call?.recording.state !== 'closed') return nothing
    const { records, log } = this.#options
    try {
      const { sound } = await records.verify(this.testId)
      return { record: sound ? 'sound' : 'unsound', recorded: await records.countsOf(this.testId) }
    } catch (error) {
      log.error({ line: this.#line, testId: this.testId, err: error }, 'The record of a test could not be read back.')
      return { record: 'unsound', recorded: undefined }
    }
  }

  /** Waits until it is so, until it is too late, or until the test is stopped. */
  async #until(isSo: () => boolean, withinMs: number): Promise<void> {
    let late = false
    const stopTimer = this.#options.timers.after(withinMs, () => {
      late = true
      this.#wake()
    })
    while (!isSo() && !late && !this.#stopped) await new Promise<void>((resolve) => (this.#wake = resolve))
    stopTimer()
  }

  /** @returns whether it was taken. */
  async #untilTaken(line: string, command: LineCommand): Promise<boolean> {
    return await this.#options.untilTaken(line, command, () => !this.#stopped)
  }
}
