import type { QualityLevel } from '../protocol/media.ts'

/** What is known of one person's path over the last few seconds; absent where nothing was measured. */
export interface PathMeasure {
  readonly lossPercent?: number
  readonly roundTripMs?: number
  readonly freezeMsPerMinute?: number
}

interface Row {
  readonly level: QualityLevel
  /** At or above any of these the mark is this one. */
  readonly lossPercent: number
  readonly roundTripMs: number
  readonly freezeMsPerMinute: number
}

/**
 * The thresholds of the quality mark, worst first.
 * Loss: Opus with in-band correction hides about 2 % unheard, and words go missing from about 8 % on.
 * Round trip: twice the one-way times of ITU-T G.114, where up to 150 ms is good (with some room, as a line across an
 * ocean takes 200 ms by itself) and beyond 400 ms people talk into each other.
 * Freezes: a second in a minute is noticed, six are a picture that one cannot follow.
 */
export const QUALITY_TABLE: readonly Row[] = [
  { level: 'poor', lossPercent: 8, roundTripMs: 800, freezeMsPerMinute: 6_000 },
  { level: 'fair', lossPercent: 2, roundTripMs: 350, freezeMsPerMinute: 1_000 },
]

/** The mark that a measure deserves: that of the first row of which any threshold is reached. */
export function qualityOf(measure: PathMeasure): QualityLevel {
  const row = QUALITY_TABLE.find(
    ({ lossPercent, roundTripMs, freezeMsPerMinute }) =>
      (measure.lossPercent ?? 0) >= lossPercent ||
      (measure.roundTripMs ?? 0) >= roundTripMs ||
      (measure.freezeMsPerMinute ?? 0) >= freezeMsPerMinute,
  )
  return row?.level ?? 'good'
}
