import { handshakeSchema } from '../protocol/consoles.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import { consoleName } from './consoles.ts'
import type { Admitted } from './consoleSocket.ts'
import type { DirectoryPort, SessionsPort } from './ports.ts'

/** Of one person: more tabs than anybody watches, few enough that one account cannot crowd out the others. */
const MOST_CONSOLES = 12

/** Who a socket is, by the session whose token it shows. @param consolesOf how many consoles a person has already. */
export function admit(
  auth: unknown,
  sessions: Pick<SessionsPort, 'verifyAccess'>,
  directory: Pick<DirectoryPort, 'person'>,
  consolesOf: (person: string) => number,
): { readonly admitted: Admitted } | { readonly refusal: Refusal } {
  const handshake = handshakeSchema.safeParse(auth)
  const session = handshake.success ? sessions.verifyAccess(handshake.data.accessToken) : undefined
  const who = session && directory.person(session.person)
  if (!handshake.success || !session || !who || who.suspended)
    return { refusal: refusal('signed-out', 'Sign in again.') }
  const { sessionId, person, expiresAtMs } = session
  if (consolesOf(person) >= MOST_CONSOLES)
    return {
      refusal: refusal('slow-down', `You are signed in at ${MOST_CONSOLES} consoles already. Close one first.`),
    }
  return { admitted: { sessionId, person, console: consoleName(person, handshake.data.console), expiresAtMs } }
}
