import type { SealedTrack } from '../trackFile.ts'
import { fitConsoleClock } from './consoleClock.ts'
import { readableCodec } from './readableCodec.ts'
import { signed } from './streamOrder.ts'
import type { ClockReport, ClockStream } from './streamPieces.ts'
import type { TrackScan } from './trackScan.ts'

export interface ScannedTrack {
  readonly track: SealedTrack
  readonly scan: TrackScan
}

/**
 * Server time in milliseconds of every frame of `tracks[0]`, in the order of its frame table, by the one clock of the
 * console that all the tracks come from. Tracks are taken in the order of their identifiers, so that each of them, read
 * by itself, is put on the very same clock.
 */
export function frameTimes(tracks: readonly [ScannedTrack, ...ScannedTrack[]]): Float64Array {
  const [wanted] = tracks
  const ordered = tracks.toSorted((a, b) => (a.track.description.trackId < b.track.description.trackId ? -1 : 1))
  const streams = ordered.map((track) => clockStreams(track))
  const fitted = fitConsoleClock(streams.flatMap((of) => of.map(({ stream }) => stream)))
  const times = new Float64Array(wanted.scan.frames.ticks.length)
  let next = 0
  for (const [i, of] of streams.entries()) {
    for (const { rows } of of) {
      const placed = fitted[next++]
      if (ordered[i] === wanted) for (const [k, row] of rows.entries()) times[row] = placed?.[k] ?? 0
    }
  }
  return times
}

function clockStreams({ track, scan }: ScannedTrack): { rows: Uint32Array; stream: ClockStream }[] {
  const ticksPerMs = readableCodec(track.description.codec).clockRate / 1000
  const { frames } = scan
  const streams = rowsOfStreams(scan).map((rows) => {
    const rtpMs = new Float64Array(rows.length)
    const arrivalMs = new Float64Array(rows.length)
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k] ?? 0
      rtpMs[k] = (frames.ticks[row] ?? 0) / ticksPerMs
      arrivalMs[k] = frames.arrivalMs[row] ?? 0
    }
    return { rows, stream: { rtpMs, arrivalMs, reports: [] as ClockReport[] } }
  })
  for (const report of scan.reports) {
    let nearest: { reports: ClockReport[]; rtpMs: number; strayMs: number } | undefined
    for (const [i, { ssrc }] of scan.streams.entries()) {
      const stream = streams[i]?.stream
      if (ssrc !== report.ssrc || stream === undefined || stream.rtpMs.length === 0) continue
      const frame = nearestFrame(stream.arrivalMs, report.arrivalMs)
      const frameTicks = (stream.rtpMs[frame] ?? 0) * ticksPerMs
      const aheadMs = signed(report.rtpTimestamp - frameTicks, 32) / ticksPerMs
      const strayMs = Math.abs(aheadMs - (report.arrivalMs - (stream.arrivalMs[frame] ?? 0)))
      if (nearest === undefined || strayMs < nearest.strayMs) {
        nearest = { reports: stream.reports, rtpMs: (stream.rtpMs[frame] ?? 0) + aheadMs, strayMs }
      }
    }
    const { ntpMs, arrivalMs } = report
    nearest?.reports.push({ ntpMs, rtpMs: nearest.rtpMs, arrivalMs })
  }
  return streams
}

/** The rows of each stream, in their order. Hours have millions of them: counted first, they fill arrays of their size. */
function rowsOfStreams({ streams, frames: { stream } }: TrackScan): Uint32Array[] {
  const counts = new Uint32Array(streams.length)
  for (const of of stream) counts[of] = (counts[of] ?? 0) + 1
  const rows = streams.map((_stream, of) => new Uint32Array(counts[of] ?? 0))
  const filled = new Uint32Array(streams.length)
  for (let row = 0; row < stream.length; row++) {
    const of = stream[row] ?? 0
    const at = filled[of] ?? 0
    filled[of] = at + 1
    const into = rows[of]
    if (into !== undefined) into[at] = row
  }
  return rows
}

/** The frame whose arrival is next to a time; arrivals rise but for retransmissions. */
function nearestFrame(arrivalMs: Float64Array, atMs: number): number {
  let low = 0
  let high = arrivalMs.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((arrivalMs[middle] ?? 0) < atMs) low = middle + 1
    else high = middle
  }
  return low
}
