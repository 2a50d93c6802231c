import type { PathHistory } from '../../../server/protocol/pathHistory.ts'

/** An hour that has everything: a quiet path, one with trouble, and one that was not there for a while. */
export function hour(line: string): PathHistory {
  const samples = (sample: (step: number) => number | null) =>
    Array.from({ length: 120 }, (_none, step) => sample(step))
  const wave = (step: number): number => ((step * 37) % 11) + ((step * 17) % 5)
  const trouble = (step: number): boolean => step > 70 && step < 84
  const away = (step: number): boolean => step < 12 || (step > 40 && step < 58)
  return {
    newestAtMs: Date.UTC(2026, 10, 24, 5, 41),
    stepMs: 30_000,
    parties: [
      {
        party: 'kr',
        // On one line too little for a chart.
        roundTripMs: samples((step) => (line !== 'leaders' && step < 114 ? null : 6 + wave(step))),
        lossPercent: samples((step) => (line !== 'leaders' && step < 114 ? null : 0)),
      },
      {
        party: 'jp',
        roundTripMs: samples((step) => 34 + wave(step) + (trouble(step) && line === 'leaders' ? 120 : 0)),
        lossPercent: samples((step) => (trouble(step) && line === 'leaders' ? 1 + (step % 4) : 0)),
      },
      {
        party: 'us',
        roundTripMs: samples((step) => (away(step) ? null : 172 + 2 * wave(step))),
        lossPercent: samples((step) => (away(step) ? null : step % 23 === 0 ? 0.4 : 0)),
      },
    ],
  }
}
