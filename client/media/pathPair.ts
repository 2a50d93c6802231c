/**
 * Large enough to take its time on a narrow path, and small enough that both of a pair, and a few messages that were lost just
 * before, fit into one packet's worth: SCTP has no more under way after a loss, and the second would wait for a round trip.
 */
const TEXT_BYTES = 450
/** With what SCTP, DTLS, UDP and IPv4 put around it. */
const WIRE_BITS = (TEXT_BYTES + 28 + 37 + 28) * 8
/** Clocks of browsers are no finer. */
const FINEST_MS = 0.1

/** A text of the probe that is as large as one of a pair; it reads as the same number. */
export const paired = (number: number): string => String(number).padEnd(TEXT_BYTES)

/** Two numbered messages that were sent one right after the other, on their way. */
export class PathPair {
  readonly #first: number
  #backMs: number | undefined

  constructor(first: number) {
    this.#first = first
  }

  /** @returns how wide the path is by it, in kbit/s, when the other one was back before. */
  back(number: number, nowMs: number): number | undefined {
    if (number !== this.#first && number !== this.#first + 1) return undefined
    if (this.#backMs !== undefined) return WIRE_BITS / Math.max(FINEST_MS, nowMs - this.#backMs)
    this.#backMs = nowMs
    return undefined
  }
}
