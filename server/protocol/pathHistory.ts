import { z } from 'zod'
import { lineIdSchema, partyIdSchema, timestampMsSchema } from './identifiers.ts'

/** One value for each step, oldest first; null where nothing was measured. */
const samplesSchema = z.array(z.number().nonnegative().nullable())

/**
 * What the armed consoles of one party measured of their warm lines over the last hour. Per party and not per console: who
 * looks wants to know whether a party can be reached well, and a hundred consoles make no longer an answer than one.
 */
export const partyPathSchema = z.object({
  party: partyIdSchema,
  /** The mean of all that its consoles measured in that step. */
  roundTripMs: samplesSchema,
  /** The mean of the console that lost the most in that step: one bad path is not hidden behind ten good ones. */
  lossPercent: samplesSchema,
})
export type PartyPath = z.infer<typeof partyPathSchema>

export const pathHistorySchema = z.object({
  /** When the newest step began; each one before it is `stepMs` older. */
  newestAtMs: timestampMsSchema,
  stepMs: z.number().positive(),
  parties: z.array(partyPathSchema),
})
export type PathHistory = z.infer<typeof pathHistorySchema>

export const pathRequestSchemas = {
  /** Round trip and loss of a line's parties over the last hour. */
  'paths:read': { request: z.strictObject({ line: lineIdSchema }), answer: pathHistorySchema },
} as const
