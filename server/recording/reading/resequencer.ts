/** What is kept of a packet while it waits for its turn. */
export interface Arrived<T> {
  /** Sequence number without its wrap: rises by one from packet to packet as they were sent. */
  readonly sequence: number
  readonly arrivalMs: number
  readonly packet: T
}

/** Packets that never came, between two that did. */
export interface Missing {
  readonly lost: number
}

/** A retransmission is asked for and answered within a second or two; nothing comes back after this. */
const LONGEST_WAIT_MS = 5000
const LONGEST_QUEUE = 8192
/** The very first packets may be out of order as well: the stream begins with the lowest of its first moment. */
const START_WAIT_MS = 200

/**
 * Brings the packets of one stream back into the order in which they were sent: late ones are put in their place, the
 * second copy of a packet (a retransmission that was not needed) is dropped, and what never came is told as a number.
 */
export class Resequencer<T> {
  readonly #waiting = new Map<number, Arrived<T>>()
  readonly #onPacket: (arrived: Arrived<T>) => void
  readonly #onMissing: (missing: Missing) => void
  #expected: number | undefined
  #begun = false
  #firstArrivalMs: number | undefined
  #waitingSinceMs = 0

  constructor(onPacket: (arrived: Arrived<T>) => void, onMissing: (missing: Missing) => void) {
    this.#onPacket = onPacket
    this.#onMissing = onMissing
  }

  push(arrived: Arrived<T>): void {
    this.#firstArrivalMs ??= arrived.arrivalMs
    if (this.#expected !== undefined && arrived.sequence < this.#expected) return
    if (this.#waiting.has(arrived.sequence)) return
    if (this.#waiting.size === 0) this.#waitingSinceMs = arrived.arrivalMs
    this.#waiting.set(arrived.sequence, arrived)
    if (!this.#begun) {
      if (arrived.arrivalMs - this.#firstArrivalMs < START_WAIT_MS) return
      this.#begun = true
      this.#expected = this.#lowestWaiting()
    }
    this.#drain(arrived.arrivalMs)
    while (
      this.#waiting.size > LONGEST_QUEUE ||
      (this.#waiting.size > 0 && arrived.arrivalMs - this.#waitingSinceMs > LONGEST_WAIT_MS)
    ) {
      this.#skip(arrived.arrivalMs)
    }
  }

  /** Nothing more will come: gives out what still waits. */
  end(): void {
    if (this.#waiting.size > 0) this.#expected ??= this.#lowestWaiting()
    this.#drain(0)
    while (this.#waiting.size > 0) this.#skip(0)
  }

  #drain(nowMs: number): void {
    if (this.#expected === undefined) return
    let moved = false
    for (let next = this.#waiting.get(this.#expected); next; next = this.#waiting.get(this.#expected)) {
      this.#waiting.delete(this.#expected)
      this.#expected++
      this.#onPacket(next)
      moved = true
    }
    if (moved) this.#waitingSinceMs = this.#oldestArrival(nowMs)
  }

  #skip(nowMs: number): void {
    const lowest = this.#lowestWaiting()
    this.#onMissing({ lost: lowest - (this.#expected ?? lowest) })
    this.#expected = lowest
    this.#drain(nowMs)
  }

  #lowestWaiting(): number {
    let lowest = Number.POSITIVE_INFINITY
    for (const sequence of this.#waiting.keys()) lowest = Math.min(lowest, sequence)
    return lowest
  }

  #oldestArrival(otherwiseMs: number): number {
    for (const arrived of this.#waiting.values()) return arrived.arrivalMs
    return otherwiseMs
  }
}
