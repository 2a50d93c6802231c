import type { AppendOutcome, Entry, Head, Log, NewEntry } from '../../server/facts/log.ts'

/** A log whose appends can be made to wait, as those of a busy disk do; all else goes through to the log behind it. */
export class HeldLog implements Log {
  /** Appends that are waiting. */
  waiting = 0
  readonly #log: Log
  #held: PromiseWithResolvers<void> | undefined

  constructor(log: Log) {
    this.#log = log
  }

  hold(): void {
    this.#held ??= Promise.withResolvers<void>()
  }

  release(): void {
    this.#held?.resolve()
    this.#held = undefined
  }

  async append(stream: string, expectedHead: Head, entry: NewEntry): Promise<AppendOutcome> {
    this.waiting += 1
    await this.#held?.promise
    this.waiting -= 1
    return await this.#log.append(stream, expectedHead, entry)
  }

  read(...asked: Parameters<Log['read']>): Promise<readonly Entry[]> {
    return this.#log.read(...asked)
  }

  find(...asked: Parameters<Log['find']>): Promise<Entry | undefined> {
    return this.#log.find(...asked)
  }

  follow(...asked: Parameters<Log['follow']>): () => void {
    return this.#log.follow(...asked)
  }

  /** The log behind it is closed by who opened it. */
  async close(): Promise<void> {}
}
