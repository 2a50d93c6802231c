import { z } from 'zod'
import { consolePersonSchema } from './actor.ts'
import { caucusStaySchema, hushSchema } from './caucus.ts'
import { delegationShape, floorSchema } from './delegations.ts'
import { exceptionSchema } from './exceptions.ts'
import { faultSchema } from './fault.ts'
import {
  callIdSchema,
  consoleIdSchema,
  lineIdSchema,
  partyIdSchema,
  personIdSchema,
  timestampMsSchema,
  trackIdSchema,
} from './identifiers.ts'
import {
  channelSchema,
  consecutiveSchema,
  deskSchema,
  floorOrChannelSchema,
  rememberedHearingSchema,
} from './interpretation.ts'
import { reachShape } from './ladders.ts'
import { runningTestSchema, testResultSchema } from './lineTests.ts'
import { lineTextsSchema } from './texts.ts'
import { rollCallSchema } from './rollCalls.ts'
import {
  declineReasonSchema,
  endReasonSchema,
  holdReasonSchema,
  markingSchema,
  precedenceSchema,
  trackKindSchema,
} from './words.ts'

/**
 * What a line's facts fold to: plain data, so that a console can take it over as a snapshot and fold on from there.
 * `server/calls/evolve.ts` makes it.
 */

export const legSchema = z.object({
  ...consolePersonSchema.shape,
  how: z.enum(['placed', 'answered', 'joined']),
  state: z.enum(['on', 'held', 'away', 'left']),
  /** When the present state began; on hold, when it became so for the present reason. */
  sinceMs: timestampMsSchema,
  /** While it is held, also where its console is lost meanwhile: then it comes back as held. */
  hold: z
    .object({ reason: holdReasonSchema, precedence: precedenceSchema.exactOptional(), sinceMs: timestampMsSchema })
    .exactOptional(),
  /** What it listens to; absent is the floor. */
  hearing: floorOrChannelSchema.exactOptional(),
  /** When it came back from hold last: what was said before, and while it was held, is not replayed to it. */
  retrievedAtMs: timestampMsSchema.exactOptional(),
  fromMs: timestampMsSchema,
  toMs: timestampMsSchema.optional(),
  ...delegationShape,
})
export type Leg = z.infer<typeof legSchema>
export type Hold = NonNullable<Leg['hold']>

/** One console that a ring was meant for or has arrived at. Each time is absent until it is proved. */
export const ringTargetSchema = z.object({
  console: consoleIdSchema,
  person: personIdSchema,
  armed: z.boolean().optional(),
  reachedAtMs: timestampMsSchema.optional(),
  soundingAtMs: timestampMsSchema.optional(),
  seenAtMs: timestampMsSchema.optional(),
})
export type RingTarget = z.infer<typeof ringTargetSchema>

export const ringSchema = z.object({
  ...reachShape,
  party: partyIdSchema,
  /** `waiting`: the recorder is not up yet. `over`: the call ended while it rang. */
  state: z.enum(['waiting', 'sent', 'reached', 'sounding', 'seen', 'answered', 'declined', 'unanswered', 'over']),
  attempt: z.int().nonnegative(),
  sentAtMs: timestampMsSchema.optional(),
  deadlineAtMs: timestampMsSchema.optional(),
  settledAtMs: timestampMsSchema.optional(),
  targets: z.array(ringTargetSchema),
  answeredBy: z.object({ console: consoleIdSchema, person: personIdSchema }).optional(),
  /** Of a booth of interpreters: who has answered while it rings on for the others. */
  answered: z.array(personIdSchema).exactOptional(),
  declines: z.array(
    z.object({
      console: consoleIdSchema,
      person: personIdSchema,
      reason: declineReasonSchema,
      callBackAtMs: timestampMsSchema.exactOptional(),
      atMs: timestampMsSchema,
    }),
  ),
  /** Who has declined this call, how often, and when last: also where they were rung again since. */
  turnedDown: z
    .array(z.object({ person: personIdSchema, times: z.int().positive(), atMs: timestampMsSchema }))
    .exactOptional(),
})
export type Ring = z.infer<typeof ringSchema>

export const callTrackSchema = z.object({
  trackId: trackIdSchema,
  console: consoleIdSchema,
  person: personIdSchema,
  kind: trackKindSchema,
  channel: channelSchema.exactOptional(),
  muted: z.boolean(),
  fromMs: timestampMsSchema,
  toMs: timestampMsSchema.optional(),
})
export type CallTrack = z.infer<typeof callTrackSchema>

/** `damaged`: the call is over, and its record could not be closed. */
export const recordingStateSchema = z.enum(['starting', 'on', 'failed', 'closed', 'damaged'])

export const callSchema = z.object({
  callId: callIdSchema,
  line: lineIdSchema,
  /** `ringing` until the first answer, then `up`. */
  phase: z.enum(['ringing', 'up', 'ended']),
  precedence: precedenceSchema,
  marking: markingSchema,
  /** It was placed soon after one that nobody had answered: it rings, but takes no console out of another call. */
  soonAgain: z.literal(true).exactOptional(),
  parties: z.array(partyIdSchema),
  placedBy: consolePersonSchema,
  placedAtMs: timestampMsSchema,
  upAtMs: timestampMsSchema.optional(),
  endedAtMs: timestampMsSchema.optional(),
  endReason: endReasonSchema.optional(),
  legs: z.array(legSchema),
  rings: z.array(ringSchema),
  /** By party, also of the one that has placed the call: its interpreters, who are rung beside the people for whom they work. */
  interpreterRings: z.array(ringSchema).exactOptional(),
  tracks: z.array(callTrackSchema),
  floor: floorSchema.exactOptional(),
  /** Who is or was in the caucus of their party, oldest first; absent while nobody has been. */
  caucuses: z.array(caucusStaySchema).exactOptional(),
  /** Who is in one, or has come out of one and has not put themselves on the air again; absent while nobody is. */
  hushed: z.array(hushSchema).exactOptional(),
  /** The languages that can be interpreted into, beside the floor; absent where there are none. */
  channels: z.array(channelSchema).exactOptional(),
  /** By party: what its people speak. */
  speaks: z.record(partyIdSchema, channelSchema).exactOptional(),
  /** The desks of interpreters, in the order in which they were taken. */
  desks: z.array(deskSchema).exactOptional(),
  /** Absent: simultaneous. */
  consecutive: consecutiveSchema.exactOptional(),
  recording: z.object({
    state: recordingStateSchema,
    sinceMs: timestampMsSchema,
    cause: z.string().optional(),
    keyNumber: z.int().nonnegative(),
    /** What was found of a record that cannot be gone on with; a call that is up is not recorded then. */
    damage: z.object({ atMs: timestampMsSchema, fault: faultSchema }).exactOptional(),
    /** Of a line test: until then it was kept, as the configuration says. */
    deletedAtMs: timestampMsSchema.exactOptional(),
  }),
  /** What of it was not safe, oldest first; absent when everything was. */
  exceptions: z.array(exceptionSchema).exactOptional(),
  mediaLost: z.boolean(),
})
export type Call = z.infer<typeof callSchema>

/** A ring that nobody of the party answered: it stays on the console of who was rung until they have acknowledged it. */
export const missedRingSchema = z.object({
  ...reachShape,
  callId: callIdSchema,
  party: partyIdSchema,
  from: partyIdSchema,
  fromName: z.string(),
  atMs: timestampMsSchema,
  precedence: precedenceSchema,
  marking: markingSchema,
  acknowledgedBy: z.array(personIdSchema),
  /** Who had declined it: they know of it. */
  declinedBy: z.array(personIdSchema).exactOptional(),
  /** It came to no console: nobody whom it rang was signed in. */
  nobodySignedIn: z.literal(true).exactOptional(),
  /** It goes on sounding until somebody of the party has acknowledged it. */
  insists: z.literal(true).exactOptional(),
  /** Of the same caller: so many of before that are not kept one by one, since then. */
  before: z.object({ rings: z.int().positive(), sinceMs: timestampMsSchema }).exactOptional(),
})
export type MissedRing = z.infer<typeof missedRingSchema>

const attendanceSchema = z.object({
  party: partyIdSchema,
  attended: z.boolean(),
  sinceMs: timestampMsSchema,
  /** Of a party that is not attended: when its last armed console was heard last, if a server was there to hear it. */
  lastHeardMs: timestampMsSchema.exactOptional(),
})

export const lineStateSchema = z.object({
  line: lineIdSchema,
  /** How many entries have been folded. */
  version: z.int().nonnegative(),
  /** The call that is up, or the last one, ended. */
  call: callSchema.optional(),
  /** Newest first, of each party at most `MISSED_RINGS_KEPT`. */
  missed: z.array(missedRingSchema),
  /** Of each party that has ever armed a console: whether one is armed now, and since when that is so. */
  attendance: z.array(attendanceSchema),
  /** The test that is running. */
  lineTest: runningTestSchema.exactOptional(),
  /** What became of the last tests, newest first, at most `TEST_RESULTS_KEPT`; absent before the first. */
  testResults: z.array(testResultSchema).exactOptional(),
  /** Up to this test of the schedule, each has been begun or is known to be missed. */
  testsDueUpToMs: timestampMsSchema.exactOptional(),
  texts: lineTextsSchema,
  /** Newest first, at most `ROLL_CALLS_KEPT`. */
  rollCalls: z.array(rollCallSchema),
  /** What each person who has chosen listened to last. */
  hearing: z.array(rememberedHearingSchema).exactOptional(),
  /** Calls that have ended and whose recording is to be closed yet; one that is damaged never will be. */
  unsealed: z.array(callIdSchema),
})
export type LineState = z.infer<typeof lineStateSchema>
