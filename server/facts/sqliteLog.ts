import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { z } from 'zod'
import { canonicalJson } from '../chain/canonicalJson.ts'
import { ChainBroken, entrySchema, findFault, makeEntry } from '../chain/entryChain.ts'
import type { Entry, Head, NewEntry } from '../chain/entryChain.ts'
import { Followers } from './followers.ts'
import { type AppendOutcome, EMPTY_HEAD, type Log } from './log.ts'
import { openSqliteFile } from './sqliteFile.ts'

/** How often followers look for what other processes have appended: `npm run people` is heard within this time. */
const POLL_MS = 250

interface SqliteLogOptions {
  readonly pollMs?: number
  /**
   * Hears of a follower that threw, and of followers that cannot be given their entries now; both go on being served.
   * On `ChainBroken` the stream's followers are given nothing more.
   */
  readonly onFollowError?: (error: unknown) => void
}

const headSchema = z.object({ version: z.int(), hash: z.string() })
const keptSchema = z.looseObject({ version: z.int(), by: z.string(), facts: z.string() })

/**
 * The log in one SQLite file, which several processes may open. Statements run on the event loop: a commit takes well
 * under a millisecond (0.26 ms in the median with `synchronous=FULL` on a common SSD).
 */
export class SqliteLog implements Log {
  readonly #database: DatabaseSync
  readonly #followers: Followers
  readonly #select: Record<'after' | 'ofCommand' | 'head' | 'at', StatementSync>
  readonly #insert: StatementSync
  readonly #dataVersion: StatementSync
  #seenDataVersion: unknown
  #closed = false

  /** @throws when the file cannot be opened or was made by a newer program. Its folder must exist. */
  static async open(file: string, options: SqliteLogOptions = {}): Promise<SqliteLog> {
    return new SqliteLog(openSqliteFile(file), options)
  }

  private constructor(database: DatabaseSync, options: SqliteLogOptions) {
    const columns =
      'version, previous, command_id AS commandId, at_ms AS atMs, by_json AS by, facts_json AS facts, hash'
    this.#database = database
    this.#select = {
      after: database.prepare(
        `SELECT ${columns} FROM entries WHERE stream = ? AND version > ? AND version <= ? ORDER BY version`,
      ),
      ofCommand: database.prepare(`SELECT ${columns} FROM entries WHERE stream = ? AND command_id = ?`),
      head: database.prepare('SELECT version, hash FROM entries WHERE stream = ? ORDER BY version DESC LIMIT 1'),
      at: database.prepare('SELECT version, hash FROM entries WHERE stream = ? AND version = ?'),
    }
    this.#insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    this.#dataVersion = database.prepare('PRAGMA data_version')
    const source = {
      read: (stream: string, after: Head) => this.#read(stream, after),
      changedElsewhere: () => this.#changedElsewhere(),
    }
    const onError = options.onFollowError ?? ((error) => process.emitWarning(String(error)))
    this.#followers = new Followers(source, options.pollMs ?? POLL_MS, onError)
  }

  async append(stream: string, expectedHead: Head, entry: NewEntry): Promise<AppendOutcome> {
    this.#assertOpen()
    // Made before the file is touched: what is not an entry is the caller's mistake and must not look like a bad disk.
    const made = makeEntry(stream, expectedHead, entry)
    try {
      const outcome = this.#appendInTransaction(made, expectedHead)
      if (outcome.outcome === 'appended') this.#followers.wake(stream)
      return outcome
    } catch (cause) {
      if (!isSqliteError(cause)) throw cause
      // A full or failing disk, or a file locked for long. Even a commit that failed may be found standing after a
      // crash, so nobody is told that it has not happened: appending again tells.
      return { outcome: 'unknown', cause }
    }
  }

  async read(stream: string, after: Head, untilVersion?: number): Promise<readonly Entry[]> {
    this.#assertOpen()
    return this.#read(stream, after, untilVersion)
  }

  async find(stream: string, commandId: string): Promise<Entry | undefined> {
    this.#assertOpen()
    this.#leaveTransaction()
    return this.#find(stream, commandId)
  }

  follow(...[stream, after, onEntry, onBroken]: Parameters<Log['follow']>): () => void {
    this.#assertOpen()
    return this.#followers.add(stream, after, onEntry, onBroken)
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#followers.close()
    this.#database.close()
  }

  #appendInTransaction(made: Entry, expectedHead: Head): AppendOutcome {
    this.#leaveTransaction()
    // Race: two processes append at once. IMMEDIATE takes the write lock before the head is looked at.
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const earlier = this.#find(made.stream, made.commandId)
      if (earlier) return { outcome: 'appended', entry: earlier }
      if (this.#head(made.stream).hash !== expectedHead.hash) return { outcome: 'conflict' }
      const { stream, version, previous, commandId, atMs, by, facts, hash } = made
      this.#insert.run(stream, version, previous, commandId, atMs, canonicalJson(by), canonicalJson(facts), hash)
      this.#database.exec('COMMIT')
      return { outcome: 'appended', entry: made }
    } finally {
      this.#leaveTransaction()
    }
  }

  /** Ends a transaction that was not committed: its rows are no facts, and nobody may be shown them. */
  #leaveTransaction(): void {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
  }

  #read(stream: string, after: Head, untilVersion = Number.MAX_SAFE_INTEGER): readonly Entry[] {
    this.#leaveTransaction()
    this.#assertKnown(stream, after)
    const rows = this.#select.after.all(stream, after.version, untilVersion)
    const entries = rows.map((row) => parseRow(stream, row))
    const fault = findFault(stream, after, entries)
    if (fault) throw new ChainBroken(fault)
    const { version } = entries.at(-1) ?? after
    if (version < untilVersion) this.#assertEnd(stream, version)
    return entries
  }

  /** What is missing at the end of a page is not seen by the chain of the page itself. */
  #assertEnd(stream: string, version: number): void {
    const last = this.#head(stream).version
    if (last <= version) return
    throw new ChainBroken({
      ...{ stream, version: version + 1, field: 'version' },
      ...{ expected: String(version + 1), found: `none, but ${last} at the end` },
    })
  }

  /** A head that the file does not have means another file or an older copy: to read on from it would invent a past. */
  #assertKnown(stream: string, head: Head): void {
    if (head.version === EMPTY_HEAD.version) return
    const row = this.#select.at.get(stream, head.version)
    const found = row === undefined ? 'no such entry' : headSchema.parse(row).hash
    if (found === head.hash) return
    throw new ChainBroken({ stream, version: head.version, field: 'hash', expected: head.hash, found })
  }

  #find(stream: string, commandId: string): Entry | undefined {
    const row = this.#select.ofCommand.get(stream, commandId)
    if (row === undefined) return undefined
    const entry = parseRow(stream, row)
    const fault = findFault(stream, { version: entry.version - 1, hash: entry.previous }, [entry])
    if (fault) throw new ChainBroken(fault)
    return entry
  }

  #head(stream: string): Head {
    const row = this.#select.head.get(stream)
    return row === undefined ? EMPTY_HEAD : headSchema.parse(row)
  }

  #changedElsewhere(): boolean {
    const dataVersion = this.#dataVersion.get()?.['data_version']
    const changed = dataVersion !== this.#seenDataVersion
    this.#seenDataVersion = dataVersion
    return changed
  }

  #assertOpen(): void {
    if (this.#closed) throw new Error('The log is closed.')
  }
}

/** @throws ChainBroken when the row cannot be read as an entry. */
function parseRow(stream: string, row: unknown): Entry {
  const kept = keptSchema.parse(row)
  try {
    const by: unknown = JSON.parse(kept.by)
    const facts: unknown = JSON.parse(kept.facts)
    return entrySchema.parse({ ...kept, stream, by, facts })
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new ChainBroken({ stream, version: kept.version, field: 'form', expected: 'of an entry', found })
  }
}

function isSqliteError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'
}
