import { readsNotes, refuseNoting } from './calls/noteAuthority.ts'
import { lineOfRoom } from './calls/room.ts'
import type { NoteAnswer, NoteStreams } from './facts/noteStreams.ts'
import type { ConsolePerson } from './protocol/actor.ts'
import type { Line, Person } from './protocol/directory.ts'
import type { Notice } from './protocol/events.ts'
import type { NoteCommand, NoteList } from './protocol/notes.ts'
import type { RecordSummary } from './protocol/records.ts'
import { refusal, RefusedError, type Refusal } from './protocol/refusal.ts'

interface NoteDeskOptions {
  readonly streams: NoteStreams
  readonly person: (person: string) => Person | undefined
  readonly line: (line: string) => Line | undefined
  readonly summary: (callId: string) => Promise<RecordSummary | undefined>
}

const UNKNOWN = refusal('unknown', 'There is no such call, or it is not one of your party’s.')
const NO_READER = refusal('not-allowed', 'Your role does not read the notes of your party.')

/** Who may have what of the notes of calls. Whose notes they are follows from who asks: nobody names another party. */
export class NoteDesk {
  readonly #options: NoteDeskOptions

  constructor(options: NoteDeskOptions) {
    this.#options = options
  }

  /**
   * @param line as whoever asks names it; undefined where it is found by the call alone.
   * @throws RefusedError when they may not read them, there is no such call for them, or they cannot be read now.
   */
  async read(person: string, line: string | undefined, callId: string): Promise<NoteList> {
    const { who, definition } = await this.#find(person, line, callId)
    if (!readsNotes(who, definition)) throw new RefusedError(NO_READER)
    return await this.#options.streams.of({ line: definition.line, callId, party: who.party })
  }

  /** @throws RefusedError when there is no such call for them; what is refused in its turn is in the answer. */
  async command(
    by: ConsolePerson,
    { line, callId }: { readonly line: string; readonly callId: string },
    commandId: string,
    command: NoteCommand,
    refusedNow: () => Refusal | undefined,
  ): Promise<NoteAnswer> {
    const { who, definition, summary } = await this.#find(by.person, line, callId)
    const refused = (): Refusal | undefined => {
      const now = this.#options.person(by.person)
      return refusedNow() ?? (now ? refuseNoting(now, definition, summary) : UNKNOWN)
    }
    const { placedAtMs, endedAtMs } = summary
    const call = { line: definition.line, callId, party: who.party, placedAtMs, endedAtMs }
    return await this.#options.streams.command(call, { kind: 'console', ...by }, commandId, command, refused)
  }

  /** Calls back with what has changed, and whom of the party that is for. */
  onChange(listener: (changed: Notice<'notes:changed'>, isFor: (person: string) => boolean) => void): () => void {
    return this.#options.streams.onChange(({ line: name, callId, party }, changed) => {
      const line = this.#options.line(name)
      if (line === undefined) return
      listener({ line: line.line, callId, ...changed }, (person) => {
        const who = this.#options.person(person)
        return who !== undefined && who.party === party && readsNotes(who, line)
      })
    })
  }

  async #find(person: string, line: string | undefined, callId: string) {
    const who = this.#options.person(person)
    const summary = await this.#options.summary(callId)
    const definition = summary && this.#options.line(lineOfRoom(summary.line))
    const isThere = summary?.parties.includes(who?.party ?? '') === true && (line ?? summary.line) === summary.line
    if (!who || !definition || !isThere) throw new RefusedError(UNKNOWN)
    return { who, summary, definition }
  }
}
