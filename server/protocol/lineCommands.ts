import { z } from 'zod'
import {
  callIdSchema,
  givenCommandIdSchema,
  lineIdSchema,
  partyIdSchema,
  personIdSchema,
  timestampMsSchema,
} from './identifiers.ts'
import { caucusCommandSchemas } from './caucus.ts'
import { delegationCommandSchemas } from './delegations.ts'
import { interpretationCommandSchemas } from './interpretation.ts'
import { textCommandSchemas } from './textCommands.ts'
import { rollCallIdSchema } from './rollCalls.ts'
import { declineReasonSchema, markingSchema, precedenceSchema, ringReportSchema } from './words.ts'

const onLine = { commandId: givenCommandIdSchema, line: lineIdSchema }
const inCall = { ...onLine, callId: callIdSchema }

/**
 * What a console can command on a line. Each is a socket.io event of that name with one acknowledgement; who commands
 * comes from the session. Any of them may be sent again with the same `commandId`: the first answer comes again.
 */
export const lineCommandSchemas = {
  /** Ring the other parties at once. A call that the line already has is answered or joined instead. */
  'call:place': z.strictObject({ ...onLine, precedence: precedenceSchema, marking: markingSchema }),
  /** The caller gives up before anybody has answered. */
  'call:cancel': z.strictObject(inCall),
  'call:answer': z.strictObject(inCall),
  'call:decline': z.strictObject({
    ...inCall,
    reason: declineReasonSchema,
    /** With `call-back-later`: when, if they know. */
    callBackAtMs: timestampMsSchema.exactOptional(),
  }),
  'call:join': z.strictObject(inCall),
  'call:leave': z.strictObject(inCall),
  /** Nothing is heard of this console's leg nor at it until it is retrieved; a leg that was lost comes back as held. */
  'call:hold': z.strictObject(inCall),
  'call:retrieve': z.strictObject(inCall),
  /** Ends the call for everybody. */
  'call:end': z.strictObject(inCall),
  /** Rings a party again, or one person of it, also while others of it ring or are in the call. */
  'ring:repeat': z.strictObject({ ...inCall, party: partyIdSchema, person: personIdSchema.exactOptional() }),
  /** What this console can prove of a ring. */
  'ring:report': z.strictObject({
    ...inCall,
    attempt: z.int().positive(),
    state: ringReportSchema,
    armed: z.boolean(),
  }),
  /** A missed ring has been seen by this person. */
  'ring:acknowledge': z.strictObject(inCall),
  /** Tests the line now, with synthetic sound and pictures in a room of its own: nobody is rung. */
  'test:start': z.strictObject(onLine),
  ...textCommandSchemas,
  ...delegationCommandSchemas,
  ...caucusCommandSchemas,
  ...interpretationCommandSchemas,
  /** A watch officer hears and sees the line. */
  'rollcall:confirm': z.strictObject({ ...onLine, rollCallId: rollCallIdSchema }),
} as const

export type LineCommandName = keyof typeof lineCommandSchemas
export type LineCommandPayload<N extends LineCommandName> = z.infer<(typeof lineCommandSchemas)[N]>

/** What a console is told of its command: the call it concerns, if it concerns one, and the line's version that holds it. */
export const lineCommandAnswerSchema = z.object({
  callId: callIdSchema.exactOptional(),
  version: z.int().nonnegative(),
})
export type LineCommandAnswer = z.infer<typeof lineCommandAnswerSchema>
