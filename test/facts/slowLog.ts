import type { AppendOutcome, Entry, Head, Log, NewEntry } from '../../server/facts/log.ts'

export interface SlowLogOptions {
  /** A number from 0 up to 1, from a seed: see `seededRandom`. */
  readonly random: () => number
  /** Every answer comes after 0 to this many turns of the event loop, each of them about as long as the others' I/O. */
  readonly maxTurns?: number
  /** The share of appends that are answered `unknown`: a third before, a third after and a third while appending. */
  readonly unknownShare?: number
}

/**
 * A log that answers as one at the other end of a bad network does: late, and sometimes not at all. It keeps the port's
 * promises, so whatever fails on it would fail on a real one some day.
 */
export class SlowLog implements Log {
  /** How often each thing has happened: a test of races that met no race must fail. */
  readonly met = { appended: 0, conflict: 0, unknown: 0 }
  readonly #log: Log
  readonly #random: () => number
  readonly #maxTurns: number
  readonly #unknownShare: number
  /** Appends that were answered `unknown` while they were still on their way. */
  readonly #underway = new Set<Promise<unknown>>()

  constructor(log: Log, options: SlowLogOptions) {
    this.#log = log
    this.#random = options.random
    this.#maxTurns = options.maxTurns ?? 8
    this.#unknownShare = options.unknownShare ?? 0
  }

  async append(stream: string, expectedHead: Head, entry: NewEntry): Promise<AppendOutcome> {
    const outcome = await this.#appendSomehow(() => this.#log.append(stream, expectedHead, entry))
    await this.#turns()
    this.met[outcome.outcome] += 1
    return outcome
  }

  async read(stream: string, after: Head, untilVersion?: number): Promise<readonly Entry[]> {
    await this.#turns()
    const entries = await this.#log.read(stream, after, untilVersion)
    await this.#turns()
    return entries
  }

  async find(stream: string, commandId: string): Promise<Entry | undefined> {
    await this.#turns()
    const entry = await this.#log.find(stream, commandId)
    await this.#turns()
    return entry
  }

  follow(...[stream, after, onEntry, onBroken]: Parameters<Log['follow']>): () => void {
    let following = true
    let last: Promise<void> = Promise.resolve()
    const later = (tell: () => void): void => {
      last = last.then(async () => {
        await this.#turns()
        if (following) tell()
      })
    }
    const unfollow = this.#log.follow(
      stream,
      after,
      (entry) => later(() => onEntry(entry)),
      (error) => later(() => onBroken?.(error)),
    )
    return () => {
      following = false
      unfollow()
    }
  }

  /** Closes the log behind it too, after the appends that are still on their way. */
  async close(): Promise<void> {
    await this.settle()
    await this.#log.close()
  }

  /** Waits for the appends that were answered `unknown` while on their way. */
  async settle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway)
  }

  async #appendSomehow(append: () => Promise<AppendOutcome>): Promise<AppendOutcome> {
    const unknown: AppendOutcome = { outcome: 'unknown', cause: new Error('The answer was lost on its way.') }
    if (this.#random() >= this.#unknownShare) {
      await this.#turns()
      return await append()
    }
    const when = this.#random()
    if (when < 1 / 3) return unknown
    const underway: Promise<unknown> = this.#turns()
      .then(append)
      .finally(() => this.#underway.delete(underway))
    this.#underway.add(underway)
    if (when < 2 / 3) await underway
    return unknown
  }

  async #turns(): Promise<void> {
    const turns = Math.floor(this.#random() * (this.#maxTurns + 1))
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The same numbers for the same seed (mulberry32), so that a race that failed can be met again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
