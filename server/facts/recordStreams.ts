import { recordStream, type RecordAccesses } from '../calls/recordAccesses.ts'
import type { Actor } from '../protocol/actor.ts'
import type { RecordFact } from '../protocol/recordFacts.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import type { Log } from './log.ts'
import { ManyStreams } from './manyStreams.ts'
import { streamRefusal } from './streamRefusal.ts'

const REFUSALS = {
  unavailable: refusal('unavailable', 'This access could not be written down, so the record stays closed. Try again.'),
  broken: refusal('broken', 'The log of who has opened this record is damaged, so it stays closed. Tell the operator.'),
}

/** The streams `record/<callId>`: who has opened, played and taken what. Each is opened when somebody first asks. */
export class RecordStreams {
  readonly #log: Log
  readonly #clock: () => number
  readonly #streams = new ManyStreams<RecordAccesses, RecordFact>()

  constructor(log: Log, clock: () => number) {
    this.#log = log
    this.#clock = clock
  }

  /**
   * Resolves when the fact stands in the log: nothing of a record is shown before. The same command is one fact.
   *
   * @throws RefusedError `unavailable` when the log cannot take it, `broken` when it is damaged; then the record stays
   *   closed. `malformed` when somebody else has given a command of this identifier.
   */
  async note(by: Actor, commandId: string, fact: RecordFact): Promise<void> {
    try {
      await this.#streams.use(this.#options(fact.callId), (stream) =>
        stream.handle<never>({ commandId, by, decide: () => ({ facts: [fact] }) }),
      )
    } catch (error) {
      const refused = streamRefusal(error, REFUSALS)
      throw refused ? new RefusedError(refused, error) : error
    }
  }

  /** All accesses to a record, oldest first. */
  async of(callId: string): Promise<RecordAccesses> {
    return await this.#streams.use(this.#options(callId), ({ state }) => state)
  }

  async close(): Promise<void> {
    await this.#streams.close()
  }

  #options(callId: string) {
    return { log: this.#log, clock: this.#clock, ...recordStream(callId) }
  }
}
