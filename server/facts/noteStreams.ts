import { decideNote, noteStream } from '../calls/notes.ts'
import type { Actor } from '../protocol/actor.ts'
import type { Note, NoteCommand, NoteFact, NoteList } from '../protocol/notes.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import { CommandOfAnother } from './commandAuthor.ts'
import type { Entry, Log } from './log.ts'
import { LogUnavailable } from './patience.ts'
import { Stream } from './stream.ts'
import { StreamBroken } from './streamBroken.ts'

type NoteStream = Stream<NoteList, NoteFact>

/** Whose notes, about which call. */
export interface NotesOf {
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

/** What an entry has changed: the notes that are other than they were, and the version that holds them. */
export type NotesListener = (of: NotesOf, changed: NoteList) => void

/** The streams `notes/<callId>/<party>`: what a party notes of a call. Each is opened when somebody of it first asks. */
export class NoteStreams {
  readonly #log: Log
  readonly #clock: () => number
  readonly #streams = new Map<string, Promise<NoteStream>>()
  readonly #listeners = new Set<NotesListener>()

  constructor(log: Log, clock: () => number) {
    this.#log = log
    this.#clock = clock
  }

  /** @throws what opening a stream throws. */
  async of(of: NotesOf): Promise<NoteList> {
    return (await this.#stream(of)).state
  }

  /**
   * Decides a command on notes. Never throws.
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
    try {
      const stream = await this.#stream(call)
      const answer = await stream.handle<Refusal>({
        ...{ commandId, by },
        decide: (state, atMs) => {
          const refused = refusedNow()
          return refused ? { refusal: refused } : decideNote(state, command, { ...call, commandId, atMs })
        },
      })
      return answer.ok ? { ok: true, body: { version: stream.head.version } } : answer
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) }
    }
  }

  onChange(listener: NotesListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    const streams = await Promise.allSettled(this.#streams.values())
    for (const opened of streams) if (opened.status === 'fulfilled') await opened.value.close()
  }

  #stream({ callId, party }: NotesOf): Promise<NoteStream> {
    const options = noteStream(callId, party)
    let opening = this.#streams.get(options.name)
    if (opening === undefined) {
      opening = this.#open({ callId, party })
      this.#streams.set(options.name, opening)
      opening.catch(() => this.#streams.delete(options.name))
    }
    return opening
  }

  async #open(of: NotesOf): Promise<NoteStream> {
    const stream = await Stream.open({ log: this.#log, clock: this.#clock, ...noteStream(of.callId, of.party) })
    stream.onChange((entry, { version, notes }) => {
      const changed = changedBy(entry, notes)
      for (const listener of this.#listeners) listener(of, { version, notes: changed })
    })
    return stream
  }
}

const changedBy = ({ facts }: Entry, notes: readonly Note[]): Note[] =>
  notes.filter(({ note }) => facts.some((fact) => fact['note'] === note))

function refusalOf(error: unknown): Refusal {
  if (error instanceof StreamBroken)
    return refusal('broken', 'The log of these notes is damaged, and nothing can be added. Tell the operator.')
  if (error instanceof CommandOfAnother)
    return refusal('malformed', 'Somebody else has given a command of this identifier. Nothing has changed.')
  if (error instanceof LogUnavailable)
    return refusal('unavailable', 'The server could not write that down, or cannot say whether it did. Try again.')
  throw error
}
