import { recordStream, type RecordAccesses } from '../calls/recordAccesses.ts'
import type { Actor } from '../protocol/actor.ts'
import type { RecordFact } from '../protocol/recordFacts.ts'
import { refusal, RefusedError, type Refusal } from '../protocol/refusal.ts'
import { CommandOfAnother } from './commandAuthor.ts'
import type { Log } from './log.ts'
import { LogUnavailable } from './patience.ts'
import { Stream } from './stream.ts'
import { StreamBroken } from './streamBroken.ts'

type RecordStream = Stream<RecordAccesses, RecordFact>

/** The streams `record/<callId>`: who has opened, played and taken what. Each is opened when somebody first asks. */
export class RecordStreams {
  readonly #log: Log
  readonly #clock: () => number
  readonly #streams = new Map<string, Promise<RecordStream>>()

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
      const stream = await this.#stream(fact.callId)
      await stream.handle<never>({ commandId, by, decide: () => ({ facts: [fact] }) })
    } catch (error) {
      const refused = refusalOf(error)
      throw refused ? new RefusedError(refused, error) : error
    }
  }

  /** All accesses to a record, oldest first. */
  async of(callId: string): Promise<RecordAccesses> {
    return (await this.#stream(callId)).state
  }

  async close(): Promise<void> {
    const streams = await Promise.allSettled(this.#streams.values())
    for (const opened of streams) if (opened.status === 'fulfilled') await opened.value.close()
  }

  #stream(callId: string): Promise<RecordStream> {
    let opening = this.#streams.get(callId)
    if (opening === undefined) {
      opening = Stream.open({ log: this.#log, clock: this.#clock, ...recordStream(callId) })
      this.#streams.set(callId, opening)
      opening.catch(() => this.#streams.delete(callId))
    }
    return opening
  }
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof LogUnavailable)
    return refusal('unavailable', 'This access could not be written down, so the record stays closed. Try again.')
  if (error instanceof StreamBroken)
    return refusal('broken', 'The log of who has opened this record is damaged, so it stays closed. Tell the operator.')
  if (error instanceof CommandOfAnother)
    return refusal('malformed', 'Somebody else has given a command of this identifier. Nothing has changed.')
  return undefined
}
