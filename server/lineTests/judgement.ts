import type { RunningTest, TestedKind, TestFault, TestFound, TestHeard, TestMeasured } from '../protocol/lineTests.ts'

/**
 * From where on a line is not what it is kept for.
 * Set-up: who answers on a console whose warm line was just lost is to be heard before the other says "hello" twice.
 * Loss: Opus with in-band correction hides a few per cent; words go missing from about 8 % on. A picture is asked for again
 * and stands still meanwhile.
 * Jitter: twice what a receive buffer takes in its stride; the buffer grows with it, and the conversation slows.
 * Round trip and mouth to ear: ITU-T G.114 has 400 ms one way as the limit of planning for any connection.
 * Recorded: what a path may lose on its way to the server may be missing there too, and no more.
 */
export const TEST_LIMITS = {
  setUpMs: 5_000,
  lossPercent: { microphone: 5, camera: 10 },
  jitterMs: 100,
  roundTripMs: 800,
  mouthToEarMs: 400,
  recordedPercent: { microphone: 95, camera: 90 },
} as const

/** How much of a track is in the sealed record: packets of sound, pictures of each layer of a camera. */
export interface RecordedCount {
  readonly console: string
  readonly kind: string
  readonly count: number
}

/** What a test is judged by. */
export interface Evidence {
  readonly participants: RunningTest['participants']
  /** By console; absent of one that has not reported. */
  readonly measured: ReadonlyMap<string, TestMeasured>
  /** Whose connection to the server went during the test, and with it all media of theirs. */
  readonly lost: ReadonlySet<string>
  /** At which the server itself saw a ring, or which it saw in a call, during the test. */
  readonly taken: ReadonlySet<string>
  /** Absent when the record could not be closed or read. */
  readonly recorded: readonly RecordedCount[] | undefined
  readonly record: 'sound' | 'unsound' | 'not-closed' | 'not-read'
}

/** `aborted`: calls have taken every console of a party, so that it was not tested. */
export interface Judgement {
  readonly outcome: 'passed' | 'failed' | 'aborted'
  readonly found: TestFound[]
  readonly faults: TestFault[]
}

/** What a test comes to. Nothing is held against a path that could not be measured, or a console that a call has taken. */
export function judge(evidence: Evidence): Judgement {
  const { participants, measured, record } = evidence
  const faults: TestFault[] = record === 'sound' ? [] : [{ code: `record-${record}` }]
  for (const { console } of participants) {
    const own = measured.get(console)
    // Its page was closed or loaded again, or its network went: that is said once, and nothing more of any of its paths.
    if (evidence.lost.has(console)) faults.push({ code: 'console-lost', console })
    // That a call has it is not taken on a console's own word: one that only says so has shown nothing.
    else if (own === undefined || (own.stopped !== undefined && !gaveWay(evidence, console)))
      faults.push({ code: 'no-report', console })
    else if (own.stopped === undefined) faults.push(...pathFaults(evidence, console, own))
  }
  const found = participants.flatMap(({ console }): TestFound[] => {
    const own = measured.get(console)
    if (own === undefined) return []
    const sent = own.sent.map((one) => ({ ...one, ...recordedOf(evidence, console, one.kind) }))
    return [{ ...own, console, sent }]
  })
  // What is wrong is wrong, whatever a call has taken; that nothing is wrong takes a console of every party.
  const outcome = faults.length > 0 ? 'failed' : isEveryPartyLeft(evidence) ? 'passed' : 'aborted'
  return { outcome, found, faults }
}

const gaveWay = ({ measured, taken }: Evidence, console: string): boolean =>
  measured.get(console)?.stopped !== undefined && taken.has(console)

/** Of every party a console was in the test to its end. */
function isEveryPartyLeft(evidence: Evidence): boolean {
  const parties = Map.groupBy(evidence.participants, ({ party }) => party).values()
  return [...parties].every((consoles) => consoles.some(({ console }) => !gaveWay(evidence, console)))
}

function pathFaults(evidence: Evidence, console: string, own: TestMeasured): TestFault[] {
  const isSynthetic = evidence.participants.some((one) => one.console === console && one.synthetic)
  // The server's own console has no transports to set up.
  if (!isSynthetic && own.setUpMs === undefined) return [{ code: 'not-set-up', console }]
  const faults: TestFault[] = []
  const above = (code: TestFault['code'], value: number | undefined, limit: number): void => {
    if (value !== undefined && value > limit) faults.push({ code, console, value })
  }
  for (const kind of notSent(own)) faults.push({ code: 'not-sent', console, kind })
  above('slow-set-up', own.setUpMs, TEST_LIMITS.setUpMs)
  above('round-trip', own.roundTripMs, TEST_LIMITS.roundTripMs)
  for (const { kind, count } of own.sent) {
    const { recorded } = recordedOf(evidence, console, kind)
    if (recorded === undefined || count === 0) continue
    const percent = (100 * recorded) / count
    if (percent < TEST_LIMITS.recordedPercent[kind])
      faults.push({ code: 'not-recorded', console, kind, value: percent })
  }
  for (const other of evidence.participants) {
    if (other.console !== console) faults.push(...hearingFaults(evidence, console, own, other.console))
  }
  return faults
}

/**
 * Every console makes sound, so none that sends no sound has shown anything. Pictures it names when it can make any: a
 * browser that cannot says nothing of them, and a hidden page makes few or none.
 */
function notSent({ sent, hidden }: TestMeasured): TestedKind[] {
  const countOf = (kind: TestedKind) => sent.find((one) => one.kind === kind)?.count
  const kinds: TestedKind[] = []
  if ((countOf('microphone') ?? 0) === 0) kinds.push('microphone')
  if (countOf('camera') === 0 && !hidden) kinds.push('camera')
  return kinds
}

function hearingFaults({ measured, lost }: Evidence, console: string, own: TestMeasured, from: string): TestFault[] {
  const sender = measured.get(from)
  // Who is lost, or sent nothing, is named as such already.
  if (sender === undefined || sender.stopped !== undefined || lost.has(from)) return []
  const faults: TestFault[] = []
  for (const { kind, count: sent } of sender.sent) {
    if (sent === 0 || (kind === 'camera' && (own.hidden || sender.hidden))) continue
    const about = { console, from, kind }
    const heard = own.heard.find((one) => one.from === from && one.kind === kind)
    if (heard === undefined || heard.packets === 0) faults.push({ code: 'not-received', ...about })
    else {
      const uncertainMs = (own.uncertainMs ?? 0) + (sender.uncertainMs ?? 0)
      faults.push(...heardFaults(heard, uncertainMs).map((fault) => ({ ...about, ...fault })))
    }
  }
  return faults
}

/** @param uncertainMs how far apart the clocks of both may be. */
function heardFaults(heard: TestHeard, uncertainMs: number): Pick<TestFault, 'code' | 'value'>[] {
  const { kind, lossPercent = 0, jitterMs = 0, mouthToEarMs = 0 } = heard
  const faults: Pick<TestFault, 'code' | 'value'>[] = []
  if (heard.silent) faults.push({ code: 'silent' })
  if (heard.otherSound) faults.push({ code: 'other-sound' })
  if (lossPercent > TEST_LIMITS.lossPercent[kind]) faults.push({ code: 'loss', value: lossPercent })
  if (jitterMs > TEST_LIMITS.jitterMs) faults.push({ code: 'jitter', value: jitterMs })
  if (mouthToEarMs - uncertainMs > TEST_LIMITS.mouthToEarMs) faults.push({ code: 'mouth-to-ear', value: mouthToEarMs })
  return faults
}

function recordedOf({ recorded }: Evidence, console: string, kind: TestedKind): { recorded?: number } {
  if (recorded === undefined) return {}
  const tracks = recorded.filter((one) => one.console === console && one.kind === kind)
  return { recorded: tracks.reduce((sum, { count }) => sum + count, 0) }
}
