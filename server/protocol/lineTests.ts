import { z } from 'zod'
import { consolePersonSchema } from './actor.ts'
import { consoleIdSchema, lineIdSchema, partyIdSchema, personIdSchema, timestampMsSchema } from './identifiers.ts'

/** What a test of a line is called; the call in its room, and so its record, has the same identifier. */
const testIdSchema = z.uuid()

/** A console that has part in a test. `synthetic`: the server's own, for a party that has nobody armed. */
export const testParticipantSchema = z.object({ ...consolePersonSchema.shape, synthetic: z.boolean() })
export type TestParticipant = z.infer<typeof testParticipantSchema>

/** A test sends sound and pictures, and never shares a screen. */
const testedKindSchema = z.enum(['microphone', 'camera'])
export type TestedKind = z.infer<typeof testedKindSchema>

const percentSchema = z.number().min(0).max(100)
const countSchema = z.int().nonnegative().max(10_000_000)
const spanMsSchema = z.number().nonnegative().max(600_000)

/**
 * How much a console sent of one kind: packets of sound; pictures of a camera, those of each layer by themselves. (Packets
 * of a camera say nothing: a browser that measures its path sends many that hold no picture.)
 */
const testSentSchema = z.strictObject({ kind: testedKindSchema, count: countSchema })

/** What a console received of another one. What could not be measured is absent. */
const testHeardSchema = z.strictObject({
  from: consoleIdSchema,
  kind: testedKindSchema,
  packets: countSchema,
  lossPercent: percentSchema.exactOptional(),
  jitterMs: spanMsSchema.exactOptional(),
  /**
   * From the moment in which the sender's graph made a burst of sound, by the server's clock, to the moment in which it
   * was in the listener's: the path of the media with encoder, network and receive buffer, without microphone and
   * loudspeaker.
   */
  mouthToEarMs: spanMsSchema.exactOptional(),
  /** The bursts had another pitch than that console sends. */
  otherSound: z.literal(true).exactOptional(),
  /** Packets came, and no burst was in them, though this console listened. */
  silent: z.literal(true).exactOptional(),
})

export type TestHeard = z.infer<typeof testHeardSchema>

/** How one console found the test. */
const testMeasuredSchema = z.strictObject({
  /** From asking for a pair of transports to the first message that came back over both: ICE and DTLS stand. */
  setUpMs: spanMsSchema.exactOptional(),
  roundTripMs: spanMsSchema.exactOptional(),
  /** This console's times are the server's to within this: when it sent a burst, and when it heard one. */
  uncertainMs: spanMsSchema.exactOptional(),
  sent: z.array(testSentSchema).max(2),
  heard: z.array(testHeardSchema).max(64),
  /**
   * Why this console's part ended early: a call on any of its lines has it, or rings there. Where the server saw that as
   * well, nothing is held against it; else it is a console that gave no report.
   */
  stopped: z.literal('call').exactOptional(),
  /** Its page was hidden: a browser makes and shows few pictures then, or none, and none is held against it. */
  hidden: z.literal(true).exactOptional(),
})
export type TestMeasured = z.infer<typeof testMeasuredSchema>

/** The same with what was found in the sealed record. */
const testFoundSchema = z.object({
  ...testMeasuredSchema.shape,
  console: consoleIdSchema,
  sent: z.array(z.object({ ...testSentSchema.shape, recorded: countSchema.exactOptional() })),
})
export type TestFound = z.infer<typeof testFoundSchema>

/** What can be wrong, from what concerns all to what concerns one path. The words for it are the client's. */
export const testFaultSchema = z.object({
  code: z.enum([
    'record-not-closed',
    'record-not-read',
    'record-unsound',
    'console-lost',
    'no-report',
    'not-set-up',
    'slow-set-up',
    'not-sent',
    'not-received',
    'silent',
    'other-sound',
    'loss',
    'jitter',
    'round-trip',
    'mouth-to-ear',
    'not-recorded',
  ]),
  /** Whose: the console that measured it, or sent what is not recorded. Absent where it concerns the whole test. */
  console: consoleIdSchema.exactOptional(),
  /** Of whom it was to hear or see. */
  from: consoleIdSchema.exactOptional(),
  kind: testedKindSchema.exactOptional(),
  /** What was measured, in the unit of the threshold. */
  value: z.number().exactOptional(),
  /** So many are alike, on paths between the same two parties; this is the worst. Absent where there is one. */
  paths: z.int().min(2).exactOptional(),
})
export type TestFault = z.infer<typeof testFaultSchema>

/** The same by the parties whose consoles they were, as a history tells it. */
export const faultOfPartiesSchema = z.object({
  ...testFaultSchema.omit({ console: true, from: true }).shape,
  party: partyIdSchema.exactOptional(),
  from: partyIdSchema.exactOptional(),
})
export type FaultOfParties = z.infer<typeof faultOfPartiesSchema>

/**
 * Why a test came to no result. `call`: a call was placed on the line, which goes before any test, or calls on other lines
 * had every console of a party, which was not tested.
 */
const testAbortReasonSchema = z.enum(['call', 'server-restarted', 'no-room', 'no-media'])
/** Why a test that was due did not begin. `not-begun`: the server was down, or tests were switched off. */
const testMissReasonSchema = z.enum(['call', 'not-begun'])

/** Facts of the tests of a line. The sound and pictures of a test are a call of their own, in the line's test room. */
export const lineTestFactSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('test:started'),
    v: z.literal(1),
    testId: testIdSchema,
    /** When it was due by the schedule; absent when a person asked for it. */
    dueAtMs: timestampMsSchema.exactOptional(),
    participants: z.array(testParticipantSchema),
  }),
  z.object({
    type: z.literal('test:finished'),
    v: z.literal(1),
    testId: testIdSchema,
    outcome: z.enum(['passed', 'failed']),
    /** Of the paths from one party to another the worst; facts of earlier versions have all. So also of the faults. */
    found: z.array(testFoundSchema),
    faults: z.array(testFaultSchema),
    /** From then on people may ask for another one; absent in facts of earlier versions. */
    againAtMs: timestampMsSchema.exactOptional(),
  }),
  z.object({
    type: z.literal('test:aborted'),
    v: z.literal(1),
    testId: testIdSchema,
    reason: testAbortReasonSchema,
  }),
  /** So many tests in a row that were due did not begin, the last of them then. */
  z.object({
    type: z.literal('test:missed'),
    v: z.literal(1),
    dueAtMs: timestampMsSchema,
    tests: z.int().positive(),
    reason: testMissReasonSchema,
  }),
])
export type LineTestFact = z.infer<typeof lineTestFactSchema>

/** A test that is running. */
export const runningTestSchema = z.object({
  testId: testIdSchema,
  startedAtMs: timestampMsSchema,
  dueAtMs: timestampMsSchema.exactOptional(),
  /** Who asked for it; absent when it was the schedule. */
  startedBy: z.object({ person: personIdSchema, name: z.string(), party: partyIdSchema }).exactOptional(),
  participants: z.array(testParticipantSchema),
})
export type RunningTest = z.infer<typeof runningTestSchema>

/** What became of a test that was due or was asked for. */
export const testResultSchema = z.object({
  ...runningTestSchema.partial({ testId: true }).shape,
  /** When it was over. A test that was missed began and ended when it was due. */
  endedAtMs: timestampMsSchema,
  outcome: z.enum(['passed', 'failed', 'aborted', 'missed']),
  againAtMs: timestampMsSchema.exactOptional(),
  reason: z.union([testAbortReasonSchema, testMissReasonSchema]).exactOptional(),
  /** How many were missed in a row. */
  missed: z.int().positive().exactOptional(),
  /** Of the newest; of one before it there are no participants any more, and its faults are by parties. */
  faults: z.array(testFaultSchema),
  faultsOfParties: z.array(faultOfPartiesSchema).exactOptional(),
  /** What was measured: of the newest only; of the others the facts tell it. */
  found: z.array(testFoundSchema).exactOptional(),
})
export type TestResult = z.infer<typeof testResultSchema>

/** A console to the server. */
export const lineTestRequestSchemas = {
  /** How this console found the test that runs on the line; of the consoles that have part in it, once each. */
  'test:report': {
    request: z.strictObject({ line: lineIdSchema, testId: testIdSchema, measured: testMeasuredSchema }),
    answer: z.object({}),
  },
} as const
