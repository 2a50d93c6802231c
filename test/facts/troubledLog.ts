import type { AppendOutcome, Entry, Head, Log, NewEntry } from '../../server/facts/log.ts'

/** A log to which a test does one bad thing at a time. All that is not troubled goes through to the log behind it. */
export class TroubledLog implements Log {
  /** What comes of the next appends, one each: `lost` is appended without an answer, `failed` is not appended at all. */
  readonly troubles: ('lost' | 'failed')[] = []
  /** Whether nothing is answered any more, and nothing appended. */
  isDown = false
  /** Whether followers hear nothing: then a stream knows only what it was answered or has read. */
  isMute = false
  readonly asked = { append: 0, read: 0, find: 0 }
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  async append(stream: string, expectedHead: Head, entry: NewEntry): Promise<AppendOutcome> {
    this.asked.append += 1
    const trouble = this.isDown ? 'failed' : this.troubles.shift()
    if (trouble === 'failed') return { outcome: 'unknown', cause: new Error('The disk is full.') }
    const outcome = await this.#log.append(stream, expectedHead, entry)
    return trouble === 'lost' ? { outcome: 'unknown', cause: new Error('The answer was lost.') } : outcome
  }

  async read(stream: string, after: Head, untilVersion?: number): Promise<readonly Entry[]> {
    this.asked.read += 1
    if (this.isDown) throw new Error('The disk is gone.')
    return await this.#log.read(stream, after, untilVersion)
  }

  async find(stream: string, commandId: string): Promise<Entry | undefined> {
    this.asked.find += 1
    if (this.isDown) throw new Error('The disk is gone.')
    return await this.#log.find(stream, commandId)
  }

  follow(...[stream, after, onEntry, onBroken]: Parameters<Log['follow']>): () => void {
    const hear = (entry: Entry): void => {
      if (!this.isMute) onEntry(entry)
    }
    return this.#log.follow(stream, after, hear, onBroken)
  }

  async close(): Promise<void> {
    await this.#log.close()
  }
}
