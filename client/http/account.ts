import { z } from 'zod'
import { sessionTokenSchema, type SessionToken } from '../../server/protocol/account.ts'
import type { Answer } from '../../server/protocol/events.ts'
import { refusal } from '../../server/protocol/refusal.ts'
import type { AccessToken, AccountPort, ClockPort } from '../models/deskPorts.ts'
import { anythingSchema, ask } from './problem.ts'

const claimsSchema = z.object({ iat: z.number(), exp: z.number() })

/** Renewed when this part of its life is over, so that a slow network still has the rest. */
const RENEW_AFTER_PART = 0.6
/** An empty answer (204): this browser has no session to renew. */
const renewedSchema = z.union([sessionTokenSchema, z.strictObject({}).transform(() => undefined)])
/** When a token does not say how long it lives. */
const LIFE_MS = 60_000
const LOCK = 'ringdown-session'

/** How long a token lives. Only its times are read here: whether it is genuine is the server's to say. */
function lifeMs(accessToken: string): number {
  try {
    const payload = accessToken.split('.')[1] ?? ''
    const claims = claimsSchema.parse(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))))
    return Math.max(1, claims.exp - claims.iat) * 1000
  } catch {
    return LIFE_MS
  }
}

export function createAccount(clock: ClockPort): AccountPort {
  const token = (answer: Answer<SessionToken>): Answer<AccessToken> => {
    if (!answer.ok) return answer
    const { accessToken } = answer.body
    return { ok: true, body: { accessToken, renewAtMs: clock.nowMs() + lifeMs(accessToken) * RENEW_AFTER_PART } }
  }
  const session = '/api/v1/session'
  return {
    signIn: async (username, password) =>
      token(await ask({ method: 'POST', path: session, json: { username, password }, schema: sessionTokenSchema })),
    // Two tabs that renew at once would each use up the other's cookie: they take turns.
    renew: () =>
      navigator.locks.request(LOCK, async () => {
        const answer = await ask({ method: 'POST', path: `${session}/refresh`, json: {}, schema: renewedSchema })
        if (!answer.ok) return answer
        const { body } = answer
        return body ? token({ ok: true, body }) : { ok: false, refusal: refusal('signed-out', '') }
      }),
    signOut: () => ask({ method: 'DELETE', path: session, schema: anythingSchema }),
    changePassword: (accessToken, current, next) =>
      ask({
        method: 'POST',
        path: '/api/v1/password',
        accessToken,
        json: { current, next },
        schema: anythingSchema,
      }),
  }
}
