import { z } from 'zod'
import { callIdSchema, consoleIdSchema, partyIdSchema, personIdSchema } from './identifiers.ts'
import { saidSchema } from './texts.ts'

/**
 * What can have happened on the text line. Each names the call that was live and whose record it belongs to; between calls
 * it belongs to no record. Who wrote and who acknowledged is the entry's `by`.
 */
export const textFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text:sent'), v: z.literal(1), ...saidSchema.shape }),
  /** A console of the party was handed all messages from `from` to `upTo`, and is the first of its party to say so. */
  z.object({
    type: z.literal('text:delivered'),
    v: z.literal(1),
    party: partyIdSchema,
    /** The oldest of those that are newly received. Where it is absent, all up to `upTo` were. */
    from: z.int().positive().exactOptional(),
    upTo: z.int().positive(),
    console: consoleIdSchema,
    person: personIdSchema,
    callId: callIdSchema.exactOptional(),
  }),
  z.object({
    type: z.literal('text:acknowledged'),
    v: z.literal(1),
    number: z.int().positive(),
    person: personIdSchema,
    callId: callIdSchema.exactOptional(),
  }),
])
export type TextFact = z.infer<typeof textFactSchema>
