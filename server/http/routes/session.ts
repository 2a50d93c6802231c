import { z } from 'zod'
import { passwordChangeSchema, sessionSchema, sessionTokenSchema, signInRequestSchema } from '../../protocol/account.ts'
import { refusal, RefusedError } from '../../protocol/refusal.ts'
import { DEVICE_COOKIE, deviceCookie, noRefreshCookie, REFRESH_COOKIE, refreshCookie } from '../cookies.ts'
import type { HttpPorts, IssuedSession } from '../ports.ts'
import { callerRoute, json, nothing, openRoute } from '../route.ts'

/** Signing in, going on, signing out, and one's own password. */
export function sessionRoutes({ sessions, signIn, directory }: HttpPorts) {
  return {
    'POST /api/v1/session': openRoute({
      summary: 'Signs in. Browsers get cookies; programs use the access token as `Authorization: Bearer`.',
      body: signInRequestSchema,
      answer: sessionTokenSchema,
      handle: async ({ body, asked }) => {
        const { address, cookie } = asked
        const session = await signIn.signIn({ ...body, address, deviceToken: cookie(DEVICE_COOKIE) })
        // Its cookie is about to be replaced, so nobody could end it any more.
        const formerToken = cookie(REFRESH_COOKIE)
        const former = formerToken === undefined ? undefined : sessions.holderOf(formerToken)
        if (former) sessions.end(former.sessionId, 'signed-out')
        const cookies = [refreshCookie(session.refreshToken), deviceCookie(session.deviceToken)]
        return json(tokenOf(session), { cookies })
      },
    }),

    'POST /api/v1/session/refresh': openRoute({
      summary:
        'A new access token for the refresh cookie, which is replaced. One at a time per browser. Without a cookie: 204.',
      body: z.strictObject({}),
      answer: sessionTokenSchema,
      handle: ({ asked }) => {
        const token = asked.cookie(REFRESH_COOKIE)
        // A page that has just been opened asks this first: that nobody is signed in yet is no error.
        if (token === undefined || token === '') return nothing()
        const session = sessions.refresh(token)
        if (session === undefined) throw new RefusedError(refusal('signed-out', 'There is no session. Sign in.'))
        return json(tokenOf(session), { cookies: [refreshCookie(session.refreshToken)] })
      },
    }),

    'GET /api/v1/session': callerRoute({
      summary: 'Who is signed in.',
      answer: sessionSchema,
      handle: (_request, { person, expiresAtMs }) => {
        const party = directory.parties().find((known) => known.party === person.party)
        return json({ person, party, expiresAtMs })
      },
    }),

    'DELETE /api/v1/session': callerRoute({
      summary: 'Signs out: ends the session everywhere it is used.',
      answer: 'nothing',
      otherKey: 'refresh-cookie',
      handle: (_request, { sessionId }) => {
        sessions.end(sessionId, 'signed-out')
        return nothing({ cookies: [noRefreshCookie()] })
      },
    }),

    'POST /api/v1/password': callerRoute({
      summary: 'Changes your own password. All your other sessions end.',
      body: passwordChangeSchema,
      answer: 'nothing',
      handle: async ({ body }, { sessionId, person }) => {
        await signIn.changePassword({ sessionId, person: person.person }, body.current, body.next)
        return nothing()
      },
    }),
  }
}

const tokenOf = ({ accessToken, accessExpiresAtMs, person }: IssuedSession) => ({
  accessToken,
  expiresAtMs: accessExpiresAtMs,
  person,
})
