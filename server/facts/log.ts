import type { ChainBroken, Entry, Head, NewEntry } from '../chain/entryChain.ts'

export { EMPTY_HEAD } from '../chain/entryChain.ts'
export type { Entry, Head, NewEntry, StoredFact } from '../chain/entryChain.ts'

export type AppendOutcome =
  /** `entry` is the one that stands in the log: an earlier one when its command had been seen before. */
  | { readonly outcome: 'appended'; readonly entry: Entry }
  /** Somebody else was first: read on from your head, decide again. Nothing of this append will ever stand. */
  | { readonly outcome: 'conflict' }
  /** It may or may not stand in the log. Append again with the same command identifier: that is safe. */
  | { readonly outcome: 'unknown'; readonly cause: unknown }

/**
 * The port behind which facts are kept. SQLite is one implementation; a log replicated over three sites is meant to be
 * another. All of them keep what `README.md` beside this file promises.
 */
export interface Log {
  /** @throws TypeError or ZodError when what is handed in is no entry; ChainBroken when the log is damaged. */
  append(stream: string, expectedHead: Head, entry: NewEntry): Promise<AppendOutcome>
  /**
   * Entries after a head, oldest first, their chain verified; from the beginning with `EMPTY_HEAD`. With `untilVersion`
   * no later one; fewer come only where the stream ends. A long stream is read by `readInPages`.
   *
   * @throws ChainBroken when an entry is not what the chain says, or when the log does not know the head; anything else
   *   when the log cannot be read now.
   */
  read(stream: string, after: Head, untilVersion?: number): Promise<readonly Entry[]>
  /** The entry that a command made, if it made one. It knows of every append that was acknowledged before. */
  find(stream: string, commandId: string): Promise<Entry | undefined>
  /**
   * Calls back with every entry after a head, once each and in order, never before this call has returned and never
   * after the returned function was called. A chain that is found broken is told once, and nothing comes after it.
   */
  follow(
    stream: string,
    after: Head,
    onEntry: (entry: Entry) => void,
    onBroken?: (error: ChainBroken) => void,
  ): () => void
  close(): Promise<void>
}
