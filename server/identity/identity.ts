import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { AccessTokens } from './accessTokens.ts'
import { Credentials } from './credentials.ts'
import { makeDemonstration, type FirstRunPerson } from './demonstration.ts'
import { Devices } from './devices.ts'
import { Directory } from './directory.ts'
import { Guessing } from './guessing.ts'
import { openIdentityFile } from './identityFile.ts'
import { PasswordHashing } from './passwordHashing.ts'
import type { DirectoryStream, IdentityLog } from './ports.ts'
import { Sessions } from './sessions.ts'
import { SignIn } from './signIn.ts'

export interface IdentityOptions {
  /** Exists already. Holds `identity.sqlite`, and the key of the access tokens under `keys/`. */
  readonly dataFolder: string
  readonly stream: DirectoryStream
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly log: IdentityLog
}

/** People, their passwords and their sessions. Owned by a composition root, which also owns the stream it is given. */
export class Identity {
  readonly directory: Directory
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly hashing: PasswordHashing
  readonly #database: DatabaseSync
  readonly #credentials: Credentials
  readonly #dataFolder: string
  readonly #unsubscribe: readonly (() => void)[]
  #closed = false

  /** @throws when a file cannot be read or written, or was made by a newer program. */
  static async create(options: IdentityOptions): Promise<Identity> {
    const hashing = new PasswordHashing()
    await hashing.prepare()
    const database = openIdentityFile(join(options.dataFolder, 'identity.sqlite'))
    try {
      return new Identity(database, hashing, options)
    } catch (error) {
      database.close()
      throw error
    }
  }

  private constructor(database: DatabaseSync, hashing: PasswordHashing, options: IdentityOptions) {
    const { dataFolder, stream, clock, log } = options
    const credentials = new Credentials(database)
    const directory = new Directory(stream, credentials, hashing)
    const tokens = AccessTokens.open(join(dataFolder, 'keys'), clock)
    const people = {
      passwordOf: (person: string) => directory.passwordOf(person),
      isSuspended: (person: string) => directory.person(person)?.suspended ?? true,
      keptSession: (person: string, password: string) => credentials.keptSession(person, password),
    }
    const sessions = new Sessions(database, tokens, people, clock, log)
    const [guessing, devices] = [new Guessing(database, clock), new Devices(database)]
    this.directory = directory
    this.sessions = sessions
    this.hashing = hashing
    this.signIn = new SignIn({ directory, credentials, hashing, guessing, devices, sessions, clock, log })
    this.#database = database
    this.#credentials = credentials
    this.#dataFolder = dataFolder
    this.#unsubscribe = [
      // Whoever was suspended, or given a new password, here or by `npm run people`, is signed out now.
      directory.onChange(() => sessions.sweep()),
      sessions.onSessionEnded((session, reason) => log.info({ session, reason }, 'A session ended.')),
    ]
    sessions.sweep()
  }

  /** See `makeDemonstration`. */
  async makeDemonstration(): Promise<readonly FirstRunPerson[] | undefined> {
    return await makeDemonstration(this.directory, this.#credentials, this.hashing, this.#dataFolder)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    this.sessions.close()
    this.#database.close()
  }
}
