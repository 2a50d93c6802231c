import { z } from 'zod'
import { floorOrChannelSchema } from './interpretation.ts'
import { partyIdSchema, personIdSchema, timestampMsSchema, trackIdSchema } from './identifiers.ts'

/** What is heard again of a call while it goes on: the floor, or a channel beside it. */
export const recallSourceSchema = floorOrChannelSchema
export type RecallSource = z.infer<typeof recallSourceSchema>

/** `recall` is made by the player. Asked for again, the same one is the same stretch of the call, and one fact. */
export const recallRequestSchema = z.strictObject({ recall: z.uuid(), of: recallSourceSchema })

/** A time of the recall: milliseconds since its beginning. All its voices have the same zero. */
const recallTimeMsSchema = z.number()

const recallVoiceSchema = z.object({
  trackId: trackIdSchema,
  person: personIdSchema,
  /** What they were called in the call. */
  name: z.string(),
  party: partyIdSchema,
  /** When they spoke. */
  speech: z.array(z.object({ fromMs: recallTimeMsSchema, toMs: recallTimeMsSchema })),
})

/** One stretch of a call to be played at once to one person, as long as they are in it. */
export const recallSchema = z.object({
  recall: z.uuid(),
  of: recallSourceSchema,
  fromMs: timestampMsSchema,
  /** Up to here it was on the disk; what is newer is not there. */
  toMs: timestampMsSchema,
  voices: z.array(recallVoiceSchema),
})
export type Recall = z.infer<typeof recallSchema>
