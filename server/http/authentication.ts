import { ROUTE_AUTHORITY, type RouteAuthority, type RouteName } from '../calls/routeAuthority.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import { MEDIA_COOKIE, REFRESH_COOKIE } from './cookies.ts'
import type { DirectoryPort, SessionsPort } from './ports.ts'
import type { Asked, Caller, OtherKey } from './route.ts'

/** Who asks, and whether they may: from the session and the one table, before anything else of a request is looked at. */
export class Authentication {
  readonly #sessions: SessionsPort
  readonly #directory: DirectoryPort

  constructor(sessions: SessionsPort, directory: DirectoryPort) {
    this.#sessions = sessions
    this.#directory = directory
  }

  /** @throws RefusedError `signed-out` without a session, `not-allowed` when no role of theirs is in the table's row. */
  admit(name: RouteName, asked: Asked, otherKey: OtherKey | undefined, callId: string | undefined): Caller | undefined {
    const authority: RouteAuthority = ROUTE_AUTHORITY[name]
    if (authority === 'anyone') return undefined
    const caller = this.#caller(asked, otherKey, callId)
    if (caller === undefined) throw new RefusedError(refusal('signed-out', 'Sign in first.'))
    if (authority !== 'signed-in' && !caller.person.roles.some((role) => authority.includes(role))) {
      throw new RefusedError(refusal('not-allowed', `This is for people with the role ${authority.join(' or ')}.`))
    }
    return caller
  }

  #caller(asked: Asked, otherKey: OtherKey | undefined, callId: string | undefined): Caller | undefined {
    const token = bearerToken(asked)
    if (token !== undefined) return this.#callerOf(this.#sessions.verifyAccess(token))
    if (otherKey === 'refresh-cookie') {
      const cookie = asked.cookie(REFRESH_COOKIE)
      return cookie === undefined ? undefined : this.#callerOf(this.#sessions.holderOf(cookie))
    }
    if (otherKey === 'media-cookie' && callId !== undefined) {
      const cookie = asked.cookie(MEDIA_COOKIE)
      return cookie === undefined ? undefined : this.#callerOf(this.#sessions.verifyMedia(cookie, callId))
    }
    return undefined
  }

  #callerOf(holder: { sessionId: string; person: string; expiresAtMs?: number } | undefined): Caller | undefined {
    const person = holder === undefined ? undefined : this.#directory.person(holder.person)
    if (holder === undefined || person === undefined || person.suspended) return undefined
    return { sessionId: holder.sessionId, person, expiresAtMs: holder.expiresAtMs ?? 0 }
  }
}

const bearerToken = ({ header }: Asked): string | undefined =>
  /^Bearer +([\w.~+/=-]+)$/i.exec(header('authorization') ?? '')?.[1]

/**
 * Refuses what a page of another site makes a browser send. Cookies that are SameSite=Strict are not sent then anyway;
 * this also holds for browsers and addresses where that is not enough (another port of the same host, for instance).
 *
 * @throws RefusedError `not-allowed`
 */
export function refuseOtherSites({ method, header }: Asked): void {
  if (method === 'GET' || method === 'HEAD') return
  const origin = header('origin')
  const site = header('sec-fetch-site')
  const sameOrigin = origin === undefined || hostOf(origin) === header('host')?.toLowerCase()
  if (sameOrigin && (site === undefined || site === 'same-origin' || site === 'none')) return
  throw new RefusedError(refusal('not-allowed', 'This request comes from a page of another site.'))
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)
