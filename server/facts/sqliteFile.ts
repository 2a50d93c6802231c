import { closeSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The schema that this program writes; `PRAGMA user_version` of the file. */
const SCHEMA_VERSION = 1

/** Another process may be making the file in this moment; starting may wait for it. */
const OPEN_BUSY_TIMEOUT_MS = 5_000

/**
 * How long a statement waits for another process's transaction. It stands still with the whole event loop meanwhile, so
 * it is short: an append that meets a longer one is answered `unknown` and tried again.
 */
const BUSY_TIMEOUT_MS = 250

const SCHEMA = `
  CREATE TABLE entries (
    stream TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    previous TEXT NOT NULL,
    command_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    by_json TEXT NOT NULL,
    facts_json TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream, version),
    UNIQUE (stream, command_id)
  ) STRICT;
  CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'An entry is never changed.'); END;
  CREATE TRIGGER entries_never_go BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'An entry is never deleted.'); END;
`

/**
 * Opens the log's file, making it (mode 0600) when there is none; its folder must exist. Whatever is committed through
 * the connection is synced before the commit returns.
 *
 * @throws when the file cannot be opened, is no database, or was made by a newer program.
 */
export function openSqliteFile(file: string): DatabaseSync {
  makeDurably(file)
  const database = new DatabaseSync(file, { timeout: OPEN_BUSY_TIMEOUT_MS })
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
    bringUpToDate(database, file)
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** SQLite syncs what it writes into the file, but not that the folder names the file. */
function makeDurably(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function bringUpToDate(database: DatabaseSync, file: string): void {
  // Race: two processes may find the new file empty; the transaction lets one make the tables and the other see them.
  database.exec('BEGIN IMMEDIATE')
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (found > SCHEMA_VERSION) {
    throw new Error(`${file} has schema ${found}; this program knows ${SCHEMA_VERSION}. Start a newer Ringdown.`)
  }
  if (found === 0) {
    database.exec(SCHEMA)
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  }
  database.exec('COMMIT')
}
