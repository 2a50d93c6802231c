import { z } from 'zod'
import { partyIdSchema, personIdSchema } from './identifiers.ts'

/** The identifier of the roll-call or test that an alarm is about; of tests that did not begin, one of its own. */
export const alarmIdSchema = z.uuid()

/** An alarm itself is no fact: it follows from what was missed. That an admin has seen it is one. */
export const alarmFactSchema = z.object({
  type: z.literal('alarm:acknowledged'),
  v: z.literal(1),
  alarm: alarmIdSchema,
  party: partyIdSchema,
  person: personIdSchema,
  /** What they were called at the time. */
  name: z.string(),
})
