/** Far above what a person or a console's own reports need, far below what would hurt the others. */
const REQUESTS_PER_SECOND = 50
const BURST = 200

/** A token bucket for the requests of one console. */
export class Allowance {
  readonly #clock: () => number
  #left = BURST
  #atMs: number

  constructor(clock: () => number) {
    this.#clock = clock
    this.#atMs = clock()
  }

  /** False when there is nothing left at this moment. */
  take(): boolean {
    const nowMs = this.#clock()
    this.#left = Math.min(BURST, this.#left + (Math.max(0, nowMs - this.#atMs) * REQUESTS_PER_SECOND) / 1000)
    this.#atMs = nowMs
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
