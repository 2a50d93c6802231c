import { AFTER_LOSS, KEY, type FrameColumns } from './frameTable.ts'

/** A key frame and all that can be decoded after it, up to the next key frame of its layer or the next damage. */
export interface PictureGroup {
  /** Rows of the frame table, the key frame first. */
  readonly frames: readonly number[]
  readonly fromMs: number
  /** Up to when it shows: the next frame of the layer, or one frame's time after its last. */
  readonly toMs: number
  /** Pixels of its key frame. */
  readonly pixels: number
}

/** How long a picture stands before it counts as frozen, when no other follows. */
const FRAME_HOLD_MS = 100
/** What a second is worth by size: sharp 1, each size below it a tenth less; a frozen second nothing. */
const WORTH_PER_SIZE = 0.1
const LOWEST_WORTH = 0.5
/** So that of two equal ways the one with fewer changes is taken. */
const CHANGE_COST_MS = 50
/** Beyond so many later groups nothing is looked at. Groups begin seconds apart. */
const LOOK_AHEAD = 1500

/** All groups of all layers by time. Frames without their key frame, or behind damage, are in none. */
export function pictureGroups(frames: FrameColumns, timesMs: Float64Array): readonly PictureGroup[] {
  const byStream = new Map<number, number[]>()
  for (let row = 0; row < frames.stream.length; row++) {
    const stream = frames.stream[row] ?? 0
    const rows = byStream.get(stream)
    if (rows === undefined) byStream.set(stream, [row])
    else rows.push(row)
  }
  return [...byStream.values()]
    .flatMap((rows) => groupsOfLayer(frames, timesMs, rows))
    .toSorted((a, b) => a.fromMs - b.fromMs || b.pixels - a.pixels)
}

function groupsOfLayer(frames: FrameColumns, timesMs: Float64Array, rows: readonly number[]): PictureGroup[] {
  const groups: PictureGroup[] = []
  let open: number[] = []
  const close = (next: number | undefined) => {
    const first = open[0]
    const last = open.at(-1)
    if (first === undefined || last === undefined) return
    // A next key frame that simply continues this one leaves no gap between them.
    const continues = next !== undefined && ((frames.flags[next] ?? 0) & AFTER_LOSS) === 0
    const heldMs = (timesMs[last] ?? 0) + FRAME_HOLD_MS
    const nextMs = timesMs[next ?? -1] ?? 0
    groups.push({
      frames: open,
      fromMs: timesMs[first] ?? 0,
      toMs: continues && nextMs < heldMs + 10 * FRAME_HOLD_MS ? Math.max(nextMs, timesMs[last] ?? 0) : heldMs,
      pixels: (frames.width[first] ?? 0) * (frames.height[first] ?? 0),
    })
    open = []
  }
  for (const row of rows) {
    const flags = frames.flags[row] ?? 0
    if ((flags & KEY) !== 0) {
      close(row)
      open = [row]
    } else if ((flags & AFTER_LOSS) !== 0) close(row)
    else if (open.length > 0) open.push(row)
  }
  close(undefined)
  return groups
}

/**
 * Which frames make the one picture that is read out of all layers: at each time the best layer that can be decoded,
 * entered at its key frames only and left for another when it stops. Looked at from the end, so that a layer about to
 * stop can be left at the other's key frame before, when waiting for the next one would freeze the picture for longer
 * than that is worth: it is the way through the groups that is worth most, the same every time. Rows in order of time.
 */
export function picturePath(groups: readonly PictureGroup[], timesMs: Float64Array): readonly number[] {
  const worth = worthBySize(groups)
  const best = new Float64Array(groups.length)
  const next = new Int32Array(groups.length).fill(-1)
  for (let i = groups.length - 1; i >= 0; i--) {
    const group = groups[i]
    if (group === undefined) continue
    const rate = worth.get(group.pixels) ?? LOWEST_WORTH
    best[i] = rate * (group.toMs - group.fromMs)
    for (let j = i + 1; j < groups.length && j <= i + LOOK_AHEAD; j++) {
      const other = groups[j]
      if (other === undefined || other.fromMs <= group.fromMs) continue
      const changed = other.pixels === group.pixels ? 0 : CHANGE_COST_MS
      const value = rate * (Math.min(other.fromMs, group.toMs) - group.fromMs) + (best[j] ?? 0) - changed
      if (value > (best[i] ?? 0) + 1e-6) {
        best[i] = value
        next[i] = j
      }
    }
  }
  return walk(groups, timesMs, best, next)
}

function walk(
  groups: readonly PictureGroup[],
  timesMs: Float64Array,
  best: Float64Array,
  next: Int32Array,
): readonly number[] {
  const chosen: number[] = []
  let at = best.reduce((top, value, i) => (value > (best[top] ?? 0) + 1e-6 ? i : top), 0)
  for (let group = groups[at]; group !== undefined; group = groups[at]) {
    at = next[at] ?? -1
    const untilMs = groups[at]?.fromMs ?? Number.POSITIVE_INFINITY
    for (const row of group.frames) if ((timesMs[row] ?? 0) < untilMs) chosen.push(row)
  }
  return chosen
}

function worthBySize(groups: readonly PictureGroup[]): ReadonlyMap<number, number> {
  const sizes = [...new Set(groups.map((group) => group.pixels))].toSorted((a, b) => b - a)
  return new Map(sizes.map((pixels, rank) => [pixels, Math.max(LOWEST_WORTH, 1 - rank * WORTH_PER_SIZE)]))
}
