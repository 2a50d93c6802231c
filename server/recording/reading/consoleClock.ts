import { fitLowerEnvelope, interpolate } from './lowerEnvelope.ts'
import { median } from './median.ts'
import { splitAtJumps, STEP_DRIFT, type ClockReport, type ClockStream, type Piece } from './streamPieces.ts'

/**
 * Brings every frame of one console to the server's clock: gives the server time in milliseconds of each frame of each
 * stream, up to the shortest way that a packet took (which nobody can see).
 *
 * Three clocks are told apart. A stream's own (its sound card or camera) is related to the server by the lower envelope
 * of arrival minus RTP time: this alone carries a stream without reports. The console's clock (NTP time of sender
 * reports) is related to the server the same way, over the reports of all its streams together. Where a stream has
 * reports, its envelope is moved onto the console's clock: an encoder that takes its time then no longer counts, and
 * microphone, camera and all layers agree. Between and beyond reports a stream goes on along its own envelope, so that
 * reports that come late, rarely or not any more do no harm.
 */
export function fitConsoleClock(streams: readonly ClockStream[]): readonly Float64Array[] {
  const pieces = streams.map(splitAtJumps)
  const console = fitConsoleTime(pieces.flatMap((of) => of ?? []))
  return streams.map((stream, index) => {
    const times = stream.arrivalMs.slice()
    for (const piece of pieces[index] ?? []) placePiece(stream, piece, console, times)
    return times
  })
}

/** Median corrections over so long: a report is a few milliseconds off, since it is extrapolated from the last frame. */
const CORRECTION_WINDOW_MS = 30_000
/** Whatever a console says of its clocks, nothing was sent longer before it came than any network keeps a packet ... */
const EARLIEST_MS = 30_000
/** ... nor after it came, but for what the fit is off while a clock is being set. */
const LATEST_MS = 1000

function placePiece(stream: ClockStream, piece: Piece, console: ConsoleTime, times: Float64Array): void {
  const windows = Map.groupBy(piece.reports, (report) => Math.floor(report.rtpMs / CORRECTION_WINDOW_MS))
  const knots = [...windows.values()]
    .map((reports) => ({
      rtpMs: median(reports.map((report) => report.rtpMs)),
      byMs: median(reports.map((report) => console.serverMs(report) - report.rtpMs - piece.envelope.at(report.rtpMs))),
    }))
    .toSorted((a, b) => a.rtpMs - b.rtpMs)
  const xs = knots.map((knot) => knot.rtpMs)
  const ys = knots.map((knot) => knot.byMs)
  for (let i = piece.from; i < piece.to; i++) {
    const rtpMs = stream.rtpMs[i] ?? 0
    const fittedMs = rtpMs + piece.envelope.at(rtpMs) + (xs.length === 0 ? 0 : interpolate(xs, ys, rtpMs))
    const arrivalMs = stream.arrivalMs[i] ?? 0
    times[i] = Math.min(arrivalMs + LATEST_MS, Math.max(arrivalMs - EARLIEST_MS, fittedMs))
  }
}

interface ConsoleTime {
  /** Server time of the console time in a report. */
  serverMs(report: ClockReport): number
}

/** Less than this between neighbouring reports is jitter; what is more is somebody who set the console's clock. */
const CLOCK_STEP_MS = 40
const STEP_REPORTS = 4

function fitConsoleTime(pieces: readonly Piece[]): ConsoleTime {
  // A report that came late says little, but the stream's own envelope says when its RTP time was at the server.
  const seen = pieces
    .flatMap(({ reports, envelope }) =>
      reports.map((report) => ({
        report,
        xMs: report.ntpMs,
        yMs: Math.min(report.arrivalMs, report.rtpMs + envelope.at(report.rtpMs)) - report.ntpMs,
        expectedMs: report.rtpMs + envelope.at(report.rtpMs),
      })),
    )
    .toSorted((a, b) => a.expectedMs - b.expectedMs)
  const serverMs = new Map<ClockReport, number>()
  let epoch: typeof seen = []
  const close = () => {
    if (epoch.length === 0) return
    const envelope = fitLowerEnvelope(epoch)
    for (const { report } of epoch) serverMs.set(report, report.ntpMs + envelope.at(report.ntpMs))
    epoch = []
  }
  for (const [i, point] of seen.entries()) {
    const previous = seen[i - 1]
    if (previous !== undefined) {
      const allowedMs = CLOCK_STEP_MS + STEP_DRIFT * (point.expectedMs - previous.expectedMs)
      const before = seen.slice(Math.max(0, i - STEP_REPORTS), i).map(({ yMs }) => yMs)
      const after = seen.slice(i, i + STEP_REPORTS).map(({ yMs }) => yMs)
      const step = median(after) - median(before)
      if (Math.abs(step) > allowedMs && Math.abs(point.yMs - previous.yMs) > allowedMs / 2) close()
    }
    epoch.push(point)
  }
  close()
  return { serverMs: (report) => serverMs.get(report) ?? report.arrivalMs }
}
