import { stretchesOf } from '../../../models/pathSummary.ts'

interface PathChartProps {
  /** Oldest first; null where nothing was measured. */
  readonly roundTripMs: readonly (number | null)[]
  readonly lossPercent: readonly (number | null)[]
  /** The same in words. */
  readonly says: string
}

/** One unit is one sample across; an hour is as wide as the chart. */
const SAMPLES = 120
const HEIGHT = 32
/** The line has the upper part, so that bars of loss stand under it and are told apart. */
const LINE_HEIGHT = 22
/** The chart is as high as this, or as a quarter more than the slowest that it shows: quick paths lie flat and calm. */
const LEAST_SCALE_MS = 200
const HEADROOM = 1.25
/** Loss from which speech is no longer understood fills the height of the bars. */
const FULL_LOSS_PERCENT = 10
const LEAST_BAR = 2
const MOST_BAR = 16

/** Round trip as a line, loss as bars under it, and nothing where nothing was measured. */
export function PathChart({ roundTripMs, lossPercent, says }: PathChartProps) {
  const highestMs = roundTripMs.reduce<number>((highest, sample) => Math.max(highest, sample ?? 0), 0)
  const scaleMs = Math.max(LEAST_SCALE_MS, HEADROOM * highestMs)
  const heightOf = (ms: number): string => (LINE_HEIGHT * (1 - ms / scaleMs) + 1).toFixed(1)
  const line = stretchesOf([...roundTripMs]).map(({ from, values }) => {
    const points = values.map((ms, index) => `${from + index + 0.5} ${heightOf(ms)}`)
    // One sample alone is a dash and not nothing.
    return values.length === 1 ? `M${from} ${heightOf(values[0] ?? 0)}h1` : `M${points.join('L')}`
  })
  const bars = lossPercent.flatMap((loss, index) => {
    if (loss === null || loss === 0) return []
    const height = LEAST_BAR + (MOST_BAR - LEAST_BAR) * Math.min(1, loss / FULL_LOSS_PERCENT)
    return [`M${index} ${HEIGHT}v${(-height).toFixed(1)}h1v${height.toFixed(1)}z`]
  })
  return (
    <svg
      class="path-chart"
      viewBox={`0 0 ${SAMPLES} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={says}
    >
      <title>{says}</title>
      <path class="path-chart-ground" d={`M0 ${HEIGHT - 0.5}h${SAMPLES}`} />
      <path class="path-chart-loss" d={bars.join('')} />
      <path class="path-chart-time" d={line.join('')} />
    </svg>
  )
}
