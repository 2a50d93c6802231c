import { decideNote, noteStream } from '../calls/notes.ts'
import type { Actor } from '../protocol/actor.ts'
import type { Note, NoteCommand, NoteFact, NoteList } from '../protocol/notes.ts'
import { refusal, RefusedError, type Refusal } from '../protocol/refusal.ts'
import type { Entry, Log } from './log.ts'
import { ManyStreams } from './manyStreams.ts'
import type { Stream } from './stream.ts'
import { streamRefusal } from './streamRefusal.ts'

/** Whose notes, about which call of a line. */
export interface NotesOf {
  readonly line: string
  readonly callId: string
  readonly party: string
}

export interface NotedCall extends NotesOf {
  readonly placedAtMs: number
  readonly endedAtMs: number | undefined
}

export type NoteAnswer =
  | { readonly ok: true; readonly body: { readonly version: number } }
  | { readonly ok: false; readonly refusal: Refusal }

const READING = {
  unavailable: refusal('unavailable', 'These notes cannot be read at this moment. Try again.'),
  broken: refusal('broken', 'The log of these notes cannot be read. Tell the operator.'),
}
const WRITING = {
  unavailable: refusal('unavailable', 'The server could not write that down, or cannot say whether it did. Try again.'),
  broken: refusal('broken', 'The log of these notes is damaged, and nothing can be added. Tell the operator.'),
}

/** What an entry has changed: the notes that are other than they were, and the version that holds them. */
export type NotesListener = (of: NotesOf, changed: NoteList) => void

/** The streams `notes/<callId>/<party>`: what a party notes of a call. Each is opened when somebody of it first asks. */
export class NoteStreams {
  readonly #log: Log
  readonly #clock: () => number
  readonly #streams = new ManyStreams<NoteList, NoteFact>()
  readonly #listeners = new Set<NotesListener>()

  constructor(log: Log, clock: () => number) {
    this.#log = log
    this.#clock = clock
  }

  /** @throws RefusedError when they cannot be read. */
  async of(of: NotesOf): Promise<NoteList> {
    try {
      return await this.#use(of, ({ state }) => state)
    } catch (error) {
      const refused = streamRefusal(error, READING)
      throw refused ? new RefusedError(refused, error) : error
    }
  }

  /**
   * Decides a command on notes.
   *
   * @param refusedNow asked in the command's turn: it may have waited for others, and its person lost what they may.
   */
  async command(
    call: NotedCall,
    by: Actor,
    commandId: string,
    command: NoteCommand,
    refusedNow: () => Refusal | undefined,
  ): Promise<NoteAnswer> {
    const decide = (state: NoteList, atMs: number) => {
      const refused = refusedNow()
      return refused ? { refusal: refused } : decideNote(state, command, { ...call, commandId, atMs })
    }
    try {
      return await this.#use(call, async (stream) => {
        const answer = await stream.handle<Refusal>({ commandId, by, decide })
        return answer.ok ? { ok: true, body: { version: stream.head.version } } : answer
      })
    } catch (error) {
      const refused = streamRefusal(error, WRITING)
      if (refused === undefined) throw error
      return { ok: false, refusal: refused }
    }
  }

  onChange(listener: NotesListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    await this.#streams.close()
  }

  async #use<Result>(
    of: NotesOf,
    doing: (stream: Stream<NoteList, NoteFact>) => Promise<Result> | Result,
  ): Promise<Result> {
    const { line, callId, party } = of
    return await this.#streams.use(
      { log: this.#log, clock: this.#clock, ...noteStream(callId, party) },
      doing,
      (stream) =>
        stream.onChange((entry, { version, notes }) => {
          const changed = changedBy(entry, notes)
          for (const listener of this.#listeners) listener({ line, callId, party }, { version, notes: changed })
        }),
    )
  }
}

const changedBy = ({ facts }: Entry, notes: readonly Note[]): Note[] =>
  notes.filter(({ note }) => facts.some((fact) => fact['note'] === note))
