import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { preparedOf } from '../../../server/calls/prepared.ts'
import { emptyDirectory } from '../../../server/calls/directory.ts'
import { DEFAULT_TIMING } from '../../../server/calls/timing.ts'
import { LineStreams } from '../../../server/facts/lineStreams.ts'
import { EMPTY_HEAD } from '../../../server/facts/log.ts'
import { SqliteLog } from '../../../server/facts/sqliteLog.ts'
import type { Person } from '../../../server/protocol/directory.ts'
import { mediaRequestSchemas } from '../../../server/protocol/media.ts'
import { RefusedError, refusal } from '../../../server/protocol/refusal.ts'
import type { MediaRequestsPort } from '../../../server/signaling/ports.ts'
import { LineHistories } from '../../../server/history/lineHistories.ts'
import { Signaling } from '../../../server/signaling/signaling.ts'
import { LEADERS, PARTIES } from '../../calls/demonstrationLines.ts'

/** Nobody asks this server for media. */
const never = (): never => {
  throw new RefusedError(refusal('unavailable', 'There is no media here.'))
}
const noMedia: MediaRequestsPort = {
  handlers: Object.fromEntries(
    Object.keys(mediaRequestSchemas).map((name) => [name, never]),
  ) as unknown as MediaRequestsPort['handlers'],
  consoleGone: () => {},
}

/** The allowance of a person is that of somebody who types: time runs so much faster here as tests write faster. */
const CLOCK_RUNS = 200
const DAY_MS = 86_400_000

/** Signaling, the line and its log on a disk, as the server has them, behind a socket; and nothing else of the server. */
export class TextSite {
  readonly log: SqliteLog
  readonly lines: LineStreams
  readonly histories: LineHistories
  readonly port: number
  readonly #close: () => Promise<void>

  static async open(folder: string, people: readonly Person[]): Promise<TextSite> {
    const startedMs = performance.now()
    const clock = (): number => Math.round(1_790_000_000_000 + (performance.now() - startedMs) * CLOCK_RUNS)
    const http = createServer().listen(0, '127.0.0.1')
    await once(http, 'listening')
    const log = await SqliteLog.open(join(folder, 'facts.sqlite'))
    const directory = { ...emptyDirectory, parties: PARTIES, people }
    const fail = (message: string, error: unknown): never => {
      throw new Error(message, { cause: error })
    }
    const failed = (bindings: object, message: string): never => fail(message, bindings)
    const lines = await LineStreams.open(
      {
        ...{ log, clock, newId: randomUUID, timing: DEFAULT_TIMING, onTrouble: fail },
        signedIn: () => [],
        prepared: (party) => preparedOf(directory, party).messages,
        languageOf: () => undefined,
      },
      [LEADERS],
    )
    const histories = LineHistories.create({
      lines: () => [LEADERS],
      readLine: (line) => lines.entries(line, EMPTY_HEAD),
      entryOf: (line, commandId) => lines.entryOf(line, commandId),
      onEntry: (listener) => lines.onChange(listener),
      log: { warn: failed, error: failed },
    })
    const signaling = Signaling.create({
      consoleCame: () => {},
      ...{ httpServer: http, lines, media: noMedia, clock, timing: DEFAULT_TIMING, report: () => {} },
      tests: { report: () => {}, consoleGone: () => {} },
      alarms: { alarms: () => [], onAlarms: () => () => {} },
      texts: histories,
      notes: { read: never, command: never, onChange: () => () => {} },
      sessions: {
        // Who shows a username is that person.
        verifyAccess: (person) => ({ sessionId: person, person, expiresAtMs: clock() + DAY_MS }),
        isLive: () => true,
        onSessionEnded: () => () => {},
      },
      directory: {
        person: (name) => people.find(({ person }) => person === name),
        parties: () => PARTIES,
        people: () => people,
        prepared: (party) => preparedOf(directory, party),
      },
      log: { info: () => {}, warn: () => {}, error: failed },
    })
    const { port } = http.address() as AddressInfo
    return new TextSite({ log, lines, histories }, port, async () => {
      await signaling.close()
      await histories.close()
      http.closeAllConnections()
      await lines.close()
      await log.close()
    })
  }

  private constructor(
    { log, lines, histories }: Pick<TextSite, 'log' | 'lines' | 'histories'>,
    port: number,
    close: () => Promise<void>,
  ) {
    this.log = log
    this.lines = lines
    this.histories = histories
    this.port = port
    this.#close = close
  }

  async close(): Promise<void> {
    await this.#close()
  }
}
