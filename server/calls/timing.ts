/** The times that are rules of the hotline. A configuration may change them for one installation; tests do. */
export interface CallTiming {
  /** How long one attempt rings: an instant call is answered in seconds, and a watch officer may be across the room. */
  readonly ringTimeoutMs: number
  /** How long a call stays without anybody before it ends: long enough to restart a browser or a machine. */
  readonly emptyCallMs: number
  /** How long ringing waits for the recorder's proof: below what a person notices between click and tone. */
  readonly recorderGraceMs: number
  /** How long a party is without an armed console before that is told: longer than a page takes to be loaded and armed again. */
  readonly unattendedAfterMs: number
  /** How long after a test of a line people may ask for the next: long enough that nobody keeps the consoles of others busy. */
  readonly testAgainAfterMs: number
}

export const DEFAULT_TIMING: CallTiming = {
  ringTimeoutMs: 60_000,
  emptyCallMs: 120_000,
  recorderGraceMs: 300,
  unattendedAfterMs: 10_000,
  testAgainAfterMs: 120_000,
}
