import { z } from 'zod'
import { callIdSchema, personIdSchema, partyIdSchema, timestampMsSchema, trackIdSchema } from './identifiers.ts'
import { recallSourceSchema } from './recall.ts'

/** `person` and `party` are absent when it was the operator at the machine itself: the entry's `by` says so. */
const who = {
  v: z.literal(1),
  callId: callIdSchema,
  person: personIdSchema.exactOptional(),
  party: partyIdSchema.exactOptional(),
}

/** Facts of the stream `record/<callId>`: who has opened, played and taken what. The records people of all parties see them. */
export const recordFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('record:looked'), ...who }),
  /** One sitting of one person with one record: `sitting` is the server's name for it, the same for all its tracks. */
  z.object({ type: z.literal('record:played'), ...who, sitting: z.uuid() }),
  z.object({
    type: z.literal('record:pulled'),
    ...who,
    what: z.union([z.literal('archive'), z.literal('manifest'), z.literal('memorandum'), trackIdSchema]),
  }),
  z.object({ type: z.literal('record:verified'), ...who, sound: z.boolean() }),
  /** Somebody in the call heard this stretch of it again while it went on. */
  z.object({
    type: z.literal('record:recalled'),
    ...who,
    of: recallSourceSchema,
    fromMs: timestampMsSchema,
    toMs: timestampMsSchema,
  }),
])
export type RecordFact = z.infer<typeof recordFactSchema>
