/**
 * The lower envelope of delays: how much a clock is off when all that is seen of it are events that arrive late by an
 * unknown amount, never early. Some events are hardly late at all; a line under all of them is the clock.
 */
export interface LowerEnvelope {
  /** The offset in milliseconds at a time of the observed clock. */
  at(xMs: number): number
}

export interface DelayPoint {
  /** Time by the clock that is observed, milliseconds. */
  readonly xMs: number
  /** Arrival time minus `xMs`: the clock's offset plus a delay that is never negative. */
  readonly yMs: number
}

/** Clocks and sound cards together: 100 ppm for the console's clock and as much for its sound card, and a reserve. */
const STEEPEST_SLOPE = 300e-6
/** How far the slope may wander from its mean over a long observation: temperature moves a quartz by some 20 ppm. */
const WANDER = 60e-6
/** Below this the mean slope is mostly jitter: 5 ms in a minute are already 80 ppm. */
const SHORTEST_SLOPE_SPAN_MS = 60_000
/** One minimum per second is enough, and keeps an hour of packets small. */
const WINDOW_MS = 1000

/**
 * The greatest curve under all points whose slope stays within `WANDER` of the mean slope. It follows drift and its
 * changes, while a burst of jitter lifts it by at most `WANDER` times half the length of the burst (3.6 ms in two
 * minutes), and a single late point does nothing. Points in any order; at least one, else a `RangeError` is thrown.
 */
export function fitLowerEnvelope(points: Iterable<DelayPoint>): LowerEnvelope {
  const minima = windowMinima(points)
  const first = minima[0]
  const last = minima.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('a lower envelope needs at least one point')
  const long = last.xMs - first.xMs >= SHORTEST_SLOPE_SPAN_MS
  const slope = long ? meanSlope(minima) : 0
  const wander = long ? WANDER : STEEPEST_SLOPE
  const xs = Float64Array.from(minima, (point) => point.xMs)
  const flat = Float64Array.from(minima, (point) => point.yMs - slope * (point.xMs - first.xMs))
  limitSteepness(xs, flat, wander)
  return { at: (xMs) => interpolate(xs, flat, xMs) + slope * (clamp(xMs, first.xMs, last.xMs) - first.xMs) }
}

function windowMinima(points: Iterable<DelayPoint>): DelayPoint[] {
  const lowest = new Map<number, DelayPoint>()
  for (const point of points) {
    const window = Math.floor(point.xMs / WINDOW_MS)
    const known = lowest.get(window)
    if (known === undefined || point.yMs < known.yMs) lowest.set(window, point)
  }
  return [...lowest.values()].toSorted((a, b) => a.xMs - b.xMs)
}

/**
 * The slope of the line under all points that is nearest to them in sum: the edge of the lower convex hull over the
 * mean time (Moon, Skelly and Towsley, "Estimation and removal of clock skew from network delay measurements", 1999).
 */
function meanSlope(points: readonly DelayPoint[]): number {
  const hull: DelayPoint[] = []
  for (const point of points) {
    for (let last = hull.at(-1), before = hull.at(-2); last && before; last = hull.at(-1), before = hull.at(-2)) {
      const turn =
        (last.xMs - before.xMs) * (point.yMs - before.yMs) - (last.yMs - before.yMs) * (point.xMs - before.xMs)
      if (turn > 0) break
      hull.pop()
    }
    hull.push(point)
  }
  const meanMs = points.reduce((sum, point) => sum + point.xMs, 0) / points.length
  const right = hull.findIndex((point) => point.xMs > meanMs)
  const from = hull[right - 1]
  const to = hull[right]
  if (from === undefined || to === undefined) return 0
  return clamp((to.yMs - from.yMs) / (to.xMs - from.xMs), -STEEPEST_SLOPE, STEEPEST_SLOPE)
}

function limitSteepness(xs: Float64Array, ys: Float64Array, slope: number): void {
  for (let i = 1; i < xs.length; i++) {
    ys[i] = Math.min(ys[i] ?? 0, (ys[i - 1] ?? 0) + slope * ((xs[i] ?? 0) - (xs[i - 1] ?? 0)))
  }
  for (let i = xs.length - 2; i >= 0; i--) {
    ys[i] = Math.min(ys[i] ?? 0, (ys[i + 1] ?? 0) + slope * ((xs[i + 1] ?? 0) - (xs[i] ?? 0)))
  }
}

/** Linear between knots with rising `xs`, held before the first and after the last. */
export function interpolate(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  let low = 0
  let high = xs.length - 1
  if (x <= (xs[low] ?? 0)) return ys[low] ?? 0
  if (x >= (xs[high] ?? 0)) return ys[high] ?? 0
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((xs[middle] ?? 0) <= x) low = middle
    else high = middle
  }
  const x0 = xs[low] ?? 0
  const y0 = ys[low] ?? 0
  return y0 + (((ys[high] ?? 0) - y0) * (x - x0)) / ((xs[high] ?? 0) - x0)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
