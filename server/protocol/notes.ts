import { z } from 'zod'
import { callIdSchema, commandIdSchema, givenCommandIdSchema, lineIdSchema, timestampMsSchema } from './identifiers.ts'
import { partyIdSchema, personIdSchema } from './identifiers.ts'
import { MOST_CHARACTERS, writingSchema } from './texts.ts'

/** What a note is: something that was said, something that was agreed, something that somebody has to do. */
export const noteKindSchema = z.enum(['note', 'decision', 'action'])
export type NoteKind = z.infer<typeof noteKindSchema>
export const NOTE_KINDS = noteKindSchema.options

/** Somebody who did something with a note, and when. */
const touchSchema = z.object({ person: personIdSchema, name: z.string(), atMs: timestampMsSchema })

/** One note of a party about a call, as it is now. */
export const noteSchema = z.object({
  /** The command that wrote it: by this the console that wrote it knows its own again. */
  note: commandIdSchema,
  kind: noteKindSchema,
  text: z.string().max(MOST_CHARACTERS),
  /** The moment of the call that it is about: when its first character was typed. */
  atMs: timestampMsSchema,
  written: touchSchema,
  /** How often it was changed: a change names the revision that it is made on. */
  revision: z.int().nonnegative(),
  changed: touchSchema.exactOptional(),
  /** It stays in the log, and is in no list and no memorandum any more. */
  withdrawn: touchSchema.exactOptional(),
})
export type Note = z.infer<typeof noteSchema>

/** The notes of one party about one call. */
export const noteListSchema = z.object({
  /** How many entries the stream has. */
  version: z.int().nonnegative(),
  notes: z.array(noteSchema),
})
export type NoteList = z.infer<typeof noteListSchema>

const fact = { v: z.literal(1), callId: callIdSchema, party: partyIdSchema, note: commandIdSchema }

/** Facts of the stream `notes/<callId>/<party>`, which is that party's alone. Who did it is the entry's `by`. */
export const noteFactSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('note:written'),
    ...fact,
    kind: noteKindSchema,
    text: writingSchema,
    atMs: timestampMsSchema,
  }),
  z.object({
    type: z.literal('note:changed'),
    ...fact,
    revision: z.int().positive(),
    kind: noteKindSchema,
    text: writingSchema,
  }),
  z.object({ type: z.literal('note:withdrawn'), ...fact }),
])
export type NoteFact = z.infer<typeof noteFactSchema>

const ofCall = { line: lineIdSchema, callId: callIdSchema }
const command = { commandId: givenCommandIdSchema, ...ofCall }
const done = z.object({ version: z.int().nonnegative() })

export const noteRequestSchemas = {
  'note:write': {
    request: z.strictObject({
      ...command,
      kind: noteKindSchema,
      text: writingSchema,
      /** When its first character was typed, as this console knows the server's time; the server holds it within the call. */
      startedAtMs: timestampMsSchema,
    }),
    answer: done,
  },
  'note:change': {
    request: z.strictObject({
      ...command,
      note: commandIdSchema,
      /** What was seen when it was changed: where somebody else has changed it since, the command is too late. */
      revision: z.int().nonnegative(),
      kind: noteKindSchema,
      text: writingSchema,
    }),
    answer: done,
  },
  'note:withdraw': {
    request: z.strictObject({ ...command, note: commandIdSchema, revision: z.int().nonnegative() }),
    answer: done,
  },
  /** All notes that this person's party has of a call; from then on the console is told what changes of them. */
  'notes:read': { request: z.strictObject(ofCall), answer: noteListSchema },
} as const

export const noteNoticeSchemas = {
  /** To the consoles of one party that may read its notes: those that are other than they were. */
  'notes:changed': z.object({ ...ofCall, ...noteListSchema.shape }),
} as const

type NoteRequests = typeof noteRequestSchemas
export type NoteRequestName = keyof NoteRequests
type Payload<N extends NoteRequestName> = z.infer<NoteRequests[N]['request']>
/** What of a command is for the notes to decide. */
export type NoteCommand =
  | ({ readonly name: 'note:write' } & Pick<Payload<'note:write'>, 'kind' | 'text' | 'startedAtMs'>)
  | ({ readonly name: 'note:change' } & Pick<Payload<'note:change'>, 'note' | 'revision' | 'kind' | 'text'>)
  | ({ readonly name: 'note:withdraw' } & Pick<Payload<'note:withdraw'>, 'note' | 'revision'>)
