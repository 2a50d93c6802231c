import { z } from 'zod'
import { callIdSchema, commandIdSchema, lineIdSchema, timestampMsSchema } from '../../server/protocol/identifiers.ts'
import { noteKindSchema, type NoteList } from '../../server/protocol/notes.ts'
import { writingSchema } from '../../server/protocol/texts.ts'
import type { OutboxKind } from './outbox.ts'
import { outgoingShape } from './outboxStore.ts'
import type { SignalingPort } from './ports.ts'

/** A note on its way, or a change of one. */
const outgoingNoteSchema = z.object({
  ...outgoingShape,
  line: lineIdSchema,
  callId: callIdSchema,
  kind: noteKindSchema,
  text: writingSchema,
  /** When its first character was typed, as this console knew the server's time then. */
  startedAtMs: timestampMsSchema,
  /** Of a change: which note, and as what it was seen. */
  of: z.object({ note: commandIdSchema, revision: z.int().nonnegative() }).exactOptional(),
})
export type OutgoingNote = z.infer<typeof outgoingNoteSchema>

/** The outbox of notes. One that is found again is meant as it was: it says itself of which moment it is. */
export const noteOutbox = (
  signaling: SignalingPort,
  notesOf: (callId: string) => NoteList | undefined,
): OutboxKind<OutgoingNote> => ({
  name: 'ringdown.notes',
  schema: outgoingNoteSchema,
  queueOf: ({ callId }) => callId,
  send({ commandId, line, callId, kind, text, startedAtMs, of }) {
    const note = { commandId, line, callId, kind, text }
    return of === undefined
      ? signaling.request('note:write', { ...note, startedAtMs })
      : signaling.request('note:change', { ...note, ...of })
  },
  isThere({ callId, commandId }, takenAt) {
    const known = notesOf(callId)
    // Where its call is not shown there is nothing that it would be missed in.
    if (known === undefined) return takenAt !== undefined
    return known.version >= (takenAt ?? Infinity) || known.notes.some(({ note }) => note === commandId)
  },
})
