import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import { testedUntilMs } from '../../server/calls/evolveTests.ts'
import { liveCall } from '../../server/calls/roster.ts'
import type { RunningTest, TestMeasured } from '../../server/protocol/lineTests.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { Command } from './commands.ts'
import type { ClockPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { LineTestPort, TestPart } from './lineTestPort.ts'
import { perLine } from './perLine.ts'
import type { SignalingPort } from './ports.ts'
import type { ServerClock } from './serverClock.ts'

/** How far the audio of a browser may be from the page's clock: the step in which each takes its time. */
const SOUND_STEP_MS = 10
/** A report that may not have arrived is told again after this: the server waits for it some seconds. */
const REPORT_AGAIN_MS = 500

export interface LineTestsModel {
  /** Asks for a test of a line; undefined where none can be made now. Read inside a computation, it follows. */
  readonly start: (line: string) => (() => Promise<void>) | undefined
  /** From when on a line that was tested just now may be tested again. Read inside a computation, it follows. */
  readonly againAtMs: (line: string) => number | undefined
  /** Why a test that was asked for was refused, by line. */
  readonly refusals: ReadonlySignal<ReadonlyMap<string, Refusal>>
  readonly dismiss: (line: string) => void
  readonly close: () => void
}

interface LineTestsParts {
  readonly port: LineTestPort
  readonly signaling: SignalingPort
  readonly lines: Lines
  readonly serverClock: ServerClock
  readonly clock: ClockPort
  readonly command: Command
  /** A call has this console, is just being placed or answered here, or rings here. */
  readonly busy: ReadonlySignal<boolean>
}

const NO_PART: Pick<TestPart, 'stop'> = { stop: () => undefined }

interface Running {
  readonly line: string
  readonly part: Pick<TestPart, 'stop'>
  stopped: boolean
}

/**
 * This console's part in the tests of its lines. It begins without anybody's click when the line says so, and is stopped,
 * with everything that it has made, in the moment in which a call has anything to do with this console.
 */
export function createLineTests(parts: LineTestsParts): LineTestsModel {
  const { port, signaling, lines, serverClock, clock, command, busy } = parts
  const refusals = signal<ReadonlyMap<string, Refusal>>(new Map())
  const asking = signal<string | undefined>(undefined)
  const running = new Map<string, Running>()

  /** The tests that this console has part in, by their identifiers. */
  const mine = computed(() => {
    const own = lines.own.value?.console
    return new Map(
      lines.lines.value.flatMap(({ line: { line }, state: { lineTest } }) =>
        lineTest?.participants.some(({ console }) => console === own)
          ? [[lineTest.testId, { line, test: lineTest }] as const]
          : [],
      ),
    )
  })

  function begin(line: string, test: RunningTest, console: string): void {
    // Before the first burst: what the clock says then counts.
    void serverClock.measure()
    const part = port.begin({ line, test, console, serverNowMs: serverClock.readMs })
    const one: Running = { line, part, stopped: false }
    running.set(test.testId, one)
    void part.measured.then((measured) => {
      if (!one.stopped) report(line, test.testId, measured)
    })
  }

  function report(line: string, testId: string, found: TestMeasured): void {
    const clockMs = serverClock.uncertainMs()
    const measured = { ...found, ...(clockMs !== undefined && { uncertainMs: clockMs + SOUND_STEP_MS }) }
    void untilTaken(line, testId, measured)
  }

  /** Only the first report of a console counts, so one that may have arrived is told again, as long as the test runs. */
  async function untilTaken(line: string, testId: string, measured: TestMeasured): Promise<void> {
    while (running.has(testId)) {
      const answer = await signaling.request('test:report', { line, testId, measured })
      if (answer.ok || (answer.refusal.code !== 'unavailable' && answer.refusal.code !== 'slow-down')) return
      await new Promise<void>((resolve) => clock.after(REPORT_AGAIN_MS, resolve))
    }
  }

  /** A call has this console already: it has no part in this test. */
  function decline(line: string, testId: string): void {
    running.set(testId, { line, part: NO_PART, stopped: true })
    report(line, testId, { sent: [], heard: [], stopped: 'call' })
  }

  const stopRunning = (one: Running): void => {
    if (one.stopped) return
    one.stopped = true
    one.part.stop()
  }

  const stopFollowing = effect(() => {
    const own = lines.own.value?.console
    const wanted = mine.value
    const taken = busy.value
    // What is begun and stopped reads signals of its own, on which this does not depend.
    untracked(() => {
      for (const [testId, one] of running) {
        if (!wanted.has(testId)) {
          stopRunning(one)
          running.delete(testId)
        } else if (taken && !one.stopped) {
          stopRunning(one)
          report(one.line, testId, { sent: [], heard: [], stopped: 'call' })
        }
      }
      for (const [testId, { line, test }] of wanted) {
        if (own === undefined || running.has(testId)) continue
        if (taken) decline(line, testId)
        else begin(line, test, own)
      }
    })
  })

  const refuse = (line: string, refused: Refusal | undefined): void => {
    const next = new Map(refusals.peek())
    if (refused === undefined) next.delete(line)
    else next.set(line, refused)
    refusals.value = next
  }

  async function ask(line: string): Promise<void> {
    asking.value = line
    refuse(line, undefined)
    const answer = await command('test:start', { line })
    asking.value = undefined
    if (!answer.ok) refuse(line, answer.refusal)
  }

  const againAtMs = perLine((line) => {
    const state = lines.snapshotOf(line)?.state
    return state && testedUntilMs(state, serverClock.nowMs.value)
  })

  return {
    againAtMs,
    start: perLine((line) => {
      const snapshot = lines.snapshotOf(line)
      const isFree = asking.value === undefined && lines.connection.value === 'connected' && !snapshot?.broken
      if (snapshot?.standing !== 'rung' || !isFree) return undefined
      if (snapshot.state.lineTest !== undefined || liveCall(snapshot.state) !== undefined) return undefined
      if (againAtMs(line) !== undefined) return undefined
      return () => ask(line)
    }),
    refusals,
    dismiss: (line) => refuse(line, undefined),
    close() {
      stopFollowing()
      for (const one of running.values()) stopRunning(one)
      running.clear()
    },
  }
}
