import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { z } from 'zod'
import { inTransaction } from './identityFile.ts'

/** How failures of one kind are slowed. */
interface Slowing {
  /** So many are mistakes of somebody who knows the password. */
  readonly free: number
  readonly firstDelayMs: number
  readonly longestDelayMs: number
}

/**
 * Each failure beyond the free ones doubles the delay. `pair` (an account from an address) and `address` refuse until
 * the delay is over. `account` (from everywhere) refuses nobody, because that would be a lock which any stranger could
 * throw: it only makes every answer slower. A `device` that has signed in before is asked by its own failures alone, so
 * nothing that strangers do to an account or from an address reaches it.
 */
const SLOWING = {
  pair: { free: 4, firstDelayMs: 1_000, longestDelayMs: 15 * 60_000 },
  /** A delegation behind one address is many people, and one that guesses many accounts fails much more often. */
  address: { free: 30, firstDelayMs: 1_000, longestDelayMs: 60_000 },
  account: { free: 20, firstDelayMs: 250, longestDelayMs: 4_000 },
  device: { free: 4, firstDelayMs: 1_000, longestDelayMs: 15 * 60_000 },
} as const satisfies Record<string, Slowing>

/** Failures are forgotten after an hour without another: longer than the longest delay. */
const FORGET_AFTER_MS = 60 * 60_000

const rowSchema = z.object({ count: z.int(), lastAtMs: z.number() })

/** Somebody who tries to sign in. */
export interface Attempt {
  readonly account: string
  /** The network address it came from. */
  readonly address: string
  /** The hash of the token of a device on which this account has signed in before. */
  readonly knownDevice: string | undefined
}

export type Allowance =
  /** Come again after this time; nothing was counted. */
  | { readonly allowed: false; readonly retryAfterMs: number }
  /** Check the password, wait, answer. It counts as a failure unless one of the two is called. */
  | { readonly allowed: true; readonly waitMs: number; readonly succeeded: () => void; readonly withdrawn: () => void }

/** Slows guessing down. Kept in a file, so that starting the server anew gives nobody new guesses. */
export class Guessing {
  readonly #database: DatabaseSync
  readonly #clock: () => number
  readonly #select: StatementSync
  readonly #count: StatementSync
  readonly #uncount: StatementSync
  readonly #forget: StatementSync
  readonly #forgetOld: StatementSync

  constructor(database: DatabaseSync, clock: () => number) {
    this.#database = database
    this.#clock = clock
    this.#select = database.prepare('SELECT count, last_at_ms AS lastAtMs FROM failures WHERE key = ?')
    this.#count = database.prepare(
      `INSERT INTO failures VALUES (?, 1, ?)
       ON CONFLICT (key) DO UPDATE SET count = count + 1, last_at_ms = excluded.last_at_ms`,
    )
    this.#uncount = database.prepare('UPDATE failures SET count = max(count - 1, 0) WHERE key = ?')
    this.#forget = database.prepare('DELETE FROM failures WHERE key = ?')
    this.#forgetOld = database.prepare('DELETE FROM failures WHERE last_at_ms < ?')
  }

  /**
   * Counts an attempt as failed before its password is checked. Race: many attempts at once would otherwise all pass
   * before the first of them has failed.
   */
  begin(attempt: Attempt): Allowance {
    const nowMs = this.#clock()
    const keys = keysOf(attempt)
    return inTransaction(this.#database, () => {
      this.#forgetOld.run(nowMs - FORGET_AFTER_MS)
      const retryAfterMs = Math.max(0, ...keys.refusing.map(({ key, slowing }) => this.#leftMs(key, slowing, nowMs)))
      if (retryAfterMs > 0) return { allowed: false, retryAfterMs }
      const waitMs = Math.max(0, ...keys.slowing.map(({ key, slowing }) => delayMs(this.#failures(key).count, slowing)))
      const all = [...keys.refusing, ...keys.slowing].map(({ key }) => key)
      for (const key of all) this.#count.run(key, nowMs)
      // Who signs in is the person: their own mistakes are forgotten. What others failed at from here still counts.
      const succeeded = (): void => this.#uncountAll(all, keys.cleared)
      return { allowed: true, waitMs, succeeded, withdrawn: () => this.#uncountAll(all, []) }
    })
  }

  #uncountAll(all: readonly string[], cleared: readonly string[]): void {
    inTransaction(this.#database, () => {
      for (const key of all) this.#uncount.run(key)
      for (const key of cleared) this.#forget.run(key)
    })
  }

  #leftMs(key: string, slowing: Slowing, nowMs: number): number {
    const { count, lastAtMs } = this.#failures(key)
    return Math.max(0, lastAtMs + delayMs(count, slowing) - nowMs)
  }

  #failures(key: string): { count: number; lastAtMs: number } {
    const row = this.#select.get(key)
    return row === undefined ? { count: 0, lastAtMs: 0 } : rowSchema.parse(row)
  }
}

const delayMs = (failures: number, { free, firstDelayMs, longestDelayMs }: Slowing): number =>
  failures < free ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures - free, 30))

function keysOf({ account, address, knownDevice }: Attempt) {
  if (knownDevice !== undefined) {
    const key = JSON.stringify(['device', knownDevice, account])
    return { refusing: [{ key, slowing: SLOWING.device }], slowing: [], cleared: [key] }
  }
  const network = networkOf(address)
  const pair = JSON.stringify(['pair', account, network])
  return {
    refusing: [
      { key: pair, slowing: SLOWING.pair },
      { key: JSON.stringify(['address', network]), slowing: SLOWING.address },
    ],
    slowing: [{ key: JSON.stringify(['account', account]), slowing: SLOWING.account }],
    cleared: [pair],
  }
}

/** An IPv6 subscriber has 2^64 addresses, so the network counts (RFC 6177); an IPv4 address counts by itself. */
function networkOf(address: string): string {
  const ipv4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (ipv4 !== undefined) return ipv4
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = address.includes('::') ? Array.from({ length: 8 - groups.length - after.length }, () => '0') : []
  return [...groups, ...zeros, ...after].slice(0, 4).join(':')
}
