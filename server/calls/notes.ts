import type { JsonValue } from '../chain/canonicalJson.ts'
import { actorSchema } from '../protocol/actor.ts'
import { noteFactSchema, type Note, type NoteCommand, type NoteFact, type NoteList } from '../protocol/notes.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'

/** Of one party about one call: days of writing. All of them are handed to each of its consoles at once. */
const MOST_NOTES = 2_000
/** Of one note. Each is kept for ever. */
const MOST_CHANGES = 200

const NO_NOTES: NoteList = { version: 0, notes: [] }

interface NoteContext {
  readonly version: number
  readonly atMs: number
  readonly by: JsonValue
}

/** What deciding may know: the time, and the call that the notes are about. */
interface NoteSurroundings {
  readonly atMs: number
  readonly callId: string
  readonly party: string
  readonly commandId: string
  readonly placedAtMs: number
  /** Absent while the call is live. */
  readonly endedAtMs: number | undefined
}

/** The notes after one fact of their stream. */
export function evolveNotes(state: NoteList, fact: NoteFact, context: NoteContext): NoteList {
  return { version: context.version, notes: evolved(state.notes, fact, context) }
}

function evolved(notes: readonly Note[], fact: NoteFact, context: NoteContext): Note[] {
  const by = touchOf(context)
  switch (fact.type) {
    case 'note:written': {
      const { note, kind, text, atMs } = fact
      return [...notes, { note, kind, text, atMs, written: by, revision: 0 }]
    }
    case 'note:changed': {
      const { kind, text, revision } = fact
      return withOne(notes, fact.note, (known) => ({ ...known, kind, text, revision, changed: by }))
    }
    case 'note:withdrawn':
      return withOne(notes, fact.note, (known) => ({ ...known, withdrawn: by }))
  }
}

const withOne = (notes: readonly Note[], note: string, change: (known: Note) => Note): Note[] =>
  notes.map((known) => (known.note === note ? change(known) : known))

function touchOf({ by, atMs, version }: NoteContext): Note['written'] {
  const actor = actorSchema.parse(by)
  if (actor.kind !== 'console') throw new Error(`Entry ${version} of notes was made at no console.`)
  const { person, name } = actor
  return { person, name, atMs }
}

/** Decides what somebody who may write notes wants of them. */
export function decideNote(
  { notes }: NoteList,
  command: NoteCommand,
  around: NoteSurroundings,
): { readonly facts: readonly NoteFact[] } | { readonly refusal: Refusal } {
  const { callId, party, commandId } = around
  const about = { v: 1, callId, party } as const
  if (command.name === 'note:write') {
    if (notes.length >= MOST_NOTES) return { refusal: refusal('not-allowed', 'There are too many notes of this call.') }
    const { kind, text, startedAtMs } = command
    const atMs = withinCall(startedAtMs, around)
    return { facts: [{ type: 'note:written', ...about, note: commandId, kind, text, atMs }] }
  }
  const known = notes.find(({ note }) => note === command.note)
  if (known === undefined) return { refusal: refusal('unknown', 'There is no such note.') }
  if (known.withdrawn !== undefined) {
    if (command.name === 'note:withdraw') return { facts: [] }
    return { refusal: refusal('too-late', `${known.withdrawn.name} has withdrawn this note meanwhile.`) }
  }
  if (known.revision !== command.revision) {
    const who = known.changed?.name ?? known.written.name
    return { refusal: refusal('too-late', `${who} has changed this note meanwhile. Look at it first.`) }
  }
  if (command.name === 'note:withdraw') return { facts: [{ type: 'note:withdrawn', ...about, note: known.note }] }
  const { kind, text } = command
  if (kind === known.kind && text === known.text) return { facts: [] }
  if (known.revision >= MOST_CHANGES) return { refusal: refusal('not-allowed', 'This note was changed too often.') }
  const revision = known.revision + 1
  return { facts: [{ type: 'note:changed', ...about, note: known.note, revision, kind, text }] }
}

/** A console's clock may be wrong, and a call has a beginning and an end. */
const withinCall = (saidMs: number, { placedAtMs, endedAtMs, atMs }: NoteSurroundings): number =>
  Math.max(placedAtMs, Math.min(saidMs, endedAtMs ?? atMs))

/** Those that count, in the order of the moments that they are about. */
export const notesInOrder = (notes: readonly Note[]): Note[] =>
  notes
    .filter(({ withdrawn }) => withdrawn === undefined)
    .toSorted((one, other) => one.atMs - other.atMs || one.written.atMs - other.written.atMs)

/** All that opening the stream of one party's notes about one call needs, beside the log and a clock. */
export const noteStream = (callId: string, party: string) => ({
  name: `notes/${callId}/${party}`,
  initial: NO_NOTES,
  evolve: evolveNotes,
  /** @throws ZodError when the fact is none that this program knows. */
  parseFact: (stored: unknown): NoteFact => noteFactSchema.parse(stored),
})
