import { blackPicture } from './blackPicture.ts'
import type { BlockPlan } from './blockPlan.ts'
import { Column, KEY, type FrameColumns } from './frameTable.ts'
import { pictureGroups, picturePath } from './picturePath.ts'

/** A last picture stands this long before black takes its place, if what follows begins anew. */
const PICTURE_HOLDS_MS = 2000
/** Black is said again this often, so that every place can be sought to and players see that the track goes on. */
const BLACK_EVERY_MS = 5000
/** The last black stands this long before the end, for players that take the last picture for the end. */
const LAST_BLACK_MS = 40
/** A first picture this near the call's start is shown from there: no flash of black before a camera that was on. */
const FROM_THE_START_MS = 80
/** A track without any key frame is black all through; of this size. */
const EMPTY_SIZE = { width: 320, height: 180 }

export interface PicturePlan extends BlockPlan {
  /** What the file announces: the largest picture in it. */
  readonly width: number
  readonly height: number
}

/**
 * Lays a track's pictures out from the call's start to its end. It begins with black at zero, since players take a
 * file's first picture for its beginning; a picture stands until the next, but no longer than two seconds when the next
 * is a key frame: what was muted or lost is black. A still screen, whose next picture builds on the last, is left alone.
 */
export function planPictures(frames: FrameColumns, timesMs: Float64Array, untilMs: number | undefined): PicturePlan {
  const rows = picturePath(pictureGroups(frames, timesMs), timesMs)
  const blacks = new BlackPictures()
  const times = new Column(Float64Array)
  const sources = new Column(Int32Array)
  const keys = new Column(Uint8Array)
  const put = (timeMs: number, source: number, key: boolean) => {
    times.push(timeMs)
    sources.push(source)
    keys.push(key ? 1 : 0)
  }
  const putBlack = (fromMs: number, toMs: number, size: Size) => {
    for (let ms = fromMs; ms < toMs; ms += BLACK_EVERY_MS) put(ms, -1 - blacks.index(size), true)
  }
  let size = sizeOfFirst(frames, rows)
  let shown = false
  let lastMs = 0
  for (const row of rows) {
    const key = ((frames.flags[row] ?? 0) & KEY) !== 0
    const ownMs = Math.round(timesMs[row] ?? 0)
    const timeMs = shown ? Math.max(ownMs, lastMs + 1) : ownMs < FROM_THE_START_MS ? 0 : ownMs
    if (untilMs !== undefined && timeMs > untilMs) break
    if (!shown) putBlack(0, timeMs, size)
    else if (key && timeMs - lastMs > PICTURE_HOLDS_MS) putBlack(lastMs + PICTURE_HOLDS_MS, timeMs, size)
    if (key) size = { width: frames.width[row] ?? 0, height: frames.height[row] ?? 0 }
    put(timeMs, row, key)
    lastMs = timeMs
    shown = true
  }
  if (untilMs !== undefined) {
    const lastBlackMs = Math.floor(untilMs) - LAST_BLACK_MS
    putBlack(shown ? lastMs + PICTURE_HOLDS_MS : 0, lastBlackMs, size)
    if (lastBlackMs >= (shown ? lastMs + PICTURE_HOLDS_MS : 0)) put(lastBlackMs, -1 - blacks.index(size), true)
  }
  if (times.length === 0) put(0, -1 - blacks.index(size), true)
  const planned = times.finish()
  const endMs = Math.max(untilMs ?? 0, (planned.at(-1) ?? 0) + 1)
  const largest = largestSize(frames, rows)
  return {
    timesMs: planned,
    sources: sources.finish(),
    keys: keys.finish(),
    fillers: blacks.pictures,
    endMs,
    ...largest,
  }
}

interface Size {
  readonly width: number
  readonly height: number
}

function sizeOfFirst(frames: FrameColumns, rows: readonly number[]): Size {
  const first = rows[0]
  return first === undefined ? EMPTY_SIZE : { width: frames.width[first] ?? 0, height: frames.height[first] ?? 0 }
}

function largestSize(frames: FrameColumns, rows: readonly number[]): Size {
  let largest = sizeOfFirst(frames, rows)
  for (const row of rows) {
    const size = { width: frames.width[row] ?? 0, height: frames.height[row] ?? 0 }
    if (size.width * size.height > largest.width * largest.height) largest = size
  }
  return largest
}

class BlackPictures {
  readonly pictures: Uint8Array[] = []
  readonly #indexes = new Map<string, number>()

  index({ width, height }: Size): number {
    const key = `${width}x${height}`
    const known = this.#indexes.get(key)
    if (known !== undefined) return known
    const index = this.pictures.push(blackPicture(width, height)) - 1
    this.#indexes.set(key, index)
    return index
  }
}
