import { fitLowerEnvelope, type LowerEnvelope } from './lowerEnvelope.ts'
import { median } from './median.ts'

/** One sender report (RFC 3550 section 6.4.1) of one stream, its RTP time unwrapped and in milliseconds. */
export interface ClockReport {
  /** The console's clock, milliseconds since 1970. */
  readonly ntpMs: number
  readonly rtpMs: number
  /** Server time. */
  readonly arrivalMs: number
}

/** What is seen of one stream, its frames in the order in which they were sent. */
export interface ClockStream {
  readonly rtpMs: Float64Array
  /** Server time. */
  readonly arrivalMs: Float64Array
  readonly reports: readonly ClockReport[]
}

/** A stretch of a stream in which RTP time ran on without a jump. */
export interface Piece {
  readonly from: number
  readonly to: number
  readonly envelope: LowerEnvelope
  readonly reports: readonly ClockReport[]
}

/** A clock of a console and one of its sound card may part by so much. */
export const STEP_DRIFT = 300e-6

/** A step in a stream's RTP time against its reports that is worth its own piece; speech and lips part at about this. */
const RTP_STEP_MS = 20
/** Without reports only what no network does: a jump of arrival against RTP time that stays. */
const BLIND_STEP_MS = 400
const BLIND_WINDOW_MS = 10_000
/** Reports this near decide instead, but for what is far more than they are ever off ... */
const REPORT_REACH_MS = 60_000
/** ... which no congestion is either that lasts: RTP time that jumped there and back between two reports. */
const SURE_STEP_MS = 3000
/** A device is changed a few times in a call. What jumps more often has no clock: it is heard by its arrival. */
const MOST_JUMPS = 256

/**
 * Cuts a stream where its RTP time jumped against real time: a device was changed, the tab was frozen. Reports show it
 * most finely; the cut is then laid where arrival and RTP time part most between the two reports. `undefined` for a stream
 * that jumps so often that its RTP time says nothing.
 */
export function splitAtJumps(stream: ClockStream): Piece[] | undefined {
  const reports = stream.reports.toSorted((a, b) => a.arrivalMs - b.arrivalMs)
  const cuts = new Map<number, number>()
  let steps = 0
  for (let j = 1; j < reports.length; j++) {
    const stepMs = reportedStep(reports, j)
    if (stepMs === undefined) continue
    if (++steps > MOST_JUMPS) return undefined
    const frame = widestParting(stream, reports[j - 1], reports[j], stepMs)
    cuts.set(frame, j)
  }
  for (const frame of blindJumps(stream, reports)) if (!cuts.has(frame)) cuts.set(frame, -1)
  if (cuts.size > MOST_JUMPS) return undefined
  const frames = [0, ...[...cuts.keys()].toSorted((a, b) => a - b), stream.rtpMs.length]
  const reportsOf = Map.groupBy(reports, (report, j) => pieceOfReport(stream, report, cuts, j))
  const pieces: Piece[] = []
  for (let k = 1; k < frames.length; k++) {
    const from = frames[k - 1] ?? 0
    const to = frames[k] ?? 0
    if (from >= to) continue
    const envelope = fitLowerEnvelope(delays(stream, from, to))
    pieces.push({ from, to, envelope, reports: reportsOf.get(from) ?? [] })
  }
  return pieces
}

/** Where the piece begins that a report belongs to. */
function pieceOfReport(stream: ClockStream, report: ClockReport, cuts: ReadonlyMap<number, number>, j: number): number {
  let begin = 0
  for (const [frame, firstReport] of cuts) {
    const after = firstReport >= 0 ? j >= firstReport : report.arrivalMs >= (stream.arrivalMs[frame] ?? 0)
    if (after) begin = Math.max(begin, frame)
  }
  return begin
}

function* delays(stream: ClockStream, from: number, to: number): Generator<{ xMs: number; yMs: number }> {
  for (let i = from; i < to; i++) {
    const xMs = stream.rtpMs[i] ?? 0
    yield { xMs, yMs: (stream.arrivalMs[i] ?? 0) - xMs }
  }
}

/** By how much NTP time moved against RTP time between report `j` and the one before; `undefined` when it did not. */
function reportedStep(reports: readonly ClockReport[], j: number): number | undefined {
  const before = reports.slice(Math.max(0, j - 3), j)
  const after = reports.slice(j, j + 3)
  const here = reports[j]
  const last = reports[j - 1]
  if (here === undefined || last === undefined) return undefined
  const offset = (report: ClockReport) => report.ntpMs - report.rtpMs
  const step = median(after.map(offset)) - median(before.map(offset))
  const spanMs = (after.at(-1)?.ntpMs ?? 0) - (before[0]?.ntpMs ?? 0)
  const allowedMs = RTP_STEP_MS + STEP_DRIFT * Math.min(Math.abs(spanMs), 600_000)
  return Math.abs(step) > allowedMs && Math.abs(offset(here) - offset(last)) > allowedMs / 2 ? step : undefined
}

function widestParting(
  stream: ClockStream,
  before: ClockReport | undefined,
  after: ClockReport | undefined,
  stepMs: number,
): number {
  const fromMs = (before?.arrivalMs ?? 0) - 3000
  const toMs = (after?.arrivalMs ?? 0) + 500
  let best = 0
  let bestMs = Number.NEGATIVE_INFINITY
  for (
    let i = Math.max(
      1,
      firstAtOrAfter(stream.arrivalMs.length, (k) => stream.arrivalMs[k] ?? 0, fromMs),
    );
    i < stream.rtpMs.length;
    i++
  ) {
    // The first frame behind both reports counts still: there may have been none between them.
    if ((stream.arrivalMs[i - 1] ?? 0) > toMs) break
    const partedMs = parting(stream, i) * Math.sign(stepMs)
    if (partedMs > bestMs) {
      best = i
      bestMs = partedMs
    }
  }
  return best
}

/** How much more time passed at the server than in RTP between a frame and the one before it. */
function parting(stream: ClockStream, i: number): number {
  const arrivalMs = (stream.arrivalMs[i] ?? 0) - (stream.arrivalMs[i - 1] ?? 0)
  return arrivalMs - ((stream.rtpMs[i] ?? 0) - (stream.rtpMs[i - 1] ?? 0))
}

function blindJumps(stream: ClockStream, reports: readonly ClockReport[]): number[] {
  const jumps: number[] = []
  let lowest: { readonly before: Float64Array; readonly after: Float64Array } | undefined
  for (let i = 1; i < stream.rtpMs.length; i++) {
    if (Math.abs(parting(stream, i)) < BLIND_STEP_MS / 2) continue
    lowest ??= { before: lowestDelays(stream, -1), after: lowestDelays(stream, 1) }
    const stepMs = (lowest.after[i] ?? 0) - (lowest.before[i - 1] ?? 0)
    if (Math.abs(stepMs) > (decidedByReports(reports, stream.arrivalMs[i] ?? 0) ? SURE_STEP_MS : BLIND_STEP_MS)) {
      jumps.push(i)
    }
  }
  return jumps
}

/** Whether there are reports near on both sides of a time. */
function decidedByReports(reports: readonly ClockReport[], atMs: number): boolean {
  const behind = firstAtOrAfter(reports.length, (j) => reports[j]?.arrivalMs ?? 0, atMs)
  const before = reports[behind - 1]
  const after = reports[behind]
  if (before === undefined || after === undefined) return false
  return atMs - before.arrivalMs < REPORT_REACH_MS && after.arrivalMs - atMs < REPORT_REACH_MS
}

/**
 * Of every frame the lowest delay of those that arrived in the window before it (-1) or after it (1), itself among
 * them. A queue of rising delays holds what can still become the lowest, so that each frame is touched twice at most
 * however many jumps there are: it is the console that says how many.
 */
function lowestDelays(stream: ClockStream, direction: 1 | -1): Float64Array {
  const { rtpMs, arrivalMs } = stream
  const length = rtpMs.length
  const lowest = new Float64Array(length)
  const queue = new Uint32Array(length)
  let head = 0
  let tail = 0
  const delayMs = (i: number) => (arrivalMs[i] ?? 0) - (rtpMs[i] ?? 0)
  for (let k = 0; k < length; k++) {
    const i = direction === -1 ? k : length - 1 - k
    while (tail > head && delayMs(queue[tail - 1] ?? 0) >= delayMs(i)) tail--
    queue[tail++] = i
    while (Math.abs((arrivalMs[queue[head] ?? 0] ?? 0) - (arrivalMs[i] ?? 0)) > BLIND_WINDOW_MS) head++
    lowest[i] = delayMs(queue[head] ?? 0)
  }
  return lowest
}

/** Arrivals rise but for retransmissions, which is near enough to begin a search. */
function firstAtOrAfter(length: number, at: (index: number) => number, wanted: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(middle) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
