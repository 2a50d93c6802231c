import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** The schema that this program writes; `PRAGMA user_version` of the file. */
const SCHEMA_VERSION = 1

/** Another process (`npm run people`) may hold the file for one short transaction. */
const BUSY_TIMEOUT_MS = 2_000

const SCHEMA = `
  -- A hash counts while the directory names its command as the person's last change of password.
  CREATE TABLE passwords (
    person TEXT NOT NULL,
    command_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    -- The session in which it was changed: that one goes on, all others of the person end.
    kept_session TEXT,
    PRIMARY KEY (person, command_id)
  ) STRICT;
  CREATE TABLE sessions (
    session TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    -- The change of password that it was signed in with.
    password TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    used_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER
  ) STRICT;
  CREATE INDEX live_sessions ON sessions (person) WHERE ended_at_ms IS NULL;
  -- Every end of a session in order, so that each process can tell its listeners also of those that another one ended.
  CREATE TABLE session_ends (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    session TEXT NOT NULL REFERENCES sessions (session) ON DELETE CASCADE,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE TABLE refresh_tokens (
    hash TEXT PRIMARY KEY,
    session TEXT NOT NULL REFERENCES sessions (session) ON DELETE CASCADE,
    predecessor TEXT,
    made_at_ms INTEGER NOT NULL,
    -- When its first successor was made.
    succeeded_at_ms INTEGER,
    -- A successor of it, or another successor of its predecessor, has been used: whoever shows it now is not the holder.
    retired INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session);
  CREATE TABLE devices (
    hash TEXT NOT NULL,
    person TEXT NOT NULL,
    used_at_ms INTEGER NOT NULL,
    PRIMARY KEY (hash, person)
  ) STRICT;
  CREATE TABLE failures (
    key TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    last_at_ms INTEGER NOT NULL
  ) STRICT;
`

/**
 * Opens the file of secrets' hashes and sessions, making it (mode 0600) when there is none. It holds nothing that must
 * be the same at another site: who there is and what they may do is in the log.
 *
 * @throws when the file cannot be opened, is no database, or was made by a newer program.
 */
export function openIdentityFile(file: string): DatabaseSync {
  closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
  try {
    database.exec('PRAGMA journal_mode = WAL')
    // A rotation or a sign-out that was answered must stand after a loss of power.
    database.exec('PRAGMA synchronous = FULL')
    // Looked at first: a file that needs nothing is opened also while another process is writing.
    if (schemaOf(database) !== SCHEMA_VERSION) inTransaction(database, () => bringUpToDate(database, file))
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Runs synchronous work in one transaction that holds the write lock from its first statement. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK')
  }
}

const schemaOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'])

function bringUpToDate(database: DatabaseSync, file: string): void {
  const found = schemaOf(database)
  if (found > SCHEMA_VERSION) {
    throw new Error(`${file} has schema ${found}; this program knows ${SCHEMA_VERSION}. Start a newer Ringdown.`)
  }
  if (found === SCHEMA_VERSION) return
  database.exec(SCHEMA)
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
}
