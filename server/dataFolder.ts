import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigError } from './config.ts'

/**
 * The data folder, held by this process alone: two servers on one folder would both write one recording. SQLite's
 * exclusive lock is let go by the operating system however the process ends, so no stale lock is ever left.
 */
export class DataFolder {
  readonly path: string
  readonly #lock: DatabaseSync

  /** Makes the folder (mode 0700) if it is not there. @throws ConfigError when another server holds it. */
  static open(path: string): DataFolder {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const lock = new DatabaseSync(join(path, 'server.lock'))
    try {
      // With no journal file there is nothing to recover when the holder was killed.
      lock.exec('PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    } catch (cause) {
      lock.close()
      throw new ConfigError(
        `DATA_DIR: another server is running on ${path}. End it, or set DATA_DIR to another folder.`,
        {
          cause,
        },
      )
    }
    return new DataFolder(path, lock)
  }

  private constructor(path: string, lock: DatabaseSync) {
    this.path = path
    this.#lock = lock
  }

  close(): void {
    if (this.#lock.isOpen) this.#lock.close()
  }
}
