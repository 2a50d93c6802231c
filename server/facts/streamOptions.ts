import type { FactContext } from './command.ts'
import type { Entry, Log, StoredFact } from './log.ts'
import type { StreamBroken } from './streamBroken.ts'

export interface StreamOptions<State, Fact> {
  readonly log: Log
  /** The stream's name in the log, for example `line/leaders`. */
  readonly name: string
  readonly initial: State
  /** Pure: the same facts give the same state in every process and after every start. */
  readonly evolve: (state: State, fact: Fact, context: FactContext) => State
  /** Reads a fact of any version that was ever written, as one of today's; throws when it cannot. */
  readonly parseFact: (stored: StoredFact) => Fact
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number
  readonly onListenerError?: (error: unknown, entry: Entry) => void
  /** Told once, when it breaks after it was opened. The state stays at the last good one; every command throws. */
  readonly onBroken?: (error: StreamBroken) => void
  readonly retryWaitsMs?: readonly number[]
}
