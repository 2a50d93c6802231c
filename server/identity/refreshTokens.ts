import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { generateToken, hashOfToken } from './secrets.ts'
import { SlowDown } from './slowDown.ts'

/** How long a token stays good after its first successor was made, so that an answer lost on the way ends nothing. */
const GRACE_MS = 60_000

/**
 * So many successors of one token are answers lost on a bad network. After them the newest is given again: it costs the
 * disk nothing, however often somebody asks.
 */
const MOST_SUCCESSORS = 5
/** When to come again where that one is not known any more: the server has started anew since. */
const RENEW_AGAIN_MS = 5_000

const rowSchema = z.object({
  session: z.uuid(),
  predecessor: z.string().nullable(),
  succeededAtMs: z.number().nullable(),
  retired: z.int(),
})

type Used =
  | { readonly outcome: 'good' | 'again'; readonly sessionId: string; readonly successor: string }
  /** Nobody's, or of a session that has ended. */
  | { readonly outcome: 'unknown' }
  /** It was good once. Two hold what only one may hold, so the session must end. */
  | { readonly outcome: 'stolen'; readonly sessionId: string }

/**
 * Refresh tokens that are good for one use (RFC 9700, 4.14.2). A token stays good until its successor has been used
 * once, at most a minute: an answer that was lost can be asked for again, but not after somebody has gone on with it.
 * Only hashes are kept. Every method runs inside a transaction of who calls.
 */
export class RefreshTokens {
  readonly #database: DatabaseSync
  /** By a token's hash its newest successor, for as long as it may be asked for again. Only ever in memory. */
  readonly #newest = new Map<string, { readonly token: string; readonly untilMs: number }>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  first(sessionId: string, nowMs: number): string {
    return this.#make(sessionId, null, nowMs)
  }

  /** The session of a token that could be used now; it stays as it is. */
  sessionOf(token: string): string | undefined {
    const row = this.#database
      .prepare('SELECT session FROM refresh_tokens WHERE hash = ? AND retired = 0')
      .get(hashOfToken(token))
    return row === undefined ? undefined : String(row['session'])
  }

  /** @throws SlowDown */
  use(token: string, nowMs: number): Used {
    const hash = hashOfToken(token)
    const found = this.#database
      .prepare(
        `SELECT session, predecessor, succeeded_at_ms AS succeededAtMs, retired FROM refresh_tokens WHERE hash = ?`,
      )
      .get(hash)
    if (found === undefined) return { outcome: 'unknown' }
    const { session, predecessor, succeededAtMs, retired } = rowSchema.parse(found)
    const late = succeededAtMs !== null && nowMs > succeededAtMs + GRACE_MS
    if (retired === 1 || late) return { outcome: 'stolen', sessionId: session }
    const successors = this.#successors(session, hash)
    if (successors.length >= MOST_SUCCESSORS) {
      const newest = this.#newest.get(hash)?.token
      if (newest === undefined || !successors.includes(hashOfToken(newest)))
        throw new SlowDown(RENEW_AGAIN_MS, 'This session was renewed too often.')
      return { outcome: 'again', sessionId: session, successor: newest }
    }
    if (predecessor !== null) this.#retireAround(hash, predecessor)
    this.#database
      .prepare('UPDATE refresh_tokens SET succeeded_at_ms = coalesce(succeeded_at_ms, ?) WHERE hash = ?')
      .run(nowMs, hash)
    const successor = this.#make(session, hash, nowMs)
    for (const [old, { untilMs }] of this.#newest) if (untilMs < nowMs) this.#newest.delete(old)
    this.#newest.set(hash, { token: successor, untilMs: nowMs + GRACE_MS })
    return { outcome: 'good', sessionId: session, successor }
  }

  forget(sessionId: string): void {
    this.#database.prepare('DELETE FROM refresh_tokens WHERE session = ?').run(sessionId)
  }

  #successors(sessionId: string, hash: string): string[] {
    return this.#database
      .prepare('SELECT hash FROM refresh_tokens WHERE session = ? AND predecessor = ?')
      .all(sessionId, hash)
      .map((row) => String(row['hash']))
  }

  #make(sessionId: string, predecessor: string | null, nowMs: number): string {
    const token = generateToken()
    this.#database
      .prepare('INSERT INTO refresh_tokens VALUES (?, ?, ?, ?, NULL, 0)')
      .run(hashOfToken(token), sessionId, predecessor, nowMs)
    return token
  }

  /** This one is in use: its predecessor is not any more, and neither are the others that came of it. */
  #retireAround(hash: string, predecessor: string): void {
    this.#database
      .prepare('UPDATE refresh_tokens SET retired = 1 WHERE hash = ? OR (predecessor = ? AND hash <> ?)')
      .run(predecessor, predecessor, hash)
  }
}
