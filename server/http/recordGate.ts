import { randomUUID } from 'node:crypto'
import { derivedUuid } from '../chain/derivedUuid.ts'
import type { Recall } from '../protocol/recall.ts'
import type { RecordFact } from '../protocol/recordFacts.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import type { HttpPorts } from './ports.ts'
import type { Caller } from './route.ts'

type Distributed<Fact> = Fact extends RecordFact ? Omit<Fact, 'person' | 'party'> : never
/** A fact of a record without who: that comes from the session. */
type AccessFact = Distributed<RecordFact>

/** Whose record it is, and that whoever opens it is written down before they have it. */
export class RecordGate {
  readonly #ports: Pick<HttpPorts, 'records' | 'accesses'>

  constructor(ports: Pick<HttpPorts, 'records' | 'accesses'>) {
    this.#ports = ports
  }

  /** @throws RefusedError `unknown`, alike for a record of others and for one that does not exist. */
  async open(callId: string, { person: { party } }: Caller): Promise<void> {
    const summary = await this.#ports.records.summary(callId)
    if (summary?.parties.includes(party) !== true) {
      throw new RefusedError(refusal('unknown', 'There is no such record, or it is not one of your party’s lines.'))
    }
  }

  /** Resolves when the fact stands in the log. */
  async note({ person: { person, party } }: Caller, commandId: string, fact: AccessFact): Promise<void> {
    await this.#ports.accesses.note({ kind: 'person', person, party }, commandId, { ...fact, person, party })
  }

  /** @param download the pull's own identifier, of the client's making; without one every request is a pull of its own. */
  async pull(
    caller: Caller,
    callId: string,
    what: Extract<AccessFact, { type: 'record:pulled' }>['what'],
    download: string | undefined,
  ): Promise<void> {
    const commandId =
      download === undefined || download === '' ? randomUUID() : accessId(caller, callId, what, download)
    await this.note(caller, commandId, { type: 'record:pulled', v: 1, callId, what })
  }

  /** Somebody in the call begins to hear a stretch of it again. The same recall in the same session is the same fact. */
  async recall(caller: Caller, callId: string, { recall, of, fromMs, toMs }: Recall): Promise<void> {
    const commandId = accessId(caller, callId, 'recall', recall)
    await this.note(caller, commandId, { type: 'record:recalled', v: 1, callId, of, fromMs, toMs })
  }

  /**
   * The name that the log has for a sitting: in another session, or with another record, the same sitting of the client
   * is another one and a fact of its own. It is its command's identifier too, so that beginning it twice at once is one.
   */
  sittingOf(caller: Caller, callId: string, sitting: string): string {
    return accessId(caller, callId, 'sitting', sitting)
  }
}

/**
 * The identifier of one access as the log knows it: made from who it is, in which session, and of what. The log answers
 * an identifier that it knows with the first fact, so one that the client may choose freely would open everything else
 * under a fact that says something different, also to other people who have seen it.
 */
function accessId({ person, sessionId }: Caller, callId: string, what: string, named: string): string {
  return derivedUuid(JSON.stringify([person.person, sessionId, callId, what, named.toLowerCase()]))
}
