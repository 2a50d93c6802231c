export interface Summary {
  readonly runs: number
  readonly median: number
  readonly p95: number
  readonly max: number
}

/** The p95 is the smallest value that 95 of 100 do not exceed (nearest rank): it was really measured. */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error('There is nothing to summarize.')
  const sorted = values.toSorted((a, b) => a - b)
  const ranked = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { runs: sorted.length, median: ranked(0.5), p95: ranked(0.95), max: sorted.at(-1) ?? Number.NaN }
}
