import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const rowSchema = z.object({ hash: z.string(), keptSession: z.string().nullable() })

/**
 * Password hashes, each under the command that set it. Putting one here changes nothing: it counts from the moment when
 * the directory has that command's fact `password:changed`, and no longer than until the next. So a crash between the
 * two leaves a hash that opens nothing.
 */
export class Credentials {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** @param keptSession the session that goes on when the password is changed in it. */
  put(person: string, commandId: string, hash: string, keptSession?: string): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO passwords VALUES (?, ?, ?, ?)')
      .run(person, commandId, hash, keptSession ?? null)
  }

  hashOf(person: string, commandId: string): string | undefined {
    return this.#find(person, commandId)?.hash
  }

  keptSession(person: string, commandId: string): string | undefined {
    return this.#find(person, commandId)?.keptSession ?? undefined
  }

  /** The same password under today's parameters. */
  strengthen(person: string, commandId: string, hash: string): void {
    this.#database
      .prepare('UPDATE passwords SET hash = ? WHERE person = ? AND command_id = ?')
      .run(hash, person, commandId)
  }

  /** Clears away a hash that does not count any more, or never did: it is of use to nobody but a thief. */
  forget(person: string, commandId: string): void {
    this.#database.prepare('DELETE FROM passwords WHERE person = ? AND command_id = ?').run(person, commandId)
  }

  #find(person: string, commandId: string): z.infer<typeof rowSchema> | undefined {
    const row = this.#database
      .prepare('SELECT hash, kept_session AS keptSession FROM passwords WHERE person = ? AND command_id = ?')
      .get(person, commandId)
    return row === undefined ? undefined : rowSchema.parse(row)
  }
}
