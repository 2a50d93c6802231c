import argon2 from 'argon2'

/**
 * argon2id as the OWASP Password Storage Cheat Sheet recommends: 19 MiB, two passes, one lane (about 40 ms of one
 * core). The memory makes guessing from a stolen file costly; more of it would let strangers fill the server's.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * How many are computed at once. They run on libuv's pool of four threads, which the recorder's files need too: two
 * leave it the other two, and a core for the calls.
 */
const MOST_AT_ONCE = 2

/** How many of a kind may wait for their turn: 64 of them are answered within about two seconds. */
const MOST_WAITING = 64

/** Too many wait already. Whoever asks is to come again later. */
export class HashingBusy extends Error {
  override readonly name = 'HashingBusy'
}

/** Computes password hashes, few at a time, so that guessing cannot take the processor or the memory from the calls. */
export class PasswordHashing {
  /** First come, first served; those who go ahead before all others. */
  readonly #waiting = { ahead: [] as (() => void)[], others: [] as (() => void)[] }
  #running = 0
  #computed = 0
  #decoy: Promise<string> | undefined

  /** How many hashes were computed so far: the work that an observer could time. */
  get computed(): number {
    return this.#computed
  }

  /** @throws HashingBusy */
  hash(password: string): Promise<string> {
    return this.#inTurn(false, () => argon2.hash(normalise(password), { type: argon2.argon2id, ...PARAMETERS }))
  }

  /**
   * Checks a password. Without a hash (there is no such person, or they have no password) the same work is done on a
   * decoy, so that nobody can tell by the time whether a name exists.
   *
   * @param ahead whether it goes before those who wait: for devices that have signed in before.
   * @throws HashingBusy
   */
  async verify(hash: string | undefined, password: string, ahead = false): Promise<boolean> {
    const decoy = await this.#decoyHash()
    const matches = await this.#inTurn(ahead, () => argon2.verify(hash ?? decoy, normalise(password)))
    return matches && hash !== undefined
  }

  /** Whether a hash was made with other parameters than today's. */
  isOutdated(hash: string): boolean {
    return argon2.needsRehash(hash, PARAMETERS)
  }

  /** Made at the start, so that the first wrong name does not take twice as long as the first wrong password. */
  async prepare(): Promise<void> {
    await this.#decoyHash()
  }

  #decoyHash(): Promise<string> {
    this.#decoy ??= argon2.hash('nobody', { type: argon2.argon2id, ...PARAMETERS })
    return this.#decoy
  }

  async #inTurn<Result>(ahead: boolean, compute: () => Promise<Result>): Promise<Result> {
    if (this.#running >= MOST_AT_ONCE) {
      const queue = ahead ? this.#waiting.ahead : this.#waiting.others
      if (queue.length >= MOST_WAITING) throw new HashingBusy('Too many passwords wait to be checked.')
      await new Promise<void>((turn) => queue.push(turn))
    } else {
      this.#running += 1
    }
    try {
      this.#computed += 1
      return await compute()
    } finally {
      // The place is handed on without being given back first, so nobody can slip in between.
      const next = this.#waiting.ahead.shift() ?? this.#waiting.others.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}

/** The same password typed on two keyboards may come as different code points (NIST SP 800-63B, 3.1.1.2: NFKC). */
const normalise = (password: string): string => password.normalize('NFKC')
