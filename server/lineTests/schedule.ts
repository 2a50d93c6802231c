/** Two lines never begin in the same second, nor while the one before still sends. */
const APART_MS = 20_000

export interface Scheduled {
  readonly everyMs: number
  /** The place of the line among all lines. */
  readonly place: number
  /** Up to then all that was due is known to have begun or to be missed. */
  readonly sinceMs: number
  readonly nowMs: number
}

export interface Due {
  /** When the next one is due that is not yet. */
  readonly nextAtMs: number
  /** The newest that is due now, and how many were before it, the last of them then. */
  readonly now?: { readonly dueAtMs: number; readonly before?: { readonly dueAtMs: number; readonly tests: number } }
}

/** Which tests of a line are due: at the multiples of the interval by the server's clock, every hour on the hour. */
export function dueTests({ everyMs, place, sinceMs, nowMs }: Scheduled): Due {
  const offsetMs = (place * APART_MS) % everyMs
  const numberAt = (atMs: number): number => Math.floor((atMs - offsetMs) / everyMs)
  const dueAtMs = (number: number): number => number * everyMs + offsetMs
  const newest = numberAt(nowMs)
  const nextAtMs = dueAtMs(newest + 1)
  const missed = newest - numberAt(sinceMs) - 1
  if (missed < 0) return { nextAtMs }
  const before = missed === 0 ? {} : { before: { dueAtMs: dueAtMs(newest - 1), tests: missed } }
  return { nextAtMs, now: { dueAtMs: dueAtMs(newest), ...before } }
}
