import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { AccessTokens, TokenClaims } from './accessTokens.ts'
import { inTransaction } from './identityFile.ts'
import type { IdentityLog } from './ports.ts'
import { RefreshTokens } from './refreshTokens.ts'

/** A console that nobody's browser has renewed for so long is not in use. Longer than a watch, and than a night's repair. */
const IDLE_MS = 24 * 60 * 60_000
/** After this long a password is asked for again, however busy the console is. */
const LONGEST_MS = 14 * 24 * 60 * 60_000
/** Kept a while for whoever asks what happened, then cleared away. */
const KEEP_ENDED_MS = 7 * 24 * 60 * 60_000
/** How often sessions that have expired are looked for. */
const SWEEP_MS = 10_000

const endReasonSchema = z.enum(['signed-out', 'expired', 'suspended', 'replaced'])
/** Why a session ended, as the notice `session:ended` says it. */
export type SessionEndReason = z.infer<typeof endReasonSchema>

/** What sessions ask of the people's directory. */
export interface SessionPeople {
  /** The command that set the password that counts; undefined for somebody who has none or does not exist. */
  passwordOf(person: string): string | undefined
  isSuspended(person: string): boolean
  /** The session that goes on although it was signed in with an older password: it made the change. */
  keptSession(person: string, password: string): string | undefined
}

export interface StartedSession {
  readonly sessionId: string
  readonly person: string
  readonly accessToken: string
  readonly accessExpiresAtMs: number
  readonly refreshToken: string
}

const rowSchema = z.object({
  session: z.uuid(),
  person: z.string(),
  password: z.string(),
  startedAtMs: z.number(),
  usedAtMs: z.number(),
})
type Row = z.infer<typeof rowSchema>

const endSchema = z.object({ number: z.int(), session: z.uuid(), reason: endReasonSchema })

type Listener = (sessionId: string, reason: SessionEndReason) => void

/**
 * Who is signed in. A session is live while its row is, its person is not suspended and the password that it was signed
 * in with is still theirs: all three are looked up whenever somebody asks, so a change bites at once and needs no
 * message to arrive. `sweep` only makes it heard.
 */
export class Sessions {
  readonly #database: DatabaseSync
  readonly #tokens: AccessTokens
  readonly #refreshTokens: RefreshTokens
  readonly #people: SessionPeople
  readonly #clock: () => number
  readonly #log: IdentityLog
  readonly #listeners = new Set<Listener>()
  readonly #sweeping: NodeJS.Timeout
  /** The number of the last end of a session that the listeners have heard of. */
  #lastTold: number
  /** The last sweep could not be finished, which has been said. */
  #sweepFailed = false

  constructor(
    database: DatabaseSync,
    tokens: AccessTokens,
    people: SessionPeople,
    clock: () => number,
    log: IdentityLog,
  ) {
    this.#database = database
    this.#tokens = tokens
    this.#refreshTokens = new RefreshTokens(database)
    this.#people = people
    this.#clock = clock
    this.#log = log
    const last = database.prepare('SELECT coalesce(max(number), 0) AS number FROM session_ends').get()
    this.#lastTold = Number(last?.['number'])
    this.#sweeping = setInterval(() => this.sweep(), SWEEP_MS).unref()
  }

  /** Calls back when a session has ended, once, until the returned function is called. */
  onSessionEnded(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** @param password the command that set the password which was checked. */
  start(person: string, password: string): StartedSession {
    const sessionId = randomUUID()
    const nowMs = this.#clock()
    return inTransaction(this.#database, () => {
      this.#database
        .prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, NULL)')
        .run(sessionId, person, password, nowMs, nowMs)
      return this.#issue(sessionId, person, this.#refreshTokens.first(sessionId, nowMs))
    })
  }

  /** Renews a session by its refresh token, worth nothing from then on; undefined when it is no good. @throws SlowDown */
  refresh(refreshToken: string): StartedSession | undefined {
    const nowMs = this.#clock()
    const outcome = inTransaction(this.#database, () => {
      const next = this.#refreshTokens.use(refreshToken, nowMs)
      if (next.outcome !== 'good' && next.outcome !== 'again') return next
      const row = this.#live(next.sessionId)
      if (row === undefined) return { outcome: 'unknown' as const }
      if (next.outcome === 'good') {
        this.#database.prepare('UPDATE sessions SET used_at_ms = ? WHERE session = ?').run(nowMs, row.session)
      }
      return { outcome: 'renewed' as const, session: this.#issue(row.session, row.person, next.successor) }
    })
    if (outcome.outcome === 'stolen') this.end(outcome.sessionId, 'replaced')
    return outcome.outcome === 'renewed' ? outcome.session : undefined
  }

  /** Who holds an access token, if its session is live at this moment. */
  verifyAccess(token: string): { sessionId: string; person: string; expiresAtMs: number } | undefined {
    return this.#alive(this.#tokens.verify(token, 'ringdown:api'))
  }

  /** Who holds a refresh token, without using it up: enough to end the session, and for nothing else. */
  holderOf(refreshToken: string): { sessionId: string; person: string } | undefined {
    const sessionId = this.#refreshTokens.sessionOf(refreshToken)
    const row = sessionId === undefined ? undefined : this.#live(sessionId)
    return row === undefined ? undefined : { sessionId: row.session, person: row.person }
  }

  /**
   * Whether a session goes on: for who has been let in with it, and is to be let go when it ends. Also true while that
   * cannot be read: an ended session is worth nothing wherever it is shown next, while nobody is to lose a call that is
   * up because the server's disk is full or locked at this moment. Never ask it instead of a token.
   */
  isLive(sessionId: string): boolean {
    try {
      return this.#live(sessionId) !== undefined
    } catch {
      return true
    }
  }

  /** A token for the media of one record: it is worth as much as the session, and as long as an access token. */
  mediaToken(sessionId: string, person: string, callId: string): string {
    return this.#tokens.sign(sessionId, person, callId).token
  }

  /** Who holds a media token of this record, if its session is live at this moment. */
  verifyMedia(token: string, callId: string): { sessionId: string; person: string } | undefined {
    const claims = this.#tokens.verify(token, 'ringdown:media')
    return claims?.callId === callId ? this.#alive(claims) : undefined
  }

  end(sessionId: string, reason: SessionEndReason): void {
    inTransaction(this.#database, () => {
      const ended = this.#database
        .prepare('UPDATE sessions SET ended_at_ms = ? WHERE session = ? AND ended_at_ms IS NULL')
        .run(this.#clock(), sessionId)
      if (ended.changes === 0) return
      this.#refreshTokens.forget(sessionId)
      this.#database.prepare('INSERT INTO session_ends (session, reason) VALUES (?, ?)').run(sessionId, reason)
    })
    this.#tell()
  }

  /**
   * Ends what is live by its row and by nothing else any more, and tells the listeners. After every change of people.
   * Without a disk that takes it, it is left to the next time: every use of a session looks for itself.
   */
  sweep(): void {
    try {
      this.#sweep()
      this.#sweepFailed = false
    } catch (error) {
      if (!this.#sweepFailed)
        this.#log.warn({ err: error }, 'Sessions that are over could not be ended; it is tried again.')
      this.#sweepFailed = true
    }
  }

  #sweep(): void {
    const nowMs = this.#clock()
    for (const row of this.#rows('SELECT * FROM sessions WHERE ended_at_ms IS NULL')) {
      const reason = this.#endReason(row, nowMs)
      if (reason) this.end(row.session, reason)
    }
    this.#database.prepare('DELETE FROM sessions WHERE ended_at_ms < ?').run(nowMs - KEEP_ENDED_MS)
    this.#tell()
  }

  close(): void {
    clearInterval(this.#sweeping)
    this.#listeners.clear()
  }

  /** Tells of every end since the last time, whichever process ended the session. */
  #tell(): void {
    const rows = this.#database
      .prepare('SELECT number, session, reason FROM session_ends WHERE number > ? ORDER BY number')
      .all(this.#lastTold)
    for (const { number, session, reason } of rows.map((row) => endSchema.parse(row))) {
      // A listener may end another session, and so come back here.
      if (number <= this.#lastTold) continue
      this.#lastTold = number
      for (const listener of this.#listeners) listener(session, reason)
    }
  }

  #issue(sessionId: string, person: string, refreshToken: string): StartedSession {
    const { token, expiresAtMs } = this.#tokens.sign(sessionId, person)
    return { sessionId, person, accessToken: token, accessExpiresAtMs: expiresAtMs, refreshToken }
  }

  #alive(claims: TokenClaims | undefined): { sessionId: string; person: string; expiresAtMs: number } | undefined {
    if (claims === undefined) return undefined
    const row = this.#live(claims.sessionId)
    if (row?.person !== claims.person) return undefined
    return { sessionId: row.session, person: row.person, expiresAtMs: claims.expiresAtMs }
  }

  #live(sessionId: string): Row | undefined {
    const [row] = this.#rows('SELECT * FROM sessions WHERE session = ? AND ended_at_ms IS NULL', sessionId)
    return row === undefined || this.#endReason(row, this.#clock()) ? undefined : row
  }

  #endReason(row: Row, nowMs: number): SessionEndReason | undefined {
    if (this.#people.isSuspended(row.person)) return 'suspended'
    const password = this.#people.passwordOf(row.person)
    const changed = password !== row.password
    if (changed && (password === undefined || this.#people.keptSession(row.person, password) !== row.session)) {
      return 'replaced'
    }
    return nowMs > row.usedAtMs + IDLE_MS || nowMs > row.startedAtMs + LONGEST_MS ? 'expired' : undefined
  }

  #rows(sql: string, ...parameters: string[]): Row[] {
    const columns = 'session, person, password, started_at_ms AS startedAtMs, used_at_ms AS usedAtMs'
    const rows = this.#database.prepare(sql.replace('*', columns)).all(...parameters)
    return rows.map((row) => rowSchema.parse(row))
  }
}
