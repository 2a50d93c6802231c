import { z } from 'zod'
import {
  callIdSchema,
  consoleIdSchema,
  givenCommandIdSchema,
  lineIdSchema,
  partyIdSchema,
  personIdSchema,
  timestampMsSchema,
} from './identifiers.ts'

/** What people of a call do about each other's microphones: none of it puts anybody on the air. */

const inCall = { commandId: givenCommandIdSchema, line: lineIdSchema, callId: callIdSchema }
const toPerson = z.strictObject({ ...inCall, person: personIdSchema })

export const delegationCommandSchemas = {
  /** A principal or watch officer lets somebody of their own party speak, who has to unmute themselves. */
  'floor:give': toPerson,
  /** The floor that somebody has is over: they give it up, or a principal or watch officer of their party takes it back. */
  'floor:release': toPerson,
  /** Asks anybody in the call to mute themselves. */
  'mute:ask': toPerson,
  /** Takes somebody of one's own party off the air; they can unmute themselves. */
  'leg:mute': toPerson,
} as const

const who = { v: z.literal(1), callId: callIdSchema, console: consoleIdSchema, person: personIdSchema }

export const delegationFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('floor:given'), ...who }),
  z.object({ type: z.literal('floor:released'), ...who }),
  z.object({ type: z.literal('mute:asked'), ...who }),
  z.object({ type: z.literal('leg:muted'), ...who }),
])
export type DelegationFact = z.infer<typeof delegationFactSchema>

/** Who did something about somebody else's microphone, and when. */
export const doneBySchema = z.object({
  person: personIdSchema,
  name: z.string(),
  party: partyIdSchema,
  atMs: timestampMsSchema,
})
export type DoneBy = z.infer<typeof doneBySchema>

/** Of a leg. */
export const delegationShape = {
  /** It was asked to mute, last by them; until it does, or speaks anew. */
  muteAsked: doneBySchema.exactOptional(),
  /** Who has asked it of late, and when each did last: nobody is asked again and again. */
  muteAsks: z.array(z.object({ person: personIdSchema, atMs: timestampMsSchema })).exactOptional(),
  /** Somebody of its own party has muted it; until its person unmutes. */
  mutedBy: doneBySchema.exactOptional(),
}

/** Who was given the floor, until it is released or given on, or they are muted by their own, hold or leave. */
export const floorSchema = z.object({ console: consoleIdSchema, person: personIdSchema, by: doneBySchema })
