/** How much may be asked at once, and how much of it comes back each second. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** A token bucket. */
export class Bucket {
  readonly #rate: Rate
  #left: number
  #atMs: number

  constructor(rate: Rate, nowMs: number) {
    this.#rate = rate
    this.#left = rate.burst
    this.#atMs = nowMs
  }

  /** False when there is not so much left at this moment; then nothing is taken. */
  take(nowMs: number, count = 1): boolean {
    this.#fill(nowMs)
    if (this.#left < count) return false
    this.#left -= count
    return true
  }

  isFull(nowMs: number): boolean {
    this.#fill(nowMs)
    return this.#left === this.#rate.burst
  }

  #fill(nowMs: number): void {
    const { burst, perSecond } = this.#rate
    this.#left = Math.min(burst, this.#left + (Math.max(0, nowMs - this.#atMs) * perSecond) / 1000)
    this.#atMs = nowMs
  }
}
