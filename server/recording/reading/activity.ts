import type { BlockPlan } from './blockPlan.ts'
import { NO_LEVEL, type FrameColumns } from './frameTable.ts'
import type { Stretch } from './gaps.ts'

/** RFC 6464: louder than this (-dBov) is speech in a room; a quiet one lies below -60. */
const SPEECH_LEVEL = 50
/** Pauses between words belong to what is said. */
const PAUSE_MS = 500
/** A cough, a click. */
const SHORTEST_MS = 100
/** By size: so far up from the quietest tenth of the packets to the loudest ... */
const SPEECH_SHARE = 0.35
/** ... if there is that much between them; else the sender codes everything alike and nothing can be told apart. */
const LEAST_CONTRAST = 1.5
/** A frame of two or three bytes is silence by its own word. */
const SILENT_BYTES = 3

/**
 * When somebody spoke, in call time: from the audio levels that the packets carry (RFC 6464), else from how many bytes
 * Opus needed, which with a variable bitrate is near enough for a timeline. Pictures have none.
 */
export function findActivity(plan: BlockPlan, frames: FrameColumns): Stretch[] {
  const isSpeech = speechTest(frames)
  const spoken: { fromMs: number; toMs: number }[] = []
  for (const [block, row] of plan.sources.entries()) {
    const durationMs = frames.durationMs[row] ?? 0
    if (row < 0 || durationMs === 0 || !isSpeech(row)) continue
    const fromMs = plan.timesMs[block] ?? 0
    const last = spoken.at(-1)
    if (last !== undefined && fromMs - last.toMs <= PAUSE_MS) last.toMs = fromMs + durationMs
    else spoken.push({ fromMs, toMs: fromMs + durationMs })
  }
  return spoken.filter(({ fromMs, toMs }) => toMs - fromMs >= SHORTEST_MS)
}

function speechTest(frames: FrameColumns): (row: number) => boolean {
  const levelled = frames.level.reduce((count, level) => count + (level === NO_LEVEL ? 0 : 1), 0)
  if (levelled * 2 > frames.level.length) return (row) => (frames.level[row] ?? NO_LEVEL) < SPEECH_LEVEL
  const sizes = frames.bytes.toSorted()
  const quiet = sizes[Math.floor(sizes.length * 0.1)] ?? 0
  const loud = sizes[Math.floor(sizes.length * 0.9)] ?? 0
  const leastBytes = loud > quiet * LEAST_CONTRAST ? quiet + (loud - quiet) * SPEECH_SHARE : SILENT_BYTES
  return (row) => (frames.bytes[row] ?? 0) > leastBytes
}
