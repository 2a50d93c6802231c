import { z } from 'zod'
import type { Answer } from '../../server/protocol/events.ts'
import { refusal, refusalCodeSchema, type RefusalCode } from '../../server/protocol/refusal.ts'

/** Where nothing of the answer is used. */
export const anythingSchema = z.unknown()

/** RFC 9457, with the stable `code` of this product. */
const problemSchema = z.object({ code: refusalCodeSchema, detail: z.string().optional(), title: z.string().optional() })

const CODE_BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  400: 'malformed',
  401: 'signed-out',
  403: 'not-allowed',
  404: 'unknown',
  409: 'not-now',
  410: 'too-late',
  422: 'malformed',
  429: 'slow-down',
}

/** Longer than a search over years of records takes. */
const ANSWER_WITHIN_MS = 15_000

export interface HttpRequest<Body> {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  /** Below the page's own address. */
  readonly path: string
  readonly accessToken?: string
  readonly json?: unknown
  readonly schema: z.ZodType<Body>
  readonly withinMs?: number
}

/** One request over HTTP with one answer, always: what goes wrong on the way is a refusal too. */
export async function ask<Body>(request: HttpRequest<Body>): Promise<Answer<Body>> {
  const { method, path, accessToken, json, schema } = request
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(request.withinMs ?? ANSWER_WITHIN_MS),
    })
    const body: unknown =
      response.status === 204 || method === 'HEAD' ? {} : await response.json().catch(() => undefined)
    if (!response.ok) return { ok: false, refusal: refusalOf(response.status, body) }
    const parsed = schema.safeParse(body)
    if (parsed.success) return { ok: true, body: parsed.data }
    return { ok: false, refusal: refusal('unavailable', '') }
  } catch {
    return { ok: false, refusal: refusal('unavailable', '') }
  }
}

function refusalOf(status: number, body: unknown) {
  const problem = problemSchema.safeParse(body)
  if (problem.success) return refusal(problem.data.code, problem.data.detail ?? problem.data.title ?? '')
  return refusal(CODE_BY_STATUS[status] ?? 'unavailable', '')
}
