import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { LineCommand } from '../calls/commands.ts'
import { legOf, liveCall, placeOnLine } from '../calls/roster.ts'
import { handshakeSchema, type LineSnapshot } from '../protocol/consoles.ts'
import {
  REQUEST_NAMES,
  type Answer,
  type ClientToServerEvents,
  type Notice,
  type NoticeName,
  type ServerToClientEvents,
} from '../protocol/events.ts'
import { RefusedError, refusal } from '../protocol/refusal.ts'
import type { Person } from '../protocol/directory.ts'
import { Allowance } from './allowance.ts'
import { consoleName, Consoles, type SignedIn } from './consoles.ts'
import type { DirectoryPort, LinesPort, MediaRequestsPort, SessionEnd, SessionsPort, SignalingLog } from './ports.ts'
import { createHandlers, handleRequest, type Handlers } from './requests.ts'

export interface SignalingOptions {
  readonly httpServer: HttpServer
  readonly sessions: SessionsPort
  readonly directory: DirectoryPort
  readonly lines: LinesPort
  /** Takes to a line what has happened to its consoles, as soon as the log can be written and if it is still so then. */
  readonly report: (line: string, command: LineCommand, stillSo?: () => boolean) => void
  readonly media: MediaRequestsPort
  readonly clock: () => number
  readonly log: SignalingLog
}

interface Connection {
  readonly sessionId: string
  readonly signedIn: SignedIn
  expiry: NodeJS.Timeout
}

/** What authentication has found out about a socket. */
interface Authenticated {
  readonly sessionId: string
  readonly person: string
  readonly console: string
  readonly expiresAtMs: number
}

type ConsoleServer = Server<ClientToServerEvents, ServerToClientEvents, Record<never, never>, Authenticated>
type ConsoleSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<never, never>, Authenticated>

/** An access token that has run out and was not renewed cuts the socket after this; a sleeping laptop gets its chance. */
const EXPIRY_GRACE_MS = 30_000
/** Of one person: more tabs than anybody watches, few enough that one account cannot crowd out the others. */
const MOST_CONSOLES = 12
/** A socket that has not said who it is by then is cut. */
const CONNECT_WITHIN_MS = 5_000
/** Large enough for the largest session description of mediasoup, small enough to be no weapon. */
const LARGEST_MESSAGE_BYTES = 256 * 1024

const roomOf = (line: string): string => `line/${line}`

/** The socket.io edge: who connects is who their session says; requests go in, entries and notices go out. */
export class Signaling {
  readonly consoles: Consoles
  readonly #options: SignalingOptions
  readonly #io: ConsoleServer
  readonly #handlers: Handlers
  readonly #connections = new Map<ConsoleSocket, Connection>()
  readonly #endings: (() => void)[] = []
  /** Lines whose presence has changed since it was last told. */
  readonly #stalePresence = new Set<string>()
  #closed = false

  static create(options: SignalingOptions): Signaling {
    return new Signaling(options)
  }

  private constructor(options: SignalingOptions) {
    const { httpServer, directory, lines, media, sessions } = options
    this.#options = options
    this.consoles = new Consoles((person) => directory.person(person))
    this.#handlers = createHandlers(lines, media, {
      report: (signedIn, report) => {
        signedIn.report = report
        this.#presenceChanged(signedIn)
      },
      renew: (signedIn, accessToken) => this.#renew(signedIn, accessToken),
      readClock: options.clock,
    })
    this.#io = new Server(httpServer, {
      transports: ['websocket'],
      serveClient: false,
      connectTimeout: CONNECT_WITHIN_MS,
      maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
      // A console that is gone without a word is noticed within three seconds.
      pingInterval: 1500,
      pingTimeout: 1500,
    })
    this.#io.use((socket, next) => this.#authenticate(socket, next))
    this.#io.on('connection', (socket) => this.#connected(socket))
    this.#endings.push(
      sessions.onSessionEnded((sessionId, reason) => this.#sessionEnded(sessionId, reason)),
      lines.onChange((line, entry) => this.#io.to(roomOf(line)).emit('line:advanced', { line, entries: [entry] })),
    )
  }

  /** To one console, if it is connected. */
  notify<N extends NoticeName>(consoleId: string, name: N, notice: Notice<N>): void {
    this.#emit(this.#io.to(consoleId), name, notice)
  }

  /** To every console of a line. */
  notifyLine<N extends NoticeName>(line: string, name: N, notice: Notice<N>): void {
    this.#emit(this.#io.to(roomOf(line)), name, notice)
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const end of this.#endings) end()
    for (const connection of this.#connections.values()) clearTimeout(connection.expiry)
    await this.#io.close()
  }

  /** socket.io's own typing cannot follow a generic event name; the signature above holds name and notice together. */
  #emit(to: { emit: unknown }, name: NoticeName, notice: unknown): void {
    const { emit } = to as { emit: (name: string, notice: unknown) => boolean }
    emit.call(to, name, notice)
  }

  #authenticate(socket: ConsoleSocket, next: (error?: Error) => void): void {
    const handshake = handshakeSchema.safeParse(socket.handshake.auth)
    const session = handshake.success ? this.#options.sessions.verifyAccess(handshake.data.accessToken) : undefined
    const who = session && this.#options.directory.person(session.person)
    if (!handshake.success || !session || !who || who.suspended) {
      next(Object.assign(new Error('Sign in again.'), { data: refusal('signed-out', 'Sign in again.') }))
      return
    }
    const { sessionId, person, expiresAtMs } = session
    const own = [...this.#connections.values()].filter(({ signedIn }) => signedIn.person === person)
    if (own.length >= MOST_CONSOLES) {
      const full = refusal('slow-down', `You are signed in at ${MOST_CONSOLES} consoles already. Close one first.`)
      next(Object.assign(new Error(full.message), { data: full }))
      return
    }
    socket.data = { sessionId, person, console: consoleName(person, handshake.data.console), expiresAtMs }
    next()
  }

  #connected(socket: ConsoleSocket): void {
    const { sessionId, person, console, expiresAtMs } = socket.data
    const who = this.#options.directory.person(person)
    if (!who || this.#closed) {
      socket.disconnect(true)
      return
    }
    const signedIn = this.consoles.add(console, person)
    // Race: a console that reconnects before its old socket is known to be dead. The new one has taken its place in the
    // registry above; the old one is cut here and, being no longer registered, takes nothing with it.
    const old = [...this.#connections].filter(([, connection]) => connection.signedIn.console === console)
    const connection = { sessionId, signedIn, expiry: this.#expireAt(socket, expiresAtMs) }
    this.#connections.set(socket, connection)
    for (const [other] of old) other.disconnect(true)
    const allowance = new Allowance(this.#options.clock)
    for (const name of REQUEST_NAMES) {
      socket.on(name, (payload: unknown, acknowledge: unknown) => {
        void this.#answer(name, payload, acknowledge, signedIn, allowance)
      })
    }
    socket.onAny((name: unknown, ...all: unknown[]) => refuseUnknown(name, all))
    socket.on('disconnect', () => this.#disconnected(socket, connection))
    this.#welcome(socket, signedIn, who)
    this.#presenceChanged(signedIn)
    this.#options.log.info({ console: signedIn.console, person: who.person }, 'A console is signed in.')
  }

  /** The snapshot and the joining of the rooms are one step, so that no entry is missed or told twice. */
  #welcome(socket: ConsoleSocket, signedIn: SignedIn, who: Person): void {
    const { lines } = this.#options
    const snapshots = lines.names.flatMap((name): LineSnapshot[] => {
      const line = lines.definition(name)
      const state = lines.state(name)
      const place = line && placeOnLine(who, line)
      if (!line || !state || !place) return []
      const snapshot = { line, standing: place.standing, state, consoles: this.consoles.presentOn(line) }
      return [lines.isBroken(name) ? { ...snapshot, broken: true } : snapshot]
    })
    void socket.join([signedIn.console, ...snapshots.map(({ line }) => roomOf(line.line))])
    socket.emit('console:welcomed', {
      console: signedIn.console,
      person: who,
      parties: [...this.#options.directory.parties()],
      lines: snapshots,
      atMs: this.#options.clock(),
    })
  }

  async #answer(
    name: (typeof REQUEST_NAMES)[number],
    payload: unknown,
    acknowledge: unknown,
    signedIn: SignedIn,
    allowance: Allowance,
  ): Promise<void> {
    const allowed = allowance.take()
    // Without an acknowledgement there is nobody to answer: every request of the protocol has one.
    if (!isAcknowledgement(acknowledge)) return
    const answer = allowed
      ? await this.#answerTo(name, payload, signedIn)
      : { ok: false as const, refusal: refusal('slow-down', 'Too many requests from this console. Wait a second.') }
    if (!answer.ok && allowed)
      this.#options.log.info({ console: signedIn.console, request: name, code: answer.refusal.code }, 'Refused.')
    acknowledge(answer)
  }

  async #answerTo(
    name: (typeof REQUEST_NAMES)[number],
    payload: unknown,
    signedIn: SignedIn,
  ): Promise<Answer<unknown>> {
    const { directory, lines, log } = this.#options
    try {
      return await handleRequest(name, payload, signedIn, (person) => directory.person(person), lines, this.#handlers)
    } catch (error) {
      log.error({ console: signedIn.console, request: name, err: error }, 'A request failed.')
      return { ok: false, refusal: refusal('unavailable', 'The server could not do that. Try again.') }
    }
  }

  #disconnected(socket: ConsoleSocket, { signedIn, expiry }: Connection): void {
    clearTimeout(expiry)
    this.#connections.delete(socket)
    const replaced = [...this.#connections.values()].some((other) => other.signedIn.console === signedIn.console)
    this.consoles.remove(signedIn)
    if (replaced || this.#closed) return
    this.#options.media.consoleGone(signedIn.console)
    const { console } = signedIn
    // A log that fails may take it late: a console that has come back by then is not lost any more.
    const isGone = () => ![...this.#connections.values()].some((other) => other.signedIn.console === console)
    for (const [line, callId] of this.#callsWith(console))
      this.#options.report(line, { name: 'leg:lose', callId, console }, isGone)
    this.#presenceChanged(signedIn)
    this.#options.log.info({ console: signedIn.console, person: signedIn.person }, 'A console is gone.')
  }

  #callsWith(consoleId: string): [line: string, callId: string][] {
    return this.#options.lines.names.flatMap((line): [string, string][] => {
      const state = this.#options.lines.state(line)
      const call = state && liveCall(state)
      return call && legOf(call, consoleId) ? [[line, call.callId]] : []
    })
  }

  #sessionEnded(sessionId: string, reason: SessionEnd): void {
    for (const [socket, connection] of this.#connections)
      if (connection.sessionId === sessionId) this.#end(socket, connection, reason)
  }

  /** Signing out is leaving, and a suspension is being removed; a session that merely ran out leaves the leg away. */
  #end(socket: ConsoleSocket, { signedIn: { console } }: Connection, reason: SessionEnd): void {
    if (reason === 'signed-out' || reason === 'suspended') {
      const how = reason === 'suspended' ? 'suspended' : 'left'
      for (const [line, callId] of this.#callsWith(console))
        this.#options.report(line, { name: 'leg:remove', callId, console, reason: how })
    }
    socket.emit('session:ended', { reason })
    socket.disconnect(true)
  }

  /**
   * The access token has run out and no newer one was shown. A console in a call whose session is live stays all the
   * same: on a full disk no session can be renewed, and a call is never cut for that.
   */
  #expired(socket: ConsoleSocket, connection: Connection): void {
    const { sessionId, signedIn } = connection
    const inCall = this.#callsWith(signedIn.console).length > 0
    if (inCall && this.#options.sessions.isLive(sessionId))
      connection.expiry = this.#expireAt(socket, this.#options.clock())
    else this.#end(socket, connection, 'expired')
  }

  #renew(signedIn: SignedIn, accessToken: string): void {
    const session = this.#options.sessions.verifyAccess(accessToken)
    const found = [...this.#connections].find(([, connection]) => connection.signedIn === signedIn)
    if (!session || !found || session.sessionId !== found[1].sessionId)
      throw new RefusedError(refusal('signed-out', 'This access token does not belong to the session of this console.'))
    const [socket, connection] = found
    clearTimeout(connection.expiry)
    connection.expiry = this.#expireAt(socket, session.expiresAtMs)
  }

  #expireAt(socket: ConsoleSocket, expiresAtMs: number): NodeJS.Timeout {
    return setTimeout(
      () => {
        const connection = this.#connections.get(socket)
        if (connection) this.#expired(socket, connection)
      },
      expiresAtMs + EXPIRY_GRACE_MS - this.#options.clock(),
    )
  }

  /**
   * Somebody's roles, name or lines are other than they were, or a line has been found broken: whoever may no longer be
   * in a call as what they are in it leaves it, and every console gets a new welcome of what is theirs now. To be called
   * when the lines are as they are in the directory.
   */
  directoryChanged(): void {
    if (this.#closed) return
    this.#removeMisplacedLegs()
    for (const [socket, connection] of this.#connections) {
      const { signedIn } = connection
      const who = this.#options.directory.person(signedIn.person)
      if (!who || who.suspended) {
        this.#end(socket, connection, 'suspended')
        continue
      }
      for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room)
      this.#welcome(socket, signedIn, who)
    }
  }

  /** Also of legs that are away and have no socket: the role under which a leg stands in the roster must be true. */
  #removeMisplacedLegs(): void {
    for (const name of this.#options.lines.names) {
      const [line, state] = [this.#options.lines.definition(name), this.#options.lines.state(name)]
      const call = state && liveCall(state)
      for (const leg of call?.legs ?? []) {
        const who = this.#options.directory.person(leg.person)
        if (!line || !call || leg.state === 'left') continue
        if (who && placeOnLine(who, line)?.role === leg.role) continue
        const reason = who && !who.suspended ? 'role-changed' : 'suspended'
        this.#options.report(name, { name: 'leg:remove', callId: call.callId, console: leg.console, reason })
      }
    }
  }

  /** Told once per turn of the event loop, however many consoles come and go in it. */
  #presenceChanged(signedIn: SignedIn): void {
    const who = this.#options.directory.person(signedIn.person)
    const idle = this.#stalePresence.size === 0
    for (const name of this.#options.lines.names) {
      const line = this.#options.lines.definition(name)
      if (line && who && placeOnLine(who, line)) this.#stalePresence.add(name)
    }
    if (idle && this.#stalePresence.size > 0) setImmediate(() => this.#tellPresence())
  }

  #tellPresence(): void {
    const stale = [...this.#stalePresence]
    this.#stalePresence.clear()
    if (this.#closed) return
    for (const name of stale) {
      const line = this.#options.lines.definition(name)
      if (line) this.notifyLine(name, 'presence:changed', { line: name, consoles: this.consoles.presentOn(line) })
    }
  }
}

/** What socket.io hands over where the sender wants an answer. */
const isAcknowledgement = (value: unknown): value is (answer: Answer<unknown>) => void => typeof value === 'function'

/** An event that the protocol does not have changes nothing, and its sender is told so when it asked to be answered. */
function refuseUnknown(name: unknown, all: readonly unknown[]): void {
  const known: readonly unknown[] = REQUEST_NAMES
  const acknowledge = all.at(-1)
  if (known.includes(name) || !isAcknowledgement(acknowledge)) return
  // socket.io lets a sender name an event by any number or text.
  const shown = String(name).slice(0, 40)
  acknowledge({ ok: false, refusal: refusal('malformed', `The protocol has no request "${shown}".`) })
}
