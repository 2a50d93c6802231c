import type { BlockPlan } from './blockPlan.ts'
import { Column, NO_LEVEL, type FrameColumns } from './frameTable.ts'
import { SILENT_OPUS } from './opusPacket.ts'

/** As far as a track may be from its own time before it is put right at the next quiet packet ... */
const QUIET_SLIP_MS = 10
/** ... and before it is put right at any. */
const LARGEST_SLIP_MS = 20
/** RFC 6464: quieter than this (-dBov) is between words. */
const QUIET_LEVEL = 50
/** Without levels: a packet of less than this share of the mean carries little. */
const QUIET_SHARE = 0.6

/**
 * Lays a track's packets out as one unbroken sound from the call's start to its end. Neither Chromium nor ffmpeg nor
 * VLC waits where a WebM's audio has a hole: they play the next packet at once, and everything after is early. So every
 * hole (muted, lost, not there yet, no longer there) is filled with silence, and each packet stands where those before
 * it end; `gaps()` says which silence is whose.
 *
 * A console's sound card runs faster or slower than the server by up to 100 ppm, a third of a second in an hour. When
 * a track has slipped by 10 ms a silent 10 ms goes in or a packet is left out where it is quiet, and at 20 ms anywhere:
 * once in minutes at worst. Two streams of one track at the same time (a reconnect) cannot both be heard: the one that
 * goes on is.
 */
export function planSound(frames: FrameColumns, timesMs: Float64Array, untilMs: number | undefined): BlockPlan {
  const times = new Column(Float64Array)
  const sources = new Column(Int32Array)
  const isQuiet = quietness(frames)
  let atMs = 0
  const put = (source: number, durationMs: number) => {
    times.push(atMs)
    sources.push(source)
    atMs += durationMs
  }
  const fill = (toMs: number) => {
    for (const [filler, { durationMs }] of SILENT_OPUS.entries()) {
      while (toMs - atMs >= durationMs) put(-1 - filler, durationMs)
    }
  }
  for (const row of rowsByTime(timesMs)) {
    const durationMs = frames.durationMs[row] ?? 0
    const slipMs = (timesMs[row] ?? 0) - atMs
    const allowedMs = isQuiet(row) ? QUIET_SLIP_MS : LARGEST_SLIP_MS
    if (slipMs >= allowedMs) fill(timesMs[row] ?? 0)
    else if (slipMs <= -Math.max(allowedMs, durationMs * 0.75)) continue
    if (untilMs !== undefined && atMs + durationMs > untilMs) break
    put(row, durationMs)
  }
  if (untilMs !== undefined) fill(untilMs)
  const length = sources.length
  return {
    timesMs: times.finish(),
    sources: sources.finish(),
    keys: new Uint8Array(length).fill(1),
    fillers: SILENT_OPUS.map(({ bytes }) => bytes),
    endMs: atMs,
  }
}

function rowsByTime(timesMs: Float64Array): Uint32Array {
  const rows = Uint32Array.from(timesMs, (_, row) => row)
  return rows.sort((a, b) => (timesMs[a] ?? 0) - (timesMs[b] ?? 0) || a - b)
}

function quietness(frames: FrameColumns): (row: number) => boolean {
  const meanBytes = frames.bytes.reduce((sum, bytes) => sum + bytes, 0) / Math.max(1, frames.bytes.length)
  return (row) => {
    const level = frames.level[row] ?? NO_LEVEL
    return level === NO_LEVEL ? (frames.bytes[row] ?? 0) < meanBytes * QUIET_SHARE : level >= QUIET_LEVEL
  }
}
