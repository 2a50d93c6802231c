import type { TrackMark } from '../trackFile.ts'
import type { BlockPlan } from './blockPlan.ts'
import type { TrackScan } from './trackScan.ts'

/** A stretch of call time, milliseconds since the call's start. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Why there is nothing to hear or see: the track was not there yet or any more, its person had muted it, its console
 * was away, packets were lost on the way, packets came but could not be kept, a picture could not be decoded until the
 * next key frame, or nothing came and nothing says why.
 */
export type GapReason = 'notStarted' | 'closed' | 'muted' | 'away' | 'lost' | 'notKept' | 'unexplained'

export interface Gap extends Stretch {
  readonly reason: GapReason
  /** How many packets were lost or not kept, where that is known. */
  readonly packets?: number
}

/** Shorter holes in sound are corrections of the clock; a lost packet is 20 ms. */
const SHORTEST_SOUND_HOLE_MS = 15
/** Between two key frames less than this is a slow camera. */
const SHORTEST_PICTURE_HOLE_MS = 500
/** Marks and media reach the recorder by different ways: what a mark leaves over at its edges belongs to it. */
const EDGE_MS = 500

/** Every hole of a track by name, in order of time. `timesMs` is the call time of each frame. */
export function findGaps(plan: BlockPlan, scan: TrackScan, timesMs: Float64Array, callStartedAtMs: number): Gap[] {
  const sound = scan.frames.durationMs.some((durationMs) => durationMs > 0)
  const holes = sound ? soundHoles(plan, scan) : pictureHoles(plan)
  const explained = explanations(scan.marks, callStartedAtMs)
  const lossAt = (hole: Stretch) =>
    scan.losses
      .filter(({ frame }) => (timesMs[frame] ?? 0) > hole.fromMs && (timesMs[frame] ?? 0) <= hole.toMs + EDGE_MS / 5)
      .reduce((sum, { packets }) => sum + packets, 0)
  return holes.flatMap(({ first, last, ...hole }): Gap[] => {
    if (first && last) return [{ ...hole, reason: 'unexplained' }]
    if (first) return [{ ...hole, reason: 'notStarted' }]
    if (last) return [{ ...hole, reason: 'closed' }]
    return explain(hole, explained, lossAt(hole))
  })
}

function explain(hole: Stretch, explained: readonly Gap[], lost: number): Gap[] {
  const named = explained
    .map((gap) => ({ ...gap, fromMs: Math.max(gap.fromMs, hole.fromMs), toMs: Math.min(gap.toMs, hole.toMs) }))
    .filter((gap) => gap.toMs > gap.fromMs)
    .toSorted((a, b) => a.fromMs - b.fromMs)
  const other: Gap = lost > 0 ? { ...hole, reason: 'lost', packets: lost } : { ...hole, reason: 'unexplained' }
  if (named.length === 0) return [other]
  const gaps: Gap[] = []
  let atMs = hole.fromMs
  for (const gap of named) {
    if (gap.toMs <= atMs) continue
    if (gap.fromMs - atMs > EDGE_MS) gaps.push({ ...other, fromMs: atMs, toMs: gap.fromMs })
    else gap.fromMs = atMs
    gaps.push({ ...gap, fromMs: Math.max(gap.fromMs, atMs) })
    atMs = gap.toMs
  }
  const last = gaps.at(-1)
  if (hole.toMs - atMs > EDGE_MS) gaps.push({ ...other, fromMs: atMs })
  else if (last !== undefined) gaps[gaps.length - 1] = { ...last, toMs: hole.toMs }
  return gaps
}

/** What the recorder said about its silences. */
function explanations(marks: readonly TrackMark[], callStartedAtMs: number): Gap[] {
  const gaps: Gap[] = []
  const open = new Map<'muted' | 'away', number>()
  const close = (reason: 'muted' | 'away', atMs: number) => {
    const fromMs = open.get(reason)
    if (fromMs !== undefined) gaps.push({ fromMs: fromMs - callStartedAtMs, toMs: atMs - callStartedAtMs, reason })
    open.delete(reason)
  }
  for (const mark of marks) {
    if (mark.type === 'muted' || mark.type === 'away') {
      if (!open.has(mark.type)) open.set(mark.type, mark.atMs)
    } else if (mark.type === 'unmuted') close('muted', mark.atMs)
    else if (mark.type === 'back') close('away', mark.atMs)
    else if (mark.type === 'gap') {
      const { fromMs, untilMs, packets } = mark
      gaps.push({ fromMs: fromMs - callStartedAtMs, toMs: untilMs - callStartedAtMs, reason: 'notKept', packets })
    }
  }
  for (const reason of open.keys()) close(reason, Number.MAX_SAFE_INTEGER)
  return gaps
}

interface Hole extends Stretch {
  readonly first: boolean
  readonly last: boolean
}

function soundHoles(plan: BlockPlan, scan: TrackScan): Hole[] {
  const holes: Hole[] = []
  let endMs = 0
  let first = true
  for (const [block, row] of plan.sources.entries()) {
    if (row < 0) continue
    const fromMs = plan.timesMs[block] ?? 0
    if (fromMs - endMs >= SHORTEST_SOUND_HOLE_MS) holes.push({ fromMs: endMs, toMs: fromMs, first, last: false })
    endMs = fromMs + (scan.frames.durationMs[row] ?? 0)
    first = false
  }
  if (plan.endMs - endMs >= SHORTEST_SOUND_HOLE_MS) holes.push({ fromMs: endMs, toMs: plan.endMs, first, last: true })
  return holes
}

function pictureHoles(plan: BlockPlan): Hole[] {
  const holes: Hole[] = []
  let lastMs = 0
  let first = true
  for (const [block, row] of plan.sources.entries()) {
    if (row < 0) continue
    const fromMs = plan.timesMs[block] ?? 0
    const anew = first || plan.keys[block] === 1
    if (anew && fromMs - lastMs >= SHORTEST_PICTURE_HOLE_MS)
      holes.push({ fromMs: lastMs, toMs: fromMs, first, last: false })
    lastMs = fromMs
    first = false
  }
  if (plan.endMs - lastMs >= SHORTEST_PICTURE_HOLE_MS)
    holes.push({ fromMs: lastMs, toMs: plan.endMs, first, last: true })
  return holes
}
