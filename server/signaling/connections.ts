import type { SignedIn } from './consoles.ts'
import type { ConsoleSocket } from './consoleSocket.ts'

export interface Connection {
  readonly socket: ConsoleSocket
  readonly sessionId: string
  readonly signedIn: SignedIn
}

/** An access token that has run out and was not renewed cuts the socket after this; a sleeping laptop gets its chance. */
const EXPIRY_GRACE_MS = 30_000

/** The sockets that are connected, and until when each may be: as long as the access token it showed last is good. */
export class Connections {
  readonly #clock: () => number
  readonly #onExpired: (connection: Connection) => void
  readonly #expiries = new Map<Connection, NodeJS.Timeout>()

  /** @param onExpired may give it another time by `expireAt`. */
  constructor(clock: () => number, onExpired: (connection: Connection) => void) {
    this.#clock = clock
    this.#onExpired = onExpired
  }

  get all(): Connection[] {
    return [...this.#expiries.keys()]
  }

  add(connection: Connection, expiresAtMs: number): void {
    this.#expiries.set(connection, this.#timer(connection, expiresAtMs))
  }

  /** The access token of a connection is good until then: it is cut some time later. */
  expireAt(connection: Connection, expiresAtMs: number): void {
    if (!this.#expiries.has(connection)) return
    clearTimeout(this.#expiries.get(connection))
    this.add(connection, expiresAtMs)
  }

  remove(connection: Connection): void {
    clearTimeout(this.#expiries.get(connection))
    this.#expiries.delete(connection)
  }

  isConnected(consoleId: string): boolean {
    return this.ofConsole(consoleId).length > 0
  }

  /** The names of the consoles at which a person is connected. */
  ofPerson(person: string): string[] {
    return this.all.flatMap(({ signedIn }) => (signedIn.person === person ? [signedIn.console] : []))
  }

  /** One, or for a moment two: the console that has connected again before its old socket was known to be dead. */
  ofConsole(consoleId: string): Connection[] {
    return this.all.filter(({ signedIn }) => signedIn.console === consoleId)
  }

  /** No connection expires any more. */
  close(): void {
    for (const expiry of this.#expiries.values()) clearTimeout(expiry)
  }

  #timer(connection: Connection, expiresAtMs: number): NodeJS.Timeout {
    return setTimeout(() => this.#onExpired(connection), expiresAtMs + EXPIRY_GRACE_MS - this.#clock())
  }
}
