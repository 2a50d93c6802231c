import { z } from 'zod'
import { actorSchema, consolePersonSchema } from './actor.ts'
import { faultSchema } from './fault.ts'
import {
  callIdSchema,
  consoleIdSchema,
  hashSchema,
  lineIdSchema,
  partyIdSchema,
  personIdSchema,
  timestampMsSchema,
  trackIdSchema,
} from './identifiers.ts'
import { lineEntrySchema } from './lineFacts.ts'
import { callSchema, recordingStateSchema } from './lineState.ts'
import { recordFactSchema } from './recordFacts.ts'
import { lineTextSchema } from './texts.ts'
import { channelSchema } from './interpretation.ts'
import { endReasonSchema, markingSchema, precedenceSchema, trackKindSchema } from './words.ts'

/** What records people see over HTTP. */

/** A moment in a query: milliseconds since 1970 UTC, or a date and time as ISO 8601 has them. */
export const momentSchema = z.union([
  z.stringFormat('milliseconds', /^\d{1,15}$/).transform(Number),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  z.iso.date().transform((text) => Date.parse(text)),
])

/** Longer than what anybody looks for; a query is folded at each request. */
export const MOST_SEARCHED_CHARACTERS = 200

/** Which records; all of it must fit, and what is not said fits always. */
export const recordsQuerySchema = z.strictObject({
  /** Calls that were not over yet then, or placed later. */
  from: momentSchema.optional(),
  /** Calls that were placed before. */
  to: momentSchema.optional(),
  line: lineIdSchema.optional(),
  /** Those of line tests, which are left out otherwise. */
  of: z.literal('tests').optional(),
  party: partyIdSchema.optional(),
  /** Who was in the call. */
  person: personIdSchema.optional(),
  /** Part of a name of a person, a line or a party, or of the call's identifier; whatever its case. */
  text: z.string().trim().max(200).optional(),
  /**
   * Words, in whatever order, in Korean, Japanese or Latin script: of the line, the people, the parties, the day and the
   * messages of the call in all their languages (`server/calls/searchText.ts` says what is taken for the same). The answer
   * says what was found.
   */
  search: z.string().trim().max(MOST_SEARCHED_CHARACTERS).optional(),
  /** Where the page before ended, from its `next`. */
  after: callIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type RecordsQuery = z.infer<typeof recordsQuerySchema>

const foundSchema = z.object({
  in: z.enum(['line', 'party', 'person', 'day', 'message', 'identifier']),
  text: z.string(),
  /** Of a message. */
  number: z.int().positive().exactOptional(),
})
export type Found = z.infer<typeof foundSchema>

export const recordSummarySchema = z.object({
  callId: callIdSchema,
  line: lineIdSchema,
  lineName: z.string(),
  parties: z.array(partyIdSchema),
  precedence: precedenceSchema,
  marking: markingSchema,
  placedBy: consolePersonSchema,
  placedAtMs: timestampMsSchema,
  /** Absent when nobody answered. */
  upAtMs: timestampMsSchema.optional(),
  /** Absent while the call is up. */
  endedAtMs: timestampMsSchema.optional(),
  endReason: endReasonSchema.optional(),
  /** Everybody who was in it. */
  people: z.array(z.object({ person: personIdSchema, name: z.string(), party: partyIdSchema })),
  recording: recordingStateSchema,
  /** Of a line test: until when its recording is kept, or was. The facts of it are kept for ever. */
  keptUntilMs: timestampMsSchema.exactOptional(),
  /** Of a line test: it was deleted then, as the configuration says. */
  deletedAtMs: timestampMsSchema.exactOptional(),
  tracks: z.int().nonnegative(),
  /** In the answer to a search: what of the record has its words, as it was written; of a long message the part with the first. */
  found: z.array(foundSchema).exactOptional(),
})
export type RecordSummary = z.infer<typeof recordSummarySchema>

export const recordListSchema = z.object({
  /** Newest first. */
  records: z.array(recordSummarySchema),
  /** For `after`, when there are more. */
  next: callIdSchema.optional(),
})
export type RecordList = z.infer<typeof recordListSchema>

/** A time of the call: milliseconds since it was placed. All tracks have the same zero. */
const callTimeMsSchema = z.number()

export const recordTrackSchema = z.object({
  trackId: trackIdSchema,
  kind: trackKindSchema,
  /** Of an interpretation: the language into which it was. */
  channel: channelSchema.exactOptional(),
  console: consoleIdSchema,
  person: personIdSchema,
  party: partyIdSchema.optional(),
  fromMs: callTimeMsSchema,
  toMs: callTimeMsSchema.optional(),
  /** Absent when there is nothing to play: then `unreadable` says why. */
  playable: z.object({ mimeType: z.string(), byteLength: z.int(), durationMs: z.number() }).optional(),
  unreadable: z.string().optional(),
  /** When there was speech. */
  speech: z.array(z.object({ fromMs: callTimeMsSchema, toMs: callTimeMsSchema })),
  /** Every hole and why it is there. */
  gaps: z.array(z.object({ fromMs: callTimeMsSchema, toMs: callTimeMsSchema, reason: z.string() })),
})
export type RecordTrack = z.infer<typeof recordTrackSchema>

/** A message of the text line that was sent while the call was live. */
export const recordTextSchema = z.object({
  ...lineTextSchema.omit({ from: true, commandId: true, callId: true }).shape,
  person: personIdSchema,
  /** What they were called then. */
  name: z.string(),
  party: partyIdSchema,
  /** The original: the first of `texts`. */
  text: z.string(),
})
export type RecordText = z.infer<typeof recordTextSchema>

export const recordSchema = z.object({
  summary: recordSummarySchema,
  /** What the facts fold to: roster, rings, recording. */
  call: callSchema,
  /** The slice of the line's stream that the call is, and the hash of the entry before it. */
  facts: z.object({ previous: hashSchema, entries: z.array(lineEntrySchema) }),
  /** In the order of their numbers; `delivered` and `acknowledged` as far as that was while the call was live. */
  texts: z.array(recordTextSchema),
  tracks: z.array(recordTrackSchema),
  /** What the people of its facts are called today; what they were called then is in the entries, where they acted. */
  names: z.array(z.object({ person: personIdSchema, name: z.string() })).exactOptional(),
})
export type CallRecord = z.infer<typeof recordSchema>

export const recordAccessesSchema = z.object({
  accesses: z.array(
    z.object({
      atMs: timestampMsSchema,
      by: actorSchema,
      /** What they are called today; absent of who is not known any more, and of what is no person. */
      name: z.string().exactOptional(),
      fact: recordFactSchema,
    }),
  ),
})

/** `sitting` is made by the player. Beginning the same one again only renews the cookie. */
export const sittingSchema = z.strictObject({ sitting: z.uuid() })

export const verificationSchema = z.object({
  /** Everything is there, in its order and untouched. */
  sound: z.boolean(),
  /** In plain words, what was looked at. */
  checks: z.array(z.object({ what: z.string(), sound: z.boolean() })),
  /** The first wrong byte of each thing that is wrong. */
  faults: z.array(faultSchema),
})
export type Verification = z.infer<typeof verificationSchema>
