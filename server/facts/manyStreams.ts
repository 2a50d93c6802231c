import type { StoredFact } from './log.ts'
import { LogUnavailable } from './patience.ts'
import { Stream } from './stream.ts'
import { StreamBroken } from './streamBroken.ts'
import type { StreamOptions } from './streamOptions.ts'

/** So many that nobody uses at the moment stay open, those used last: they need not be read from the log again. */
const KEPT_IDLE = 64

interface Opened<State, Fact extends StoredFact> {
  readonly stream: Promise<Stream<State, Fact>>
  users: number
}

/** Streams of one kind, of which there are ever more: each is opened when it is first used, and closed in time. */
export class ManyStreams<State, Fact extends StoredFact> {
  readonly #keptIdle: number
  /** By name; the one that was used last comes last. */
  readonly #opened = new Map<string, Opened<State, Fact>>()
  #closed = false

  constructor(keptIdle = KEPT_IDLE) {
    this.#keptIdle = keptIdle
  }

  /** How many are open. */
  get size(): number {
    return this.#opened.size
  }

  /**
   * @param onOpen may follow the stream as long as it is open.
   * @throws StreamBroken or LogUnavailable when the stream cannot be opened; what `doing` throws.
   */
  async use<Result>(
    options: StreamOptions<State, Fact>,
    doing: (stream: Stream<State, Fact>) => Promise<Result> | Result,
    onOpen: (stream: Stream<State, Fact>) => void = () => {},
  ): Promise<Result> {
    if (this.#closed) throw new Error('These streams are closed.')
    const { name } = options
    const opened = this.#opened.get(name) ?? { stream: this.#open(options, onOpen), users: 0 }
    this.#opened.delete(name)
    this.#opened.set(name, opened)
    opened.users += 1
    try {
      return await doing(await opened.stream)
    } finally {
      opened.users -= 1
      this.#closeIdle()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#opened.values()].map(close))
  }

  async #open(
    options: StreamOptions<State, Fact>,
    onOpen: (stream: Stream<State, Fact>) => void,
  ): Promise<Stream<State, Fact>> {
    try {
      const stream = await Stream.open(options)
      onOpen(stream)
      return stream
    } catch (error) {
      this.#opened.delete(options.name)
      throw error instanceof StreamBroken ? error : new LogUnavailable(false, error)
    }
  }

  #closeIdle(): void {
    const idle = [...this.#opened].filter(([, { users }]) => users === 0)
    for (const [name, opened] of idle.slice(0, Math.max(0, idle.length - this.#keptIdle))) {
      this.#opened.delete(name)
      void close(opened)
    }
  }
}

/** One that could not be opened has told whoever wanted it. */
async function close<State, Fact extends StoredFact>({ stream }: Opened<State, Fact>): Promise<void> {
  const [opened] = await Promise.allSettled([stream])
  if (opened.status === 'fulfilled') await opened.value.close()
}
