import { z } from 'zod'
import { consolePersonSchema } from './actor.ts'
import {
  callIdSchema,
  consoleIdSchema,
  givenCommandIdSchema,
  lineIdSchema,
  partyIdSchema,
  personIdSchema,
  timestampMsSchema,
} from './identifiers.ts'
import { writingSchema } from './texts.ts'

/** The caucus of a party in a call: that it happens is a fact, and what is said in it is none. */

const inCall = { line: lineIdSchema, callId: callIdSchema }
const commanded = z.strictObject({ commandId: givenCommandIdSchema, ...inCall })

export const caucusCommandSchemas = { 'caucus:enter': commanded, 'caucus:leave': commanded } as const

const stay = {
  v: z.literal(1),
  callId: callIdSchema,
  console: consoleIdSchema,
  person: personIdSchema,
  party: partyIdSchema,
}
export const caucusFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('caucus:entered'), ...stay }),
  /** By choice; who is lost, on hold or out of the call is out of the caucus by that fact. */
  z.object({ type: z.literal('caucus:left'), ...stay }),
])
export type CaucusFact = z.infer<typeof caucusFactSchema>

/** Somebody in the caucus of their party, and until when. */
export const caucusStaySchema = z.object({
  console: consoleIdSchema,
  person: personIdSchema,
  party: partyIdSchema,
  fromMs: timestampMsSchema,
  toMs: timestampMsSchema.exactOptional(),
})

/**
 * Somebody who has entered the caucus of their party is off the air of all, until they put it on again themselves: however
 * they come out of it, nothing of what they believe to be said among their own is heard or seen by others. So is who was
 * muted at a console that they have moved from.
 */
export const hushSchema = z.object({
  person: personIdSchema,
  /** When they entered it last, or moved. */
  sinceMs: timestampMsSchema,
  /** What they have not put on again. */
  off: z.array(z.enum(['microphone', 'camera'])),
  /**
   * How they came out of it: by choice, lost, on hold, or gone from the call; absent while they are in it. `moved`: they
   * were in none, and have come from a console at which they were muted.
   */
  out: z.enum(['left', 'lost', 'held', 'gone', 'moved']).exactOptional(),
})
export type Hush = z.infer<typeof hushSchema>

const caucusTextSchema = z.object({
  /** Made by the console that wrote it: the same one is there once. */
  messageId: z.uuid(),
  from: consolePersonSchema,
  atMs: timestampMsSchema,
  text: z.string(),
})
export type CaucusText = z.infer<typeof caucusTextSchema>

/** No commands: they become no facts, and the server keeps what was said in its memory alone, while the call is up. */
export const caucusRequestSchemas = {
  'caucus:say': {
    request: z.strictObject({ ...inCall, messageId: z.uuid(), text: writingSchema }),
    answer: z.object({}),
  },
  'caucus:read': {
    request: z.strictObject(inCall),
    answer: z.object({ texts: z.array(caucusTextSchema) }),
  },
} as const

export const caucusNoticeSchemas = {
  /** To the consoles in the caucus of that party, and to nobody else. */
  'caucus:said': z.object({ ...inCall, said: caucusTextSchema }),
} as const
