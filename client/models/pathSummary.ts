import type { PartyPath } from '../../server/protocol/pathHistory.ts'

type Samples = PartyPath['roundTripMs']

/** An hour of a path in four numbers, for those who do not see the chart. */
export interface PathSummary {
  readonly medianMs: number
  readonly worstMs: number
  readonly meanLoss: number
  readonly worstLoss: number
}

const measured = (samples: Samples): number[] => samples.filter((sample) => sample !== null)

/** Samples follow each other by half a minute. */
const SAMPLES_IN_MINUTE = 2
/** Fewer than these are specks at the edge of a chart of an hour. */
const LEAST_SAMPLES = 10

/** How many minutes of the hour were measured, where these are too few for a chart. */
export function tooFewMinutes({ roundTripMs }: Pick<PartyPath, 'roundTripMs'>): number | undefined {
  const { length } = measured(roundTripMs)
  return length < LEAST_SAMPLES ? Math.floor(length / SAMPLES_IN_MINUTE) : undefined
}

/** Undefined when nothing was measured. */
export function summarizePath(path: Pick<PartyPath, 'roundTripMs' | 'lossPercent'>): PathSummary | undefined {
  const times = measured(path.roundTripMs).toSorted((a, b) => a - b)
  const losses = measured(path.lossPercent)
  const [medianMs, worstMs] = [times[Math.floor(times.length / 2)], times.at(-1)]
  if (medianMs === undefined || worstMs === undefined || losses.length === 0) return undefined
  const meanLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length
  return { medianMs, worstMs, meanLoss, worstLoss: Math.max(...losses) }
}

/** What was measured without a break: where each such stretch begins, and its values. */
export function stretchesOf(samples: Samples): { readonly from: number; readonly values: number[] }[] {
  const stretches: { readonly from: number; readonly values: number[] }[] = []
  for (const [index, sample] of samples.entries()) {
    if (sample === null) continue
    const last = stretches.at(-1)
    if (last && last.from + last.values.length === index) last.values.push(sample)
    else stretches.push({ from: index, values: [sample] })
  }
  return stretches
}
