import { ChainBroken, type Entry, headOf, type Head } from '../chain/entryChain.ts'

/** Where followers get their entries from, named by what they ask. */
interface FollowedSource {
  read(stream: string, after: Head): readonly Entry[]
  /** Whether somebody outside this process has written since the last time this was asked. */
  changedElsewhere(): boolean
}

interface Follower {
  readonly stream: string
  readonly onEntry: (entry: Entry) => void
  readonly onBroken: ((error: ChainBroken) => void) | undefined
  /** The last entry that it has been given. */
  head: Head
  /** Whether there may be entries that it has not been given. */
  stale: boolean
}

/** Who has trouble: one follower, or the looking for what other processes have written. */
type Troubled = Follower | 'elsewhere'

/**
 * Everybody who follows a stream of one log. Each has its own place in its stream and reads on from there, so nothing
 * is given twice or left out, whatever the order in which appends and polls are noticed.
 */
export class Followers {
  readonly #source: FollowedSource
  readonly #pollMs: number
  readonly #onError: (error: unknown) => void
  readonly #followers = new Set<Follower>()
  #poll: NodeJS.Timeout | undefined
  #scheduled = false
  /** What was reported and still lasts: a broken disk is one line in the log, not four a second. */
  readonly #reported = new Map<Troubled, string>()

  constructor(source: FollowedSource, pollMs: number, onError: (error: unknown) => void) {
    this.#source = source
    this.#pollMs = pollMs
    this.#onError = onError
  }

  add(
    stream: string,
    after: Head,
    onEntry: (entry: Entry) => void,
    onBroken?: (error: ChainBroken) => void,
  ): () => void {
    const follower: Follower = { stream, onEntry, onBroken, head: after, stale: true }
    this.#followers.add(follower)
    this.#poll ??= setInterval(() => this.#lookElsewhere(), this.#pollMs)
    this.#schedule()
    return () => this.#remove(follower)
  }

  /** Somebody in this process has appended to a stream. */
  wake(stream: string): void {
    for (const follower of this.#followers) follower.stale ||= follower.stream === stream
    this.#schedule()
  }

  close(): void {
    for (const follower of [...this.#followers]) this.#remove(follower)
  }

  #remove(follower: Follower): void {
    this.#followers.delete(follower)
    this.#reported.delete(follower)
    if (this.#followers.size > 0) return
    clearInterval(this.#poll)
    this.#poll = undefined
  }

  /** Followers hear in a microtask of their own: one of them may append, and must not be called inside its own call. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      for (const follower of this.#followers) if (follower.stale) this.#bringUpToDate(follower)
    })
  }

  #lookElsewhere(): void {
    try {
      if (this.#source.changedElsewhere()) for (const follower of this.#followers) follower.stale = true
      this.#reported.delete('elsewhere')
    } catch (error) {
      this.#report('elsewhere', error)
    }
    // Also without news: who could not be given its entries the last time is tried again.
    this.#schedule()
  }

  #bringUpToDate(follower: Follower): void {
    try {
      const entries = this.#source.read(follower.stream, follower.head)
      follower.stale = false
      this.#reported.delete(follower)
      for (const entry of entries) {
        if (!this.#followers.has(follower)) return
        follower.head = headOf(entry)
        this.#give(follower, entry)
      }
    } catch (error) {
      this.#report(follower, error)
      // A broken chain does not mend; reading it four times a second would slow all other streams down.
      if (!(error instanceof ChainBroken)) return
      this.#remove(follower)
      follower.onBroken?.(error)
    }
  }

  #give(follower: Follower, entry: Entry): void {
    try {
      follower.onEntry(entry)
    } catch (error) {
      this.#onError(error)
    }
  }

  #report(who: Troubled, error: unknown): void {
    const message = String(error)
    if (message === this.#reported.get(who)) return
    this.#reported.set(who, message)
    this.#onError(error)
  }
}
