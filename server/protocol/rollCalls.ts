import { z } from 'zod'
import { consoleIdSchema, partyIdSchema, personIdSchema, timestampMsSchema } from './identifiers.ts'

/** Made of the line and the time at which the roll-call is due: the same one is the same in every process. */
export const rollCallIdSchema = z.uuid()

/**
 * What was known of a party's watch officers at one moment, as little of it as can be proved. `armed`: with a console that
 * gave signs of life.
 */
const watchSchema = z.enum(['nobody', 'signed-in', 'armed'])
export type Watch = z.infer<typeof watchSchema>

/**
 * Why a party has missed a roll-call. `nobody-signed-in`, `nobody-armed`: of its watch officers, neither when it was
 * opened nor when it was closed. `no-answer`: one was there with an armed console that
 * gave signs of life. `no-server`: nobody could have
 * answered, because no server took it.
 */
export const missedWhySchema = z.enum(['nobody-signed-in', 'nobody-armed', 'no-answer', 'no-server'])
export type MissedWhy = z.infer<typeof missedWhySchema>

const rollCall = { v: z.literal(1), rollCallId: rollCallIdSchema }

/** What can have happened to a roll-call of the line; it belongs to no call. */
export const rollCallFactSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('rollcall:opened'),
    ...rollCall,
    /** When it was agreed for, and until when it is confirmed in time. */
    dueMs: timestampMsSchema,
    deadlineMs: timestampMsSchema,
    parties: z.array(z.object({ party: partyIdSchema, watch: watchSchema })),
  }),
  /** By the watch officer whom the entry names. `late`: after the deadline. */
  z.object({ type: z.literal('rollcall:confirmed'), ...rollCall, party: partyIdSchema, late: z.boolean() }),
  /** What every party came to by the deadline; one that missed it may still confirm, late. */
  z.object({
    type: z.literal('rollcall:closed'),
    ...rollCall,
    results: z.array(
      z.discriminatedUnion('result', [
        z.object({ party: partyIdSchema, result: z.literal('passed') }),
        z.object({ party: partyIdSchema, result: z.literal('missed'), why: missedWhySchema }),
      ]),
    ),
  }),
])
export type RollCallFact = z.infer<typeof rollCallFactSchema>

/** One party in a roll-call. Without `confirmed` and `missed` it is waited for. */
const rollCallPartySchema = z.object({
  party: partyIdSchema,
  /** The most that was known of its watch officers when the roll-call was opened. */
  watch: watchSchema,
  confirmed: z
    .object({
      atMs: timestampMsSchema,
      late: z.boolean(),
      person: personIdSchema,
      name: z.string(),
      console: consoleIdSchema,
    })
    .exactOptional(),
  /** Why it had not confirmed by the deadline. */
  missed: missedWhySchema.exactOptional(),
})
export type RollCallParty = z.infer<typeof rollCallPartySchema>

/** What the facts of one roll-call fold to. */
export const rollCallSchema = z.object({
  rollCallId: rollCallIdSchema,
  dueMs: timestampMsSchema,
  deadlineMs: timestampMsSchema,
  /** Later than it was due when a server came back in the middle of it, or after it. */
  openedAtMs: timestampMsSchema,
  closedAtMs: timestampMsSchema.exactOptional(),
  parties: z.array(rollCallPartySchema),
})
export type RollCall = z.infer<typeof rollCallSchema>
