import { Bucket, type Rate } from '../calls/bucket.ts'
import { handshakeSchema } from '../protocol/consoles.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import { consoleName } from './consoles.ts'
import type { Admitted, ConsoleSocket } from './consoleSocket.ts'
import type { DirectoryPort, SessionsPort } from './ports.ts'

/** Of one person: more tabs than anybody watches, few enough that one account cannot crowd out the others. */
const MOST_CONSOLES = 12

/**
 * Handshakes of one person. Each is answered by a welcome, which is the largest thing that the server says. All twelve
 * consoles may lose their network five times in a minute; each of them tries once a second when it is refused.
 */
const HANDSHAKES: Rate = { burst: 60, perSecond: 1 }

export interface AdmissionOptions {
  readonly sessions: Pick<SessionsPort, 'verifyAccess'>
  readonly directory: Pick<DirectoryPort, 'person'>
  /** The consoles at which a person is connected. */
  readonly consolesOf: (person: string) => readonly string[]
  readonly clock: () => number
}

/** What is needed of a socket to let it in: what it shows, and its end if that comes before it is connected. */
export type AdmissibleSocket = Pick<ConsoleSocket, 'data'> & {
  readonly handshake: { readonly auth: unknown }
  readonly conn: { once(event: 'close', listener: () => void): unknown }
}

/** Who a socket is, by the session whose token it shows, and whether its person may have another one. */
export class Admission {
  readonly #options: AdmissionOptions
  readonly #handshakes = new Map<string, Bucket>()
  /**
   * Race: of handshakes that come at the same moment each is let in before any is connected. Whoever is on the way in
   * counts as being there.
   */
  readonly #onTheWay = new Map<AdmissibleSocket, Admitted>()

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  /** Lets a socket in, with who it is as its data, or says why not. */
  admit(socket: AdmissibleSocket): Refusal | undefined {
    const { sessions, directory, clock } = this.#options
    const handshake = handshakeSchema.safeParse(socket.handshake.auth)
    const session = handshake.success ? sessions.verifyAccess(handshake.data.accessToken) : undefined
    const who = session && directory.person(session.person)
    if (!handshake.success || !session || !who || who.suspended) return refusal('signed-out', 'Sign in again.')
    const { sessionId, person, expiresAtMs } = session
    if (!this.#handshakesOf(person).take(clock()))
      return refusal('slow-down', 'Your consoles connect again too often. Wait a second.')
    const console = consoleName(person, handshake.data.console)
    if (this.#othersOf(person, console) >= MOST_CONSOLES)
      return refusal('slow-down', `You are signed in at ${MOST_CONSOLES} consoles already. Close one first.`)
    socket.data = { sessionId, person, console, expiresAtMs }
    this.#onTheWay.set(socket, socket.data)
    socket.conn.once('close', () => this.arrived(socket))
    return undefined
  }

  /** A socket is on the way in no more: it is connected, or gone. */
  arrived(socket: AdmissibleSocket): void {
    this.#onTheWay.delete(socket)
  }

  /** A console that connects again takes the place that it has: it must not be kept out by its own old socket. */
  #othersOf(person: string, console: string): number {
    const coming = [...this.#onTheWay.values()].filter((admitted) => admitted.person === person)
    const all = new Set([...this.#options.consolesOf(person), ...coming.map((admitted) => admitted.console)])
    all.delete(console)
    return all.size
  }

  #handshakesOf(person: string): Bucket {
    const known = this.#handshakes.get(person)
    if (known) return known
    const made = new Bucket(HANDSHAKES, this.#options.clock())
    this.#handshakes.set(person, made)
    return made
  }
}
