import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { refusalCodeSchema, RefusedError, type RefusalCode } from '../protocol/refusal.ts'

/** The one mapping of this edge from refusals to HTTP. */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  'signed-out': 401,
  'not-allowed': 403,
  malformed: 400,
  unknown: 404,
  'too-late': 410,
  'not-now': 409,
  'slow-down': 429,
  unavailable: 503,
  broken: 500,
}

/** Problem details (RFC 9457) with the stable code of this product. */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: refusalCodeSchema,
  detail: z.string(),
})
export type Problem = z.infer<typeof problemSchema>

export const PROBLEM_TYPE = 'application/problem+json'

export const problemOf = (code: RefusalCode, detail: string, status = STATUS[code]): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  code,
  detail,
})

export interface Failure {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
  /** It is ours: the operator has to know. */
  readonly unexpected: boolean
}

/** What to answer when something was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RefusedError) {
    const { code, message } = error.refusal
    const headers = { ...retryAfter(error), ...(code === 'signed-out' ? { 'www-authenticate': 'Bearer' } : {}) }
    return { problem: problemOf(code, message), headers, unexpected: false }
  }
  if (error instanceof z.ZodError) {
    return { problem: problemOf('malformed', sentenceOf(error)), headers: {}, unexpected: false }
  }
  const status = clientStatusOf(error)
  if (status !== undefined) {
    const detail = status === 413 ? 'The request is too large.' : 'The request cannot be read.'
    return { problem: problemOf('malformed', detail, status), headers: {}, unexpected: false }
  }
  const problem = problemOf('unavailable', 'The server could not do that now. Try again.')
  return { problem, headers: {}, unexpected: true }
}

const retryAfter = (error: object): Record<string, string> =>
  'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? { 'retry-after': String(Math.max(1, Math.ceil(error.retryAfterMs / 1000))) }
    : {}

/** As long as a sentence of ours gets; a longer one repeats what somebody else made up. */
const LONGEST_SENTENCE = 200

/** Names of our fields and what is wrong with them, never what was sent: it may be a password in the wrong place. */
function sentenceOf(error: z.ZodError): string {
  const parts = error.issues.slice(0, 5).map((issue) => {
    const message = issue.code === 'unrecognized_keys' ? 'There is a field that does not belong here.' : issue.message
    return (issue.path.length ? `${issue.path.join('.')}: ${message}` : message).slice(0, LONGEST_SENTENCE)
  })
  return `The request is not as it must be. ${parts.join(' ')}`
}

/** body-parser and Express mark what the client has done wrong with a status. */
function clientStatusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined
  const { status } = error
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}
