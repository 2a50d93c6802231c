import type { Role } from '../protocol/words.ts'

/** Who may ask for an address: everybody on the network, everybody with a session, or who has one of these roles. */
export type RouteAuthority = 'anyone' | 'signed-in' | readonly Role[]

const records = ['records'] as const
/** Of each of them its own party's: `noteAuthority.ts`. */
const noteReaders = ['principal', 'adviser', 'notetaker', 'records'] as const

/**
 * The one table of who may ask what over HTTP; PROTOCOL.md shows the same. An address that is not here cannot be
 * declared (server/http/routes.ts is typed by it), and one that is here must be. What somebody sees there depends on
 * more than their role: records on the party being on the call's line, people on their own party.
 */
export const ROUTE_AUTHORITY = {
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  /** From this machine only, or with the token of the configuration: see server/http/routes/system.ts. */
  'GET /metrics': 'anyone',
  'GET /authority.pem': 'anyone',
  'GET /api/v1/openapi.json': 'anyone',
  'POST /api/v1/session': 'anyone',
  /** Its key is the refresh cookie, which is all that a page has before it has an access token. */
  'POST /api/v1/session/refresh': 'anyone',
  'GET /api/v1/session': 'signed-in',
  /** By the access token, or by the refresh cookie of a page whose token has expired. */
  'DELETE /api/v1/session': 'signed-in',
  'POST /api/v1/password': 'signed-in',
  'GET /api/v1/people': ['admin'],
  'GET /api/v1/lines': ['admin'],
  'GET /api/v1/prepared': ['admin'],
  'POST /api/v1/prepared': ['admin'],
  'GET /api/v1/tests': 'signed-in',
  'GET /api/v1/lines/:line/tests': 'signed-in',
  'GET /api/v1/alarms': ['admin'],
  'POST /api/v1/alarms/:alarm/acknowledgement': ['admin'],
  /** For who is in the call and hears it; see server/calls/recall.ts. */
  'POST /api/v1/calls/:callId/recalls': 'signed-in',
  'GET /api/v1/calls/:callId/recalls/:recall/tracks/:trackId': 'signed-in',
  'GET /api/v1/records': records,
  /** Before the next, which would take its last word for a call. */
  'GET /api/v1/records/exceptions': records,
  'GET /api/v1/records/:callId': records,
  'POST /api/v1/records/:callId/sittings': records,
  'GET /api/v1/records/:callId/accesses': records,
  'GET /api/v1/records/:callId/notes': noteReaders,
  'GET /api/v1/records/:callId/memorandum': records,
  'GET /api/v1/records/:callId/manifest': records,
  'GET /api/v1/records/:callId/tracks/:trackId': records,
  'GET /api/v1/records/:callId/archive': records,
  'GET /api/v1/records/:callId/verification': records,
} as const satisfies Readonly<Record<string, RouteAuthority>>

export type RouteName = keyof typeof ROUTE_AUTHORITY
export const ROUTE_NAMES = Object.keys(ROUTE_AUTHORITY) as RouteName[]
