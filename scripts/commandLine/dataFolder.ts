import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DIRECTORY_STREAM } from '../../server/calls/directory.ts'
import { readConfig } from '../../server/config.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { Stream } from '../../server/facts/stream.ts'
import { Identity } from '../../server/identity/identity.ts'

/** Who commands from a terminal of the machine itself. */
export const OPERATOR = { kind: 'system', part: 'operator' } as const

/** A data folder beside a server that may run on it: both write through the same files and hear of each other. */
export class OpenFolder {
  readonly path: string
  readonly log: SqliteLog
  readonly identity: Identity
  readonly #stream: { close(): Promise<void> }

  /** Opens the folder that DATA_DIR names, making it when there is none. @throws ConfigError */
  static async open(environment: NodeJS.ProcessEnv): Promise<OpenFolder> {
    const path = readConfig(environment).dataDir
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const log = await SqliteLog.open(join(path, 'ringdown.sqlite'))
    const clock = Date.now
    const stream = await Stream.open({ log, clock, ...DIRECTORY_STREAM })
    const quiet = { info: () => {}, warn: () => {} }
    const identity = await Identity.create({ dataFolder: path, stream, clock, log: quiet })
    return new OpenFolder(path, log, identity, stream)
  }

  private constructor(path: string, log: SqliteLog, identity: Identity, stream: { close(): Promise<void> }) {
    this.path = path
    this.log = log
    this.identity = identity
    this.#stream = stream
  }

  async close(): Promise<void> {
    this.identity.close()
    await this.#stream.close()
    await this.log.close()
  }
}
