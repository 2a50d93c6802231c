/** Where a packet stands in its stream once the 16 and 32 bits of its header have been unwrapped. */
export interface StreamPosition {
  /** Counts the restarts of a stream under one SSRC; 0 is the first. */
  readonly generation: number
  readonly sequence: number
  /** RTP timestamp in ticks of the clock rate, unwrapped. */
  readonly ticks: number
}

/** A packet that has found its place. */
export interface Placed<T> extends StreamPosition {
  readonly arrivalMs: number
  readonly packet: T
}

/** RFC 3550 appendix A.1: a jump of more than this is no loss but a restart ... */
const LONGEST_DROPOUT = 3000
/** ... and a packet this far behind is no late one. RFC 3550 says 100; retransmitted video comes from further back. */
const DEEPEST_MISORDER = 1500
/** RTP time that falls behind the time that passed by more than this has jumped: what is late by less is congestion. */
const BEHIND_TOLERANCE_MS = 3000
/** RTP time runs ahead only when a queue on the way empties at once; such packets are looked at, and hardly ever lost. */
const AHEAD_TOLERANCE_MS = 400
/** A retransmission may be older than what came before it, though not by more than anybody would wait for. */
const LONGEST_LATENESS_MS = 30_000

/**
 * Unwraps the sequence numbers and timestamps of one SSRC (RFC 3550 appendix A.1). A sender that starts again under
 * the same SSRC begins a new generation: its numbers and times have nothing to do with those before.
 *
 * A packet whose time does not go with the time that has passed waits for the next one. When that one follows it, time
 * did jump, and both have a place; when that one goes on from before, the packet fits nowhere and is left out. A clock
 * is fitted under all packets of a stream, so a single stray one would otherwise move every other.
 */
export class StreamOrder<T> {
  readonly #ticksPerMs: number
  #newest: Placed<T> | undefined
  #suspect: Placed<T> | undefined

  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1000
  }

  /** Gives what has a place now: nothing while this packet is in doubt, two when it settles a doubt. */
  place(sequenceNumber: number, timestamp: number, arrivalMs: number, packet: T): readonly Placed<T>[] {
    const newest = this.#newest
    if (newest === undefined) {
      this.#newest = { generation: 0, sequence: sequenceNumber, ticks: timestamp, arrivalMs, packet }
      return [this.#newest]
    }
    const placed = this.#after(newest, sequenceNumber, timestamp, arrivalMs, packet)
    const suspect = this.#suspect
    if (!this.#isJump(newest, placed)) {
      this.#suspect = undefined
      // The queue emptied, and this one came by another way: what is between the two in number and time is honest.
      if (suspect !== undefined && isBetween(newest, suspect, placed)) return [this.#take(suspect), this.#take(placed)]
      return [this.#take(placed)]
    }
    const following =
      suspect === undefined ? undefined : this.#after(suspect, sequenceNumber, timestamp, arrivalMs, packet)
    if (suspect === undefined || following === undefined || !this.#follows(suspect, following)) {
      // A number that jumps as well is a restart; else the stream goes on, and only its time is another.
      const step = placed.sequence - newest.sequence
      const restarts = step <= -DEEPEST_MISORDER || step > LONGEST_DROPOUT
      this.#suspect = restarts
        ? { ...placed, generation: newest.generation + 1, sequence: sequenceNumber, ticks: timestamp }
        : placed
      return []
    }
    this.#suspect = undefined
    this.#newest = suspect
    return [suspect, this.#take(following)]
  }

  #after(known: Placed<T>, sequenceNumber: number, timestamp: number, arrivalMs: number, packet: T): Placed<T> {
    const step = signed(sequenceNumber - known.sequence, 16)
    const ticks = known.ticks + signed(timestamp - known.ticks, 32)
    // Behind in number but on in time: more packets are missing than half of what 16 bits can count.
    const wraps = step < 0 && ticks > known.ticks && this.#strays(known, { ticks, arrivalMs }) === 0
    const sequence = known.sequence + (wraps ? step + 0x10000 : step)
    return { generation: known.generation, sequence, ticks, arrivalMs, packet }
  }

  #isJump(newest: Placed<T>, placed: Placed<T>): boolean {
    const strays = this.#strays(newest, placed)
    if (strays === 0) return false
    const step = placed.sequence - newest.sequence
    const aheadMs = (placed.ticks - newest.ticks) / this.#ticksPerMs
    const isLate = step <= 0 && step > -DEEPEST_MISORDER && aheadMs <= 0 && aheadMs > -LONGEST_LATENESS_MS
    return !isLate
  }

  #follows(suspect: Placed<T>, following: Placed<T>): boolean {
    const step = following.sequence - suspect.sequence
    return step > 0 && step <= LONGEST_DROPOUT && this.#strays(suspect, following) === 0
  }

  /** 1: its time is too far ahead of the time that has passed; -1: too far behind. */
  #strays(known: Placed<T>, { ticks, arrivalMs }: Pick<Placed<T>, 'ticks' | 'arrivalMs'>): -1 | 0 | 1 {
    const strayMs = (ticks - known.ticks) / this.#ticksPerMs - (arrivalMs - known.arrivalMs)
    if (strayMs > AHEAD_TOLERANCE_MS) return 1
    return strayMs < -BEHIND_TOLERANCE_MS ? -1 : 0
  }

  #take(placed: Placed<T>): Placed<T> {
    if (placed.sequence > (this.#newest?.sequence ?? 0) || placed.generation !== this.#newest?.generation) {
      this.#newest = placed
    }
    return placed
  }
}

function isBetween(before: StreamPosition, middle: StreamPosition, after: StreamPosition): boolean {
  return (
    middle.generation === after.generation &&
    before.sequence < middle.sequence &&
    middle.sequence < after.sequence &&
    before.ticks <= middle.ticks &&
    middle.ticks <= after.ticks
  )
}

/** The difference of two counters of so many bits, as the nearest way round. */
export function signed(difference: number, bits: 16 | 32): number {
  const range = 2 ** bits
  const wrapped = ((difference % range) + range) % range
  return wrapped >= range / 2 ? wrapped - range : wrapped
}
