import { z } from 'zod'
import { lineIdSchema, preparedIdSchema } from '../../server/protocol/identifiers.ts'
import { languageSchema, textInLanguageSchema, writingSchema } from '../../server/protocol/texts.ts'
import type { Lines } from './lines.ts'
import type { OutboxKind } from './outbox.ts'
import { outgoingShape } from './outboxStore.ts'
import type { SignalingPort } from './ports.ts'

/** A message of a text line on its way. */
const outgoingTextSchema = z.object({
  ...outgoingShape,
  line: lineIdSchema,
  language: languageSchema,
  text: writingSchema,
  prepared: preparedIdSchema.exactOptional(),
  translations: z.array(textInLanguageSchema).exactOptional(),
})
export type Outgoing = z.infer<typeof outgoingTextSchema>

/** What is found again after this may not be meant any more: "stand by" is not sent the next morning by itself. */
const OLD_AFTER_MS = 10 * 60_000

/** The outbox of the text lines. */
export const textOutbox = (signaling: SignalingPort, lines: Lines): OutboxKind<Outgoing> => ({
  name: 'ringdown.outbox',
  schema: outgoingTextSchema,
  oldAfterMs: OLD_AFTER_MS,
  queueOf: ({ line }) => line,
  send: ({ held: _held, writtenAtMs: _atMs, ...message }) => signaling.request('text:send', message),
  isThere({ line, commandId }, takenAt = Infinity) {
    const state = lines.snapshotOf(line)?.state
    if (state === undefined) return false
    return state.version >= takenAt || state.texts.newest.some((text) => text.commandId === commandId)
  },
})
