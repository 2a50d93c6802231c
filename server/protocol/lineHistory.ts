import { z } from 'zod'
import { alarmIdSchema } from './alarmFacts.ts'
import { lineSchema } from './directory.ts'
import { consoleIdSchema, lineIdSchema, partyIdSchema, personIdSchema, timestampMsSchema } from './identifiers.ts'
import { faultOfPartiesSchema, testFaultSchema, testResultSchema } from './lineTests.ts'
import { momentSchema } from './records.ts'
import { missedWhySchema, rollCallSchema } from './rollCalls.ts'

/** What became of a line's tests and roll-calls, and the alarms that come of those that went wrong. All of it from facts. */

const testedPartySchema = z.object({ party: partyIdSchema, synthetic: z.boolean() })

const { testId, dueAtMs, startedAtMs, endedAtMs, startedBy, outcome, reason, missed } = testResultSchema.shape

/** One test of a line, as its history tells it. Times of the path are those of the worst path that was measured. */
export const testSummarySchema = z.object({
  ...{ testId, dueAtMs, startedAtMs, endedAtMs, startedBy, outcome, reason, missed },
  /** Whose consoles had part in it. `synthetic`: the server's own only, because nobody of that party was armed. */
  parties: z.array(testedPartySchema),
  /** Each once, with the worst value. */
  faults: z.array(faultOfPartiesSchema),
  worst: z.object({
    setUpMs: z.number().exactOptional(),
    roundTripMs: z.number().exactOptional(),
    lossPercent: z.number().exactOptional(),
    jitterMs: z.number().exactOptional(),
    mouthToEarMs: z.number().exactOptional(),
  }),
})
export type TestSummary = z.infer<typeof testSummarySchema>

/** One of a party's admins has seen an alarm and sees to it. */
const acknowledgementSchema = z.object({
  atMs: timestampMsSchema,
  party: partyIdSchema,
  person: personIdSchema,
  name: z.string(),
})
export type Acknowledgement = z.infer<typeof acknowledgementSchema>

const alarm = {
  alarm: alarmIdSchema,
  line: lineIdSchema,
  lineName: z.string(),
  /** When it was found. */
  atMs: timestampMsSchema,
  /** When the roll-call or the test was due, or was asked for. */
  dueMs: timestampMsSchema,
  /** Each party sees to it for itself. */
  acknowledged: z.array(acknowledgementSchema),
}

/** A roll-call that a party has missed, or a test of a line that failed or came to nothing. */
export const alarmSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('roll-call'),
    ...alarm,
    parties: z.array(
      z.object({
        party: partyIdSchema,
        why: missedWhySchema,
        /** It has confirmed after all. */
        late: z
          .object({ atMs: timestampMsSchema, person: personIdSchema, name: z.string(), console: consoleIdSchema })
          .exactOptional(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('test'),
    ...alarm,
    ...testSummarySchema.pick({ outcome: true, reason: true, missed: true }).shape,
    /**
     * What was wrong, how often, and at whose consoles: each admin has all alarms, so none is longer for a test of many
     * consoles. The history has each path.
     */
    faults: z.array(
      z.object({ code: testFaultSchema.shape.code, parties: z.array(partyIdSchema), count: z.int().positive() }),
    ),
  }),
])
export type Alarm = z.infer<typeof alarmSchema>
export const alarmListSchema = z.object({ alarms: z.array(alarmSchema) })

/** A quarter of a year: what a screen shows at once, and no more than is sent in one answer. */
export const LONGEST_HISTORY_MS = 93 * 86_400_000

/** What was due in this time: with `from` and without `to`. */
export const lineHistoryQuerySchema = z
  .strictObject({ from: momentSchema, to: momentSchema })
  .refine(({ from, to }) => from < to && to - from <= LONGEST_HISTORY_MS, {
    message: 'Ask for a time of at most 93 days: `from`, and a later `to`.',
  })

export const lineHistorySchema = z.object({
  line: lineIdSchema,
  lineName: z.string(),
  parties: z.array(partyIdSchema),
  /** Oldest first, by when they were due. */
  rollCalls: z.array(rollCallSchema),
  tests: z.array(testSummarySchema),
})
export type LineHistory = z.infer<typeof lineHistorySchema>

/** The lines whose history somebody can see. */
export const testedLinesSchema = z.object({
  lines: z.array(lineSchema.pick({ line: true, name: true, parties: true, rollCalls: true })),
})
