import type { DatabaseSync } from 'node:sqlite'
import { generateToken, hashOfToken } from './secrets.ts'

/** A device that nobody has signed in on for so long is a stranger again. */
const FORGET_AFTER_MS = 400 * 24 * 60 * 60_000

/** More than anybody signs in on. Each has an allowance of its own, so they must not become many. */
const MOST_OF_ONE_PERSON = 10

/** On which devices each person has signed in before. It proves nothing by itself: it only gives its own allowance. */
export class Devices {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** The hash of a device's token, if this person has signed in there before. */
  known(person: string, token: string | undefined, nowMs: number): string | undefined {
    if (token === undefined) return undefined
    const hash = hashOfToken(token)
    const row = this.#database
      .prepare('SELECT 1 FROM devices WHERE hash = ? AND person = ? AND used_at_ms > ?')
      .get(hash, person, nowMs - FORGET_AFTER_MS)
    return row === undefined ? undefined : hash
  }

  /** Remembers a sign-in. @returns the device's token: the one that it has, or its first. */
  remember(person: string, token: string | undefined, nowMs: number): string {
    // A token that is not ours was put there by somebody else, who may know it: the device gets one of its own.
    const device = token !== undefined && this.#exists(token) ? token : generateToken()
    this.#database.prepare('INSERT OR REPLACE INTO devices VALUES (?, ?, ?)').run(hashOfToken(device), person, nowMs)
    this.#database.prepare('DELETE FROM devices WHERE used_at_ms < ?').run(nowMs - FORGET_AFTER_MS)
    this.#database
      .prepare(
        `DELETE FROM devices WHERE person = ?1 AND hash NOT IN
         (SELECT hash FROM devices WHERE person = ?1 ORDER BY used_at_ms DESC, rowid DESC LIMIT ?2)`,
      )
      .run(person, MOST_OF_ONE_PERSON)
    return device
  }

  #exists(token: string): boolean {
    return this.#database.prepare('SELECT 1 FROM devices WHERE hash = ?').get(hashOfToken(token)) !== undefined
  }
}
