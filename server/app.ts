import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { Acting } from './acting.ts'
import { DIRECTORY_STREAM } from './calls/directory.ts'
import { changedBetween } from './calls/prepared.ts'
import { liveCall } from './calls/roster.ts'
import { DEFAULT_TIMING, type CallTiming } from './calls/timing.ts'
import { ConfigError, type Config } from './config.ts'
import { DataFolder } from './dataFolder.ts'
import { SqliteLog } from './facts/sqliteLog.ts'
import { Stream } from './facts/stream.ts'
import { FIRST_PERSON_HELP, firstRunNotice } from './identity/firstRunNotice.ts'
import { Identity } from './identity/identity.ts'
import { Media } from './media/media.ts'
import { MediaPortTaken } from './media/workerStart.ts'
import { LineDoors } from './lineDoors.ts'
import { inAnyCall, participantsOf } from './lineTests/participants.ts'
import { LineReports } from './lineReports.ts'
import { mediaCallOf, mediaPermissions, mediaReports } from './mediaWiring.ts'
import type { Closable, Owned } from './owned.ts'
import type { PresentConsole } from './protocol/consoles.ts'
import type { LineState } from './protocol/lineState.ts'
import { createHealth } from './health.ts'
import { historyPort } from './historyPort.ts'
import { createHttpApp } from './http/app.ts'
import { createMetrics } from './metrics.ts'
import { LineHistories } from './history/lineHistories.ts'
import { NoteStreams } from './facts/noteStreams.ts'
import { RecordStreams } from './facts/recordStreams.ts'
import { Memoranda } from './memorandum/memoranda.ts'
import { NoteDesk } from './noteDesk.ts'
import type { PartyKeys } from './recording/partyKeys.ts'
import type { Recorder } from './recording/recorder.ts'
import { keepTests, openLibrary, openRecordKeys, startRecording } from './recordingWiring.ts'
import { createServerClock } from './serverClock.ts'
import { Signaling } from './signaling/signaling.ts'
import { TestRooms } from './testRooms.ts'
import { WebServer } from './webServer.ts'

/** What a test changes of an installation and an operator does not. */
export interface AppOptions {
  readonly timing?: CallTiming
  /** Where the first start says the passwords it has made; the terminal. */
  readonly say?: (text: string) => void
}

/** Where `npm start` builds the client to. */
const CLIENT_FOLDER = fileURLToPath(new URL('../client/dist', import.meta.url))

/** The composition root: everything is built and wired here, once, and closed in the opposite order. */
export class App {
  readonly url: string
  readonly #parts: readonly Closable[]
  #closing: Promise<void> | undefined

  /** @throws ConfigError for what an operator has to change. */
  static async start(config: Config, log: Logger, options: AppOptions = {}): Promise<App> {
    const parts: Closable[] = []
    const owned: Owned = (part) => {
      parts.unshift(part)
      return part
    }
    try {
      return new App(await build(config, log, options, owned), parts)
    } catch (error) {
      for (const part of parts) await part.close()
      throw error instanceof MediaPortTaken ? new ConfigError(error.message, { cause: error }) : error
    }
  }

  private constructor(url: string, parts: readonly Closable[]) {
    this.url = url
    this.#parts = parts
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      for (const part of this.#parts) await part.close()
    })()
    return this.#closing
  }
}

/** Builds every part and hands it to `owned`, whose owner closes it. @returns where the server is to be found. */
async function build(
  config: Config,
  log: Logger,
  { timing = timingOf(config), say = (text) => void process.stdout.write(text) }: AppOptions,
  owned: Owned,
): Promise<string> {
  const nowMs = createServerClock()
  const clock = () => Math.round(nowMs())
  const partLog = (part: string) => log.child({ part })
  const folder = owned(DataFolder.open(config.dataDir))
  const factLog = owned(
    await SqliteLog.open(join(folder.path, 'ringdown.sqlite'), {
      onFollowError: (error) => log.error({ err: error }, 'The log cannot be followed.'),
    }),
  )
  const stream = owned(
    await Stream.open({
      ...{ log: factLog, clock, ...DIRECTORY_STREAM },
      onListenerError: (error) => log.error({ err: error }, 'A listener of the directory threw.'),
      onBroken: (error) => log.error({ err: error }, 'The directory cannot be folded.'),
    }),
  )
  const identity = owned(await Identity.create({ dataFolder: folder.path, stream, clock, log: partLog('identity') }))
  const { directory, sessions } = identity
  if (config.demonstration) firstRunNotice(await identity.makeDemonstration(), say)
  else if (directory.isEmpty()) say(`${FIRST_PERSON_HELP}\n`)

  // Who is signed in is known by signaling, which is built last: until then nobody is, and no room is ready.
  const edge: { signaling?: Signaling; rooms?: TestRooms } = {}
  const present = (name: string): PresentConsole[] => {
    const line = doors.lines.definition(name)
    return (line && edge.signaling?.consoles.presentOn(line)) ?? []
  }
  const doors: LineDoors = owned(
    await LineDoors.open(
      {
        log: factLog,
        clock,
        newId: randomUUID,
        timing,
        signedIn: present,
        prepared: (party) => directory.prepared(party).messages,
        languageOf: (party) => directory.languageOf(party),
        testParticipants: (line, testId) => {
          const states = doors.lines.names.flatMap((name) => doors.lines.state(name) ?? [])
          return participantsOf(line, testId, present(line.line), inAnyCall(states))
        },
        roomReady: (line) => edge.rooms?.isReady(line) ?? false,
        onTrouble: (message, error) => log.error({ err: error }, message),
        // Every console of it is told by a new welcome.
        onBroken: () => edge.signaling?.directoryChanged(),
      },
      directory.lines(),
    ),
  )
  const { lines } = doors
  const reports = owned(LineReports.create({ take: (...report) => doors.report(...report) }))
  const accesses = owned(new RecordStreams(factLog, clock))
  const web = owned(await WebServer.create(config, partLog('web')))
  const keys = await openRecordKeys(folder.path, directory, log)
  const recordingLog = partLog('recording')
  const recordingParts = { config, dataFolder: folder.path, keys, clock, nowMs, log: recordingLog, owned }
  const library = openLibrary(recordingParts, directory, doors)
  const notes = new NoteDesk({
    streams: owned(new NoteStreams(factLog, clock)),
    person: (person) => directory.person(person),
    line: (line) => lines.definition(line),
    summary: (callId) => library.summary(callId),
  })
  const histories = owned(
    LineHistories.create({
      lines: () => directory.lines(),
      readLine: (line) => lines.entries(line, { version: 0, hash: '0'.repeat(64) }),
      entryOf: (line, commandId) => lines.entryOf(line, commandId),
      onEntry: (listener) => lines.onChange(listener),
      log: partLog('history'),
    }),
  )
  const { recorder, director } = await startRecording(recordingParts, library, doors, reports, (mark) =>
    edge.signaling?.notifyLine(mark.line, 'recording:marked', mark),
  )
  const media = owned(
    await Media.create({
      // A worker carries whole lines: more of them than lines would hold ports for nothing.
      workers: Math.max(1, Math.min(availableParallelism(), lines.names.length)),
      address: config.mediaAddress,
      port: config.mediaPort,
      nowMs,
      log: partLog('media'),
      state: { callOf: (line) => mediaCallOf(doors.state(line), present) },
      permissions: mediaPermissions(
        (person) => directory.person(person),
        (line) => lines.definition(line),
        (console) => edge.signaling?.consoles.has(console) ?? false,
        (line) => lines.state(line)?.lineTest,
      ),
      reports: mediaReports(
        (line, command) => reports.tell(line, 'media', command),
        (line) => liveCallIdOf(doors.state(line)),
        (line, consoles) => acting.speakersChanged(line, consoles),
      ),
      notify: (console, name, notice) => edge.signaling?.notify(console, name, notice),
      taps: director,
    }),
  )
  const acting = new Acting({
    ...{ config, timing, clock, doors, reports, director, media, library, present, owned },
    log: partLog('testing'),
  })
  const retention = keepTests(recordingParts, library, doors)
  edge.signaling = owned(
    Signaling.create({
      httpServer: web.https,
      sessions,
      directory,
      lines,
      report: (line, command, stillSo) => reports.tell(line, 'signaling', command, stillSo),
      media,
      tests: acting.tests,
      alarms: histories,
      texts: histories,
      notes,
      consoleCame: (console) => acting.consoleCame(console),
      timing,
      clock,
      log: partLog('signaling'),
    }),
  )
  owned({ close: doors.onChange((_line, _entry, state) => acting.stateChanged(state)) })
  let takingOver = Promise.resolve()
  // One change after the other: two at once would open a line twice.
  const takeOver = (): Promise<void> => {
    takingOver = takingOver
      .then(() => takeOverDirectory(directory, doors, keys.partyKeys, recorder))
      .then(
        () => {
          edge.signaling?.directoryChanged()
          acting.definitionsChanged(lines.names.flatMap((line) => lines.state(line) ?? []))
          edge.rooms?.look()
        },
        (error: unknown) => {
          log.error({ err: error }, 'A change of the directory was not taken over.')
          edge.signaling?.directoryChanged()
        },
      )
    return takingOver
  }
  let known = directory.state
  const onDirectory = (): void => {
    const before = known
    known = directory.state
    // A password that was changed is nothing that a console has to be told.
    const { people, parties, lines: defined, prepared } = known
    if (people !== before.people || parties !== before.parties || defined !== before.lines) void takeOver()
    // No welcome for that: it would come to every console, in the middle of calls.
    for (const party of changedBetween(before.prepared, prepared)) edge.signaling?.preparedChanged(party)
  }
  owned({ close: directory.onChange(onDirectory) })

  for (const found of await recorder.recover(lines.openCalls))
    recordingLog.warn(found, 'A record was recovered after a loss.')
  for (const line of lines.names) {
    const callId = liveCallIdOf(lines.state(line))
    if (callId === undefined) continue
    const resume = { name: 'call:resume', callId } as const
    const answer = await lines.report(line, 'server', resume)
    if (!answer.ok && answer.refusal.code === 'unavailable') reports.tell(line, 'server', resume)
  }
  await acting.tests.takeOver()
  await takeOver()
  for (const line of lines.names) {
    const state = lines.state(line)
    if (state) acting.stateChanged(state)
  }
  const url = await web.listen(
    createHttpApp(
      {
        sessions,
        signIn: identity.signIn,
        directory,
        records: library,
        recalls: library.recalls,
        accesses,
        notes,
        memoranda: new Memoranda(directory, clock),
        history: historyPort(histories, lines),
        health: createHealth({
          media,
          folder: folder.path,
          recordsFolder: join(folder.path, 'records'),
          parties: () => directory.parties().map(({ party }) => party),
          partyKeys: keys.partyKeys,
          signingKeyFile: keys.signingKeyFile,
          brokenLines: () => lines.names.filter((line) => lines.isBroken(line)),
          unrecordedLines: () => lines.names.filter((line) => isUnrecorded(lines.state(line))),
        }),
        metrics: createMetrics({
          consoles: () => edge.signaling?.consoles.count ?? 0,
          callsUp: () => lines.names.filter((line) => liveCallIdOf(lines.state(line)) !== undefined).length,
          callsRecorded: () => director.recording,
          media: () => media.stats(),
          alarmsUnacknowledged: () => histories.unacknowledged,
        }),
        log: partLog('http'),
      },
      {
        clientFolder: CLIENT_FOLDER,
        authorityPem: () => web.authorityPem,
        metricsToken: config.metricsToken,
      },
    ),
  )
  // Nobody waits for the calls of years at a start, and who asks for them soon after it not for long.
  library.readCalls().catch((error: unknown) => {
    log.error({ err: error }, 'The calls of the lines could not be read. They are when somebody asks for them.')
  })
  edge.rooms = owned(TestRooms.create({ doors, library, recorder, acting, retention, log: partLog('testing') }))
  return url
}

/** New lines are opened, new parties get a key, and keys are made ready so that the first calls do not wait for them. */
async function takeOverDirectory(
  directory: Identity['directory'],
  doors: LineDoors,
  partyKeys: PartyKeys,
  recorder: Recorder,
): Promise<void> {
  for (const { party } of directory.parties()) await partyKeys.add(party)
  for (const line of directory.lines()) {
    await doors.define(line)
    await recorder.prepare(line.parties)
  }
}

const timingOf = ({ lineTestAgainSeconds }: Config): CallTiming => ({
  ...DEFAULT_TIMING,
  testAgainAfterMs: lineTestAgainSeconds * 1_000,
})

const liveCallIdOf = (state: LineState | undefined): string | undefined => state && liveCall(state)?.callId
const isUnrecorded = (state: LineState | undefined): boolean => {
  const recording = state && liveCall(state)?.recording.state
  return recording === 'failed' || recording === 'damaged'
}
