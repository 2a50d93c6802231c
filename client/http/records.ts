import type { z } from 'zod'
import { exceptionReportSchema } from '../../server/protocol/exceptions.ts'
import { noteListSchema } from '../../server/protocol/notes.ts'
import {
  recordAccessesSchema,
  recordListSchema,
  recordSchema,
  verificationSchema,
  type CallRecord,
} from '../../server/protocol/records.ts'
import type { Answer } from '../../server/protocol/events.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import type { ClockPort } from '../models/deskPorts.ts'
import type { Downloaded, RecordsPort, Search } from '../models/recordsPort.ts'
import { anythingSchema, ask } from './problem.ts'

const ROOT = '/api/v1/records'
/** Every segment of a record is read and its hashes are computed anew. */
const VERIFY_WITHIN_MS = 10 * 60_000
/** The cookie is good for five minutes; a minute of it is left for the way. */
const COOKIE_USED_MS = 4 * 60_000
const DAY_MS = 24 * 60 * 60_000

/** The moments at which the days of a search begin and end, by the calendar of who searches. */
function momentsOf({ from, to }: Search): Record<string, string> {
  const midnight = (day: string): number => new Date(`${day}T00:00:00`).getTime()
  return {
    ...(from !== undefined && { from: String(midnight(from)) }),
    // A day has 23 or 25 hours now and then: its end is the midnight that is nearest to 24 hours later.
    ...(to !== undefined && { to: String(nextMidnight(midnight(to))) }),
  }
}

function nextMidnight(midnightMs: number): number {
  const next = new Date(midnightMs + DAY_MS + DAY_MS / 2)
  return next.setHours(0, 0, 0, 0)
}

export function createRecordsHttp(token: () => Promise<string | undefined>, clock: ClockPort): RecordsPort {
  /** Until when the browser itself may open the media of a record, by the cookie that came with an answer. */
  const openUntilMs = new Map<string, number>()

  async function withToken<T>(send: (accessToken: string) => Promise<Answer<T>>): Promise<Answer<T>> {
    const accessToken = await token()
    return accessToken === undefined ? { ok: false, refusal: refusal('signed-out', '') } : send(accessToken)
  }

  const read = <T>(path: string, schema: z.ZodType<T>, withinMs?: number): Promise<Answer<T>> =>
    withToken((accessToken) =>
      ask({ method: 'GET', path, accessToken, schema, ...(withinMs !== undefined && { withinMs }) }),
    )

  function opens<T>(callId: string, answer: Answer<T>): Answer<T> {
    if (answer.ok) openUntilMs.set(callId, clock.nowMs() + COOKIE_USED_MS)
    return answer
  }

  const readRecord = async (callId: string): Promise<Answer<CallRecord>> =>
    opens(callId, await read(`${ROOT}/${callId}`, recordSchema))

  return {
    list(search, after) {
      const { line, party, of, search: words } = search
      const query = new URLSearchParams({
        ...momentsOf(search),
        ...(line !== undefined && { line }),
        ...(party !== undefined && { party }),
        ...(of !== undefined && { of }),
        ...(words !== undefined && { search: words }),
        ...(after !== undefined && { after }),
      })
      return read(`${ROOT}?${query}`, recordListSchema)
    },
    exceptions: (day) => read(`${ROOT}/exceptions${day === undefined ? '' : `?day=${day}`}`, exceptionReportSchema),
    read: readRecord,
    notes: (callId) => read(`${ROOT}/${callId}/notes`, noteListSchema),
    async accesses(callId) {
      const answer = await read(`${ROOT}/${callId}/accesses`, recordAccessesSchema)
      return answer.ok ? { ok: true, body: answer.body.accesses } : answer
    },
    verify: (callId) => read(`${ROOT}/${callId}/verification`, verificationSchema, VERIFY_WITHIN_MS),
    sit: (callId, sitting) =>
      withToken(async (accessToken) => {
        const path = `${ROOT}/${callId}/sittings`
        return opens(
          callId,
          await ask({ method: 'POST', path, accessToken, json: { sitting }, schema: anythingSchema }),
        )
      }),
    trackAddress: (callId, trackId, sitting) => `${ROOT}/${callId}/tracks/${trackId}?sitting=${sitting}`,
    async download(callId, what) {
      if ((openUntilMs.get(callId) ?? 0) < clock.nowMs()) {
        const again = await readRecord(callId)
        if (!again.ok) return again
      }
      return save(`${ROOT}/${callId}/${fileOf(what)}`)
    },
  }
}

function fileOf(what: Downloaded): string {
  if (typeof what === 'string') return what
  return 'trackId' in what ? `tracks/${what.trackId}` : `memorandum?format=${what.memorandum}`
}

/**
 * Hands an address to the browser's own downloads, which go on after a break and need no memory here. A HEAD goes
 * before: it is no pull, and what it is refused with can be said on the page.
 */
async function save(path: string): Promise<Answer<unknown>> {
  const answer = await ask({ method: 'HEAD', path, schema: anythingSchema })
  if (!answer.ok) return answer
  const anchor = document.createElement('a')
  // The identifier makes every part of one download one pull.
  anchor.href = `${path}${path.includes('?') ? '&' : '?'}download=${crypto.randomUUID()}`
  anchor.download = ''
  anchor.click()
  return answer
}
