import { z } from 'zod'
import { callIdSchema, lineIdSchema, timestampMsSchema } from './identifiers.ts'
import { markingSchema } from './words.ts'

/** Why speech was not safe: what had been received of it was not on the disk when it had to be, or was not received. */
export const exceptionCauseSchema = z.enum([
  'not-started',
  'disk-refused',
  'disk-stalled',
  'server-stalled',
  'server-lost',
])
export type ExceptionCause = z.infer<typeof exceptionCauseSchema>

/** One stretch of a call that was not safe. */
export const exceptionSchema = z.object({
  cause: exceptionCauseSchema,
  /** Up to here everything was safe. Server time, milliseconds since 1970 UTC. */
  fromMs: timestampMsSchema,
  /** When everything was safe again; absent when it stayed so to the end of the call. */
  untilMs: timestampMsSchema.exactOptional(),
  /** `kept`: it came late, and all of it is in the record. `lost`: some or all of it is not. */
  outcome: z.enum(['kept', 'lost']),
  /** What the disk or the recorder said. */
  detail: z.string().exactOptional(),
})
export type Exception = z.infer<typeof exceptionSchema>

/** A day of the calendar in the time zone of who asks; today when it is not said. */
export const exceptionsQuerySchema = z.strictObject({ day: z.iso.date().optional() })

/** One line of the day's exception report. */
export const reportedExceptionSchema = z.object({
  callId: callIdSchema,
  line: lineIdSchema,
  lineName: z.string(),
  marking: markingSchema,
  placedAtMs: timestampMsSchema,
  cause: z.enum([...exceptionCauseSchema.options, 'damaged']),
  /** When it began; when it was found, if the record was damaged. */
  atMs: timestampMsSchema,
  fromMs: timestampMsSchema,
  /** Absent while it goes on. */
  untilMs: timestampMsSchema.exactOptional(),
  /** `unknown`: it goes on; or the record is damaged, and what is in it is not proved. */
  outcome: z.enum([...exceptionSchema.shape.outcome.options, 'unknown']),
  detail: z.string().exactOptional(),
})
export type ReportedException = z.infer<typeof reportedExceptionSchema>

export const exceptionReportSchema = z.object({
  day: z.iso.date(),
  /** The one whose day it is. */
  timeZone: z.string(),
  /** In the order in which they began; none is a statement, too. */
  exceptions: z.array(reportedExceptionSchema),
})
export type ExceptionReport = z.infer<typeof exceptionReportSchema>
