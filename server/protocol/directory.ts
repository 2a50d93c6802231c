import { z } from 'zod'
import { ladderSchema } from './ladders.ts'
import { preparedFactSchema } from './prepared.ts'
import { languageSchema } from './texts.ts'
import { namedLineIdSchema, partyIdSchema, personIdSchema, timestampMsSchema } from './identifiers.ts'
import { precedenceSchema, roleSchema, standingSchema } from './words.ts'

const timeZoneSchema = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}, 'A time zone is a name of the IANA database, for example Asia/Seoul.')

/** What a person, a party or a line is called on screens. */
const displayNameSchema = z.string().trim().min(1).max(80)

/** What it, or somebody, is called in other languages than the one of the name: a console shows the one that it speaks. */
export const namesSchema = z.record(languageSchema, displayNameSchema)

export const partySchema = z.object({
  party: partyIdSchema,
  name: displayNameSchema,
  names: namesSchema.exactOptional(),
  /** First the one that its people speak by default. */
  languages: z.array(languageSchema).min(1),
  timeZone: timeZoneSchema,
})
export type Party = z.infer<typeof partySchema>

export const personSchema = z.object({
  person: personIdSchema,
  name: displayNameSchema,
  names: namesSchema.exactOptional(),
  party: partyIdSchema,
  roles: z.array(roleSchema).min(1),
  suspended: z.boolean(),
})
export type Person = z.infer<typeof personSchema>

/** A time of the day at which the watch officers of every party confirm that they hear and see the line. */
export const rollCallTimeSchema = z.object({
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of the day is written like 09:00 or 17:30.'),
  timeZone: timeZoneSchema,
  /** How long a party has for it. */
  withinMs: z.int().min(1_000).max(3_600_000),
  /** Since when it is agreed: none that would have been before is missed. */
  fromMs: timestampMsSchema,
})
export type RollCallTime = z.infer<typeof rollCallTimeSchema>

export const lineSchema = z.object({
  line: namedLineIdSchema,
  name: displayNameSchema,
  names: namesSchema.exactOptional(),
  parties: z.array(partyIdSchema).min(2),
  /** A role without a standing has no part in the line. */
  standings: z.partialRecord(roleSchema, standingSchema),
  /** The highest precedence that a role may originate, where it is another than `server/calls/precedence.ts` says. */
  originates: z.partialRecord(roleSchema, precedenceSchema).exactOptional(),
  /** By party: in which steps it is rung. A party without a ladder has all who are rung ring at once. */
  ladders: z.record(partyIdSchema, ladderSchema).exactOptional(),
  /** `join`: interpreters come by themselves. Absent: those of a party without a ladder are rung with every call. */
  interpreters: z.literal('join').exactOptional(),
  /** Absent where none are agreed. */
  rollCalls: z.array(rollCallTimeSchema).max(24).exactOptional(),
})
export type Line = z.infer<typeof lineSchema>

/** Facts of the stream `directory`. A password is never in a fact: only that it was changed. */
export const directoryFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('party:added'), v: z.literal(1), party: partySchema }),
  z.object({ type: z.literal('line:added'), v: z.literal(1), line: lineSchema }),
  z.object({ type: z.literal('line:changed'), v: z.literal(1), line: lineSchema }),
  z.object({ type: z.literal('person:added'), v: z.literal(1), person: personSchema }),
  z.object({ type: z.literal('person:changed'), v: z.literal(1), person: personSchema }),
  z.object({ type: z.literal('password:changed'), v: z.literal(1), person: personIdSchema }),
  preparedFactSchema,
])
export type DirectoryFact = z.infer<typeof directoryFactSchema>
