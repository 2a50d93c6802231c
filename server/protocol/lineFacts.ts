import { z } from 'zod'
import { actorSchema, consolePersonSchema } from './actor.ts'
import { exceptionSchema } from './exceptions.ts'
import { faultSchema } from './fault.ts'
import {
  callIdSchema,
  commandIdSchema,
  consoleIdSchema,
  hashSchema,
  lineIdSchema,
  partyIdSchema,
  personIdSchema,
  timestampMsSchema,
  trackIdSchema,
} from './identifiers.ts'
import { channelSchema, interpretationFactSchemas } from './interpretation.ts'
import { ladderSchema } from './ladders.ts'
import { caucusFactSchema } from './caucus.ts'
import { delegationFactSchema } from './delegations.ts'
import { alarmFactSchema } from './alarmFacts.ts'
import { lineTestFactSchema } from './lineTests.ts'
import { textFactSchema } from './textFacts.ts'
import { rollCallFactSchema } from './rollCalls.ts'
import {
  declineReasonSchema,
  endReasonSchema,
  holdReasonSchema,
  markingSchema,
  precedenceSchema,
  trackKindSchema,
} from './words.ts'

/** The manifest's head at one moment, signed by the installation (docs/RECORD-FORMAT.md). */
export const signedHeadSchema = z.object({
  version: z.int().nonnegative(),
  hash: hashSchema,
  keyId: z.string(),
  signature: z.string(),
})
export type SignedHead = z.infer<typeof signedHeadSchema>

const call = { v: z.literal(1), callId: callIdSchema }
/** `attempt` counts the rings of that party in this call, from 1; 0 when a party came before it could be rung. */
const ring = {
  ...call,
  party: partyIdSchema,
  attempt: z.int().nonnegative(),
  /** It is the ring of that party's interpreters, which goes beside that of the party and settles nothing of it. */
  interpreters: z.literal(true).exactOptional(),
}
const ringConsole = { ...ring, console: consoleIdSchema, person: personIdSchema }
/** The consoles of those whom a ring is for that were signed in then; none means nobody was. */
const rungConsoles = z.array(z.object({ console: consoleIdSchema, person: personIdSchema }))
const leg = { ...call, console: consoleIdSchema }
const track = { ...call, trackId: trackIdSchema }

/** What can have happened to a call of the line; each names its call. */
const callFactSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call:placed'),
    ...call,
    line: lineIdSchema,
    parties: z.array(partyIdSchema),
    precedence: precedenceSchema,
    marking: markingSchema,
    /** Of a call that the server itself has placed, in a line's test room: in whose name. Nobody is rung then. */
    placedFor: consolePersonSchema.exactOptional(),
    /** The languages of the parties, each once, in the order of the parties. Absent: none can be interpreted into. */
    channels: z.array(channelSchema).exactOptional(),
    /** By party: what its people speak. */
    speaks: z.record(partyIdSchema, channelSchema).exactOptional(),
  }),
  z.object({ type: z.literal('call:resumed'), ...call }),
  z.object({ type: z.literal('call:ended'), ...call, reason: endReasonSchema }),

  z.object({
    type: z.literal('ring:sent'),
    ...ring,
    /** When it is over; absent for one whose last step insists. A later step, or somebody rung by name, may put it off. */
    deadlineAtMs: timestampMsSchema.exactOptional(),
    /** The steps of the party as they were then: a later change of the directory changes no ring. */
    ladder: ladderSchema.exactOptional(),
    /** Who alone is rung; absent: the party. */
    person: personIdSchema.exactOptional(),
    consoles: rungConsoles,
  }),
  z.object({
    type: z.literal('ring:widened'),
    ...ring,
    /** The step of its ladder that is due; absent when one person is rung by name. */
    step: z.int().positive().exactOptional(),
    person: personIdSchema.exactOptional(),
    deadlineAtMs: timestampMsSchema.exactOptional(),
    /** The consoles that ring from now on, beside those that do already. */
    consoles: rungConsoles,
  }),
  z.object({ type: z.literal('ring:reached'), ...ringConsole, armed: z.boolean() }),
  z.object({ type: z.literal('ring:sounding'), ...ringConsole }),
  z.object({ type: z.literal('ring:seen'), ...ringConsole }),
  z.object({ type: z.literal('ring:answered'), ...ringConsole }),
  z.object({
    type: z.literal('ring:declined'),
    ...ringConsole,
    reason: declineReasonSchema,
    /** Of `call-back-later`: when they said that they would call back. */
    callBackAtMs: timestampMsSchema.exactOptional(),
  }),
  z.object({ type: z.literal('ring:unanswered'), ...ring }),
  z.object({ type: z.literal('ring:acknowledged'), ...call, person: personIdSchema }),

  z.object({
    type: z.literal('leg:joined'),
    ...call,
    leg: consolePersonSchema,
    how: z.enum(['placed', 'answered', 'joined']),
  }),
  z.object({ type: z.literal('leg:away'), ...leg, reason: z.enum(['console-lost', 'server-restarted']) }),
  z.object({ type: z.literal('leg:back'), ...leg }),
  /**
   * Nothing is heard of the leg nor at it, and it is in the call all the same. Of the call that it is held for, the others
   * learn the precedence and no more.
   */
  z.object({
    type: z.literal('leg:held'),
    ...leg,
    reason: holdReasonSchema,
    precedence: precedenceSchema.exactOptional(),
  }),
  z.object({ type: z.literal('leg:retrieved'), ...leg }),
  z.object({ type: z.literal('leg:left'), ...leg, reason: z.enum(['left', 'moved', 'suspended', 'role-changed']) }),

  z.object({
    type: z.literal('track:started'),
    ...track,
    console: consoleIdSchema,
    person: personIdSchema,
    kind: trackKindSchema,
    /** Of an interpretation. */
    channel: channelSchema.exactOptional(),
    muted: z.boolean(),
  }),
  z.object({ type: z.literal('track:muted'), ...track }),
  z.object({ type: z.literal('track:unmuted'), ...track }),
  z.object({ type: z.literal('track:ended'), ...track, reason: z.enum(['stopped', 'console-lost', 'media-lost']) }),

  ...interpretationFactSchemas,

  /** The recorder has proved that it writes; again after every start of the server. */
  z.object({ type: z.literal('recording:started'), ...call, keyNumber: z.int().positive() }),
  z.object({ type: z.literal('recording:failed'), ...call, cause: z.string() }),
  /** The record can be neither gone on with nor closed, and is left as it was found. */
  z.object({ type: z.literal('recording:damaged'), ...call, fault: faultSchema }),
  z.object({ type: z.literal('recording:checkpointed'), ...call, head: signedHeadSchema }),
  z.object({
    type: z.literal('recording:closed'),
    ...call,
    head: signedHeadSchema,
    tracks: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
  }),

  /** The recording of a line test was kept for as long as the configuration says, and is deleted. */
  z.object({ type: z.literal('recording:deleted'), ...call }),

  /** Speech was not safe when it had to be, and whether it was kept in the end: a line in the day's exception report. */
  z.object({ type: z.literal('exception:noted'), ...call, exception: exceptionSchema }),

  /** The media worker of the line was lost or is there again. */
  z.object({ type: z.literal('media:lost'), ...call }),
  z.object({ type: z.literal('media:restored'), ...call }),
])
export type CallFact = z.infer<typeof callFactSchema>

/** Whether somebody to whom a ring of a party comes, at whatever step, has an armed console: only then would a call be heard there. */
const attendanceFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('party:attended'), v: z.literal(1), party: partyIdSchema }),
  z.object({
    type: z.literal('party:unattended'),
    v: z.literal(1),
    party: partyIdSchema,
    /** When the last of its armed consoles was heard last; absent when no server was there to hear it. */
    lastHeardMs: timestampMsSchema.exactOptional(),
  }),
])
export type AttendanceFact = z.infer<typeof attendanceFactSchema>

/** Everything that can have happened on a line: the facts of the stream `line/<id>`. When and by whom is on the entry. */
export const lineFactSchema = z.discriminatedUnion('type', [
  ...callFactSchema.options,
  ...delegationFactSchema.options,
  ...caucusFactSchema.options,
  ...attendanceFactSchema.options,
  ...lineTestFactSchema.options,
  ...textFactSchema.options,
  ...rollCallFactSchema.options,
  alarmFactSchema,
])
export type LineFact = z.infer<typeof lineFactSchema>
/** The facts that name the call which they are about: what a record is made of. Texts between calls name none. */
export type FactAboutCall = Naming<LineFact>
type Naming<F> = F extends LineFact ? ('callId' extends keyof F ? F & { callId: string } : never) : never
export type LineFactOf<T extends LineFact['type']> = Extract<LineFact, { type: T }>

/** An entry of a line's stream as consoles hear it: the facts of one command, with their place in the chain. */
export const lineEntrySchema = z.object({
  stream: z.string(),
  version: z.int().positive(),
  previous: hashSchema,
  hash: hashSchema,
  commandId: commandIdSchema,
  atMs: timestampMsSchema,
  by: actorSchema,
  facts: z.array(lineFactSchema),
})
export type LineEntry = z.infer<typeof lineEntrySchema>
