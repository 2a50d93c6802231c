import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { placeOnLine } from '../calls/roster.ts'
import type { CallTiming } from '../calls/timing.ts'
import type { LineSnapshot } from '../protocol/consoles.ts'
import type { Person } from '../protocol/directory.ts'
import type { Notice, NoticeName } from '../protocol/events.ts'
import { RefusedError, refusal } from '../protocol/refusal.ts'
import { AdminAlarms } from './adminAlarms.ts'
import { Admission } from './admission.ts'
import { Answering } from './answering.ts'
import { busyElsewhere } from './busy.ts'
import { CaucusTexts } from './caucusTexts.ts'
import { Connections, type Connection } from './connections.ts'
import { Consoles, type SignedIn } from './consoles.ts'
import { ConsoleWatch } from './consoleWatch.ts'
import { audienceOf, type ConsoleServer, type ConsoleSocket } from './consoleSocket.ts'
import { Departures, type DeparturesOptions } from './departures.ts'
import { FanOut } from './fanOut.ts'
import { readAtPace } from './pace.ts'
import type {
  AlarmsPort,
  DirectoryPort,
  LinesPort,
  MediaRequestsPort,
  NotesPort,
  SessionEnd,
  SessionsPort,
  SignalingLog,
  TestReportsPort,
  TextsPort,
} from './ports.ts'
import { createHandlers } from './requests.ts'
import { cutWhenUnread } from './unread.ts'

export interface SignalingOptions {
  readonly httpServer: HttpServer
  readonly sessions: SessionsPort
  readonly directory: DirectoryPort
  readonly lines: LinesPort
  readonly report: DeparturesOptions['report']
  readonly media: MediaRequestsPort
  readonly tests: TestReportsPort
  readonly alarms: AlarmsPort
  readonly texts: TextsPort
  readonly notes: NotesPort
  /** Told of every console that has come. */
  readonly consoleCame: (console: string) => void
  readonly timing: Pick<CallTiming, 'unattendedAfterMs'>
  readonly clock: () => number
  readonly log: SignalingLog
}

/** A socket that has not said who it is by then is cut. */
const CONNECT_WITHIN_MS = 5_000
/** Large enough for the largest session description of mediasoup, small enough to be no weapon. */
const LARGEST_MESSAGE_BYTES = 256 * 1024

/** The socket.io edge: who connects is who their session says; requests go in, entries and notices go out. */
export class Signaling {
  readonly consoles: Consoles
  readonly #options: SignalingOptions
  readonly #io: ConsoleServer
  readonly #admission: Admission
  readonly #connections: Connections
  readonly #answering: Answering
  readonly #departures: Departures
  readonly #alarms: AdminAlarms
  readonly #watch: ConsoleWatch
  readonly #fanOut: FanOut
  readonly #endings: (() => void)[] = []
  #closed = false

  static create(options: SignalingOptions): Signaling {
    return new Signaling(options)
  }

  private constructor(options: SignalingOptions) {
    const { httpServer, directory, lines, media, sessions, clock, log, report } = options
    this.#options = options
    this.consoles = new Consoles((person) => directory.person(person), busyElsewhere(lines))
    this.#connections = new Connections(clock, (connection) => this.#expired(connection))
    this.#admission = new Admission({
      ...{ sessions, directory, clock },
      consolesOf: (person) => this.#connections.ofPerson(person),
    })
    const isConnected = (consoleId: string): boolean => this.#connections.isConnected(consoleId)
    this.#departures = new Departures({ lines, directory, report, isConnected })
    this.#watch = ConsoleWatch.create({
      ...{ consoles: this.consoles, lines, directory, clock, report, ...options.timing },
      tell: (line, consoles) => this.notifyLine(line, 'presence:changed', { line, consoles }),
    })
    const caucus = new CaucusTexts({
      stateOf: (line) => lines.state(line),
      clock,
      tell: (console, said) => this.notify(console, 'caucus:said', said),
    })
    const handlers = createHandlers(lines, media, options.notes, {
      report: (signedIn, said) => this.#watch.reported(signedIn, said),
      readPaths: (line) => this.#watch.paths(line),
      readTexts: async (line, before) => ({ texts: await options.texts.textsBefore(line, before) }),
      sayInCaucus: (from, said) => caucus.say(from, said),
      readCaucus: (by, asked) => caucus.read(by, asked),
      renew: (signedIn, accessToken) => this.#renew(signedIn, accessToken),
      readClock: clock,
      testReport: ({ console }, { line, testId, measured }) =>
        this.#options.tests.report(line, testId, console, measured),
      commandTaken: ({ console }) => this.#departures.commandTaken(console),
    })
    this.#answering = new Answering({
      ...{ handlers, directory, lines, clock, log },
      onBeat: (signedIn) => this.#watch.beat(signedIn),
    })
    this.#io = new Server(httpServer, {
      transports: ['websocket'],
      serveClient: false,
      connectTimeout: CONNECT_WITHIN_MS,
      maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
      // A console that is gone without a word is noticed within six seconds. Sooner, one on a busy machine or on a path
      // that loses packets would be cut with its media, and come back only to be cut again; that it hears no marks any
      // more it notices itself within two.
      pingInterval: 1500,
      pingTimeout: 4_000,
    })
    this.#io.engine.on('connection', (conn: Parameters<typeof readAtPace>[0]['conn']) => readAtPace({ conn }))
    this.#io.use((socket, next) => this.#admit(socket, next))
    this.#io.on('connection', (socket) => this.#connected(socket))
    this.#alarms = new AdminAlarms({
      ...{ alarms: options.alarms, directory, lines },
      signedIn: () => this.#connections.all.map(({ signedIn }) => signedIn),
      tell: (console, notice) => this.notify(console, 'alarms:changed', notice),
    })
    this.#fanOut = new FanOut({
      tellLine: (line, entries, except) => this.notifyLine(line, 'line:advanced', { line, entries }, except),
      tellConsole: (console, line, entries) => this.notify(console, 'line:advanced', { line, entries }),
    })
    this.#endings.push(
      sessions.onSessionEnded((sessionId, reason) => this.#sessionEnded(sessionId, reason)),
      lines.onChange((line, entry) => this.#fanOut.add(line, entry)),
      lines.onChange((_line, _entry, state) => caucus.stateChanged(state)),
      () => this.#fanOut.close(),
      options.notes.onChange((changed, isFor) => {
        // To each of the party that may read them, and into no room that anybody else might be in.
        for (const { signedIn } of this.#connections.all)
          if (isFor(signedIn.person)) this.notify(signedIn.console, 'notes:changed', changed)
      }),
      () => this.#alarms.close(),
    )
  }

  /** To one console, if it is connected. */
  notify<N extends NoticeName>(consoleId: string, name: N, notice: Notice<N>): void {
    this.#emit(this.#io.to(consoleId), name, notice)
  }

  /** To every console of a line, perhaps except one. */
  notifyLine<N extends NoticeName>(line: string, name: N, notice: Notice<N>, except?: string): void {
    const audience = this.#io.to(audienceOf(line))
    this.#emit(except === undefined ? audience : audience.except(except), name, notice)
  }

  /**
   * Somebody's roles, name or lines are other than they were, or a line is broken: whoever may no longer be in a call as
   * what they are in it leaves it, and every console gets a new welcome of what is theirs now. To be called when the lines
   * are as they are in the directory.
   */
  directoryChanged(): void {
    if (this.#closed) return
    this.#departures.misplaced()
    for (const connection of this.#connections.all) {
      const { socket, signedIn } = connection
      const who = this.#options.directory.person(signedIn.person)
      if (!who || who.suspended) {
        this.#end(connection, 'suspended')
        continue
      }
      for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room)
      this.#welcome(socket, signedIn, who)
    }
  }

  /** What a party has ready for the text lines is other than it was: its own consoles are told, in the middle of calls too. */
  preparedChanged(party: string): void {
    const { messages: prepared } = this.#options.directory.prepared(party)
    for (const { signedIn } of this.#connections.all)
      if (this.#options.directory.person(signedIn.person)?.party === party)
        this.notify(signedIn.console, 'prepared:changed', { prepared })
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const end of this.#endings) end()
    this.#connections.close()
    this.#watch.close()
    await this.#io.close()
  }

  /** socket.io's own typing cannot follow a generic event name; the signature above holds name and notice together. */
  #emit(to: { emit: unknown }, name: NoticeName, notice: unknown): void {
    const { emit } = to as { emit: (name: string, notice: unknown) => boolean }
    emit.call(to, name, notice)
  }

  #admit(socket: ConsoleSocket, next: (error?: Error) => void): void {
    const refused = this.#admission.admit(socket)
    next(refused && Object.assign(new Error(refused.message), { data: refused }))
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
    const old = this.#connections.ofConsole(console)
    const connection = { socket, sessionId, signedIn }
    this.#connections.add(connection, expiresAtMs)
    this.#admission.arrived(socket)
    for (const other of old) other.socket.disconnect(true)
    this.#answering.answerAll(socket, signedIn)
    socket.on('disconnect', (why) => this.#disconnected(connection, why))
    cutWhenUnread(socket, () => this.#options.log.warn({ console, person }, 'A console that does not read is cut.'))
    this.#welcome(socket, signedIn, who)
    this.#watch.changed(signedIn)
    this.#options.consoleCame(console)
    this.#options.log.info({ console, person }, 'A console is signed in.')
  }

  /** The snapshot and the joining of the rooms are one step, so that no entry is missed or told twice. */
  #welcome(socket: ConsoleSocket, signedIn: SignedIn, who: Person): void {
    const { lines } = this.#options
    const calledLines = lines.names.flatMap((name) => {
      const { parties = [], names } = lines.definition(name) ?? {}
      return names !== undefined && parties.includes(who.party) ? [[name, names] as const] : []
    })
    const snapshots = lines.names.flatMap((name): LineSnapshot[] => {
      const line = lines.definition(name)
      const state = lines.state(name)
      const place = line && placeOnLine(who, line)
      if (!line || !state || !place) return []
      const snapshot = { line, standing: place.standing, state, consoles: this.consoles.presentOn(line) }
      return [lines.isBroken(name) ? { ...snapshot, broken: true } : snapshot]
    })
    this.#fanOut.flush()
    void socket.join([signedIn.console, ...snapshots.map(({ line }) => audienceOf(line.line))])
    socket.emit('console:welcomed', {
      console: signedIn.console,
      person: who,
      parties: [...this.#options.directory.parties()],
      ...calledOtherwise(this.#options.directory.people()),
      ...(calledLines.length > 0 && { calledLines: Object.fromEntries(calledLines) }),
      prepared: this.#options.directory.prepared(who.party).messages,
      lines: snapshots,
      atMs: this.#options.clock(),
      ...this.#alarms.of(who),
    })
  }

  /** `why` is in socket.io's words. */
  #disconnected(connection: Connection, why: string): void {
    const { signedIn } = connection
    const { console, person } = signedIn
    this.#connections.remove(connection)
    this.consoles.remove(signedIn)
    if (this.#connections.isConnected(console) || this.#closed) return
    this.#options.media.consoleGone(console)
    this.#options.tests.consoleGone(console)
    this.#departures.lost(console)
    this.#watch.changed(signedIn)
    this.#options.log.info({ console, person, why }, 'A console is gone.')
  }

  #sessionEnded(sessionId: string, reason: SessionEnd): void {
    for (const connection of this.#connections.all)
      if (connection.sessionId === sessionId) this.#end(connection, reason)
  }

  /** Signing out is leaving, and a suspension is being removed; a session that merely ran out leaves the leg away. */
  #end({ socket, signedIn: { console } }: Connection, reason: SessionEnd): void {
    if (reason === 'signed-out') this.#departures.removed(console, 'left')
    if (reason === 'suspended') this.#departures.removed(console, 'suspended')
    socket.emit('session:ended', { reason })
    socket.disconnect(true)
  }

  /**
   * The access token has run out and no newer one was shown. A console in a call whose session is live stays all the
   * same: on a full disk no session can be renewed, and a call is never cut for that.
   */
  #expired(connection: Connection): void {
    const { sessionId, signedIn } = connection
    const inCall = this.#departures.callsWith(signedIn.console).length > 0
    if (inCall && this.#options.sessions.isLive(sessionId))
      this.#connections.expireAt(connection, this.#options.clock())
    else this.#end(connection, 'expired')
  }

  #renew(signedIn: SignedIn, accessToken: string): void {
    const session = this.#options.sessions.verifyAccess(accessToken)
    const connection = this.#connections.all.find((candidate) => candidate.signedIn === signedIn)
    if (!session || !connection || session.sessionId !== connection.sessionId)
      throw new RefusedError(refusal('signed-out', 'This access token does not belong to the session of this console.'))
    this.#connections.expireAt(connection, session.expiresAtMs)
  }
}

/** What people are called in other languages, of those of whom the directory knows that. */
function calledOtherwise(people: readonly Person[]): Pick<Notice<'console:welcomed'>, 'called'> {
  const called = people.flatMap(({ person, names }) => (names === undefined ? [] : [[person, names] as const]))
  return called.length === 0 ? {} : { called: Object.fromEntries(called) }
}
