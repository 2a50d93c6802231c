import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseSetCookie } from 'cookie'
import type { Express } from 'express'
import { Registry } from 'prom-client'
import { RecordStreams } from '../../server/facts/recordStreams.ts'
import { createHttpApp, type HttpOptions } from '../../server/http/app.ts'
import type { RecallsPort, RecordsPort } from '../../server/http/ports.ts'
import type { ReportedException } from '../../server/protocol/exceptions.ts'
import type { Line } from '../../server/protocol/directory.ts'
import type { Alarm, LineHistory } from '../../server/protocol/lineHistory.ts'
import type { CallRecord, RecordSummary } from '../../server/protocol/records.ts'
import { RefusedError, refusal } from '../../server/protocol/refusal.ts'
import { openInstallation, PASSWORD, settle, type Installation } from '../identity/installation.ts'

export const CALL = '6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c01'
export const TRACK = '6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c02'
export const TRACK_BYTES = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 251))
export const ETAG = '"a-track"'

const CONSOLE = '6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c03'
const placedBy = { person: 'kim', name: 'Kim', party: 'kr', role: 'principal', console: CONSOLE } as const
const SUMMARY: RecordSummary = {
  ...{ callId: CALL, line: 'leaders', lineName: 'Leaders', parties: ['kr', 'jp'] },
  ...{ precedence: 'routine', marking: 'real', placedBy, placedAtMs: 1000, people: [], recording: 'closed', tracks: 1 },
}
export const EXCEPTION: ReportedException = {
  ...{
    callId: CALL,
    line: 'leaders',
    lineName: 'Leaders',
    marking: 'real',
    placedAtMs: 1000,
    atMs: 1500,
    fromMs: 1500,
    untilMs: 1800,
  },
  ...{ cause: 'disk-refused', outcome: 'kept', detail: 'ENOSPC' },
}
const RECORD: CallRecord = {
  summary: SUMMARY,
  call: {
    ...{ callId: CALL, line: 'leaders', phase: 'ended', precedence: 'routine', marking: 'real', parties: ['kr', 'jp'] },
    ...{ placedBy, placedAtMs: 1000, legs: [], rings: [], tracks: [], mediaLost: false },
    recording: { state: 'closed', sinceMs: 2000, keyNumber: 1 },
  },
  facts: {
    previous: '0'.repeat(64),
    entries: [
      {
        ...{ stream: 'line/leaders', version: 1, previous: '0'.repeat(64), hash: '1'.repeat(64), atMs: 1000 },
        ...{ commandId: '0190aaaa-0000-7000-8000-0000000000d1', by: { kind: 'system', part: 'recording' } },
        facts: [
          {
            ...{ type: 'ring:sent', v: 1, callId: CALL, party: 'jp', attempt: 1, deadlineAtMs: 61_000 },
            consoles: [
              { console: '0190aaaa-0000-7000-8000-0000000000e1', person: 'jp-records' },
              { console: '0190aaaa-0000-7000-8000-0000000000e2', person: 'jp-gone' },
            ],
          },
        ],
      },
    ],
  },
  texts: [],
  tracks: [],
}

async function* bytes(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < content.length; from += 999) yield content.subarray(from, from + 999)
}

/** One record of a call between Korea and Japan, with one track whose bytes are known. */
const oneRecord: RecordsPort = {
  list: async (party) => ({ records: SUMMARY.parties.includes(party) ? [SUMMARY] : [] }),
  exceptions: async (party, day = '2026-11-24') => ({
    ...{ day, timeZone: 'Asia/Seoul' },
    exceptions: SUMMARY.parties.includes(party) ? [EXCEPTION] : [],
  }),
  summary: async (callId) => (callId === CALL ? SUMMARY : undefined),
  record: async () => RECORD,
  manifest: async () => ({ mimeType: 'application/jsonl', fileName: 'm.jsonl', stream: bytes(Buffer.from('{}\n')) }),
  track: async (_callId, trackId) => {
    if (trackId !== TRACK) throw new RefusedError(refusal('unknown', 'There is no such track.'))
    return {
      ...{
        mimeType: 'video/webm',
        byteLength: TRACK_BYTES.length,
        etag: ETAG,
        fileName: 't.webm',
        lastModifiedMs: 5000,
      },
      stream: (start, endInclusive) => bytes(TRACK_BYTES.subarray(start, endInclusive + 1)),
    }
  },
  archive: async () => ({ mimeType: 'application/x-tar', fileName: 'a.tar', stream: bytes(Buffer.alloc(1024)) }),
  verify: async () => ({ sound: true, checks: [], faults: [] }),
}

/** One recall of one voice, which nobody has begun who is not Kim. */
const oneRecall: RecallsPort = {
  async begin({ recall, of, person }, note) {
    if (person !== 'kim') throw new RefusedError(refusal('unknown', 'There is no such call.'))
    const stretch = { recall, of, fromMs: 1000, toMs: 2000, voices: [] }
    await note(stretch)
    return stretch
  },
  track({ person }) {
    if (person !== 'kim') throw new RefusedError(refusal('unknown', 'There is no such recall.'))
    return {
      ...{
        mimeType: 'audio/webm',
        byteLength: TRACK_BYTES.length,
        etag: ETAG,
        fileName: 'r.webm',
        lastModifiedMs: 5000,
      },
      stream: (start, endInclusive) => bytes(TRACK_BYTES.subarray(start, endInclusive + 1)),
    }
  },
}

const ROLL_CALL = { rollCallId: CONSOLE, dueMs: 0, deadlineMs: 9000, openedAtMs: 0, parties: [] }

export const ALARM: Alarm = {
  ...{ kind: 'roll-call', alarm: '6f9f4a52-5a3e-4c3e-9a58-0d5a0f0a1c04', line: 'leaders', lineName: 'Leaders' },
  ...{ atMs: 2000, dueMs: 1000, acknowledged: [], parties: [{ party: 'jp', why: 'no-answer' }] },
}

/** Somebody for each role that routes know, of a party on the line and of one that is not. */
const PEOPLE = [
  { person: 'kim', party: 'kr', roles: ['principal'] },
  { person: 'kr-records', party: 'kr', roles: ['records'] },
  { person: 'jp-records', party: 'jp', roles: ['records'] },
  { person: 'us-records', party: 'us', roles: ['records'] },
  { person: 'kr-admin', party: 'kr', roles: ['admin'] },
] as const

export interface Asking {
  readonly method?: string
  readonly token?: string | undefined
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** The HTTP edge on a port of its own, with real people, sessions and facts. */
export class WebApp {
  readonly installation: Installation
  readonly accesses: RecordStreams
  /** The alarms that were acknowledged, with who. */
  readonly acknowledged: string[] = []
  readonly obstacles = { signIn: [] as string[], calls: [] as string[] }
  readonly app: Express
  readonly #server: Server
  readonly #url: string
  readonly #folder: string

  static async start(options: Partial<HttpOptions> = {}): Promise<WebApp> {
    const installation = await openInstallation()
    await settle(
      installation.identity,
      PEOPLE.map((person) => ({ ...person, roles: [...person.roles] })),
    )
    const folder = mkdtempSync(join(tmpdir(), 'ringdown-client-'))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new WebApp(installation, server, folder, options)
  }

  private constructor(installation: Installation, server: Server, folder: string, options: Partial<HttpOptions>) {
    const { identity, log, clock } = installation
    const quiet = { info: () => {}, warn: () => {}, error: () => {} }
    this.installation = installation
    this.accesses = new RecordStreams(log, clock.now)
    this.#server = server
    this.#folder = folder
    const { port } = server.address() as AddressInfo
    this.#url = `http://127.0.0.1:${port}`
    const { obstacles } = this
    const ports = {
      ...{ sessions: identity.sessions, signIn: identity.signIn, directory: identity.directory, records: oneRecord },
      notes: { read: async () => ({ version: 0, notes: [] }) },
      recalls: oneRecall,
      memoranda: {
        make: async ({ format }: { format: string }) => ({
          ...{ mimeType: 'application/pdf', fileName: `m.${format}`, stream: bytes(Buffer.from(format)) },
        }),
      },
      ...{ accesses: this.accesses, metrics: new Registry(), log: quiet },
      history: {
        ready: Promise.resolve(),
        history: async (line: Line, from: number, to: number): Promise<LineHistory> => {
          const { line: name, name: lineName, parties } = line
          const dueMs = [500, 1500, 2500].filter((due) => due >= from && due < to)
          const rollCalls = dueMs.map((due) => ({ ...ROLL_CALL, dueMs: due }))
          return { line: name, lineName, parties, rollCalls, tests: [] }
        },
        alarms: (party: string) => (SUMMARY.parties.includes(party) ? [ALARM] : []),
        alarm: async (party: string, alarm: string) =>
          SUMMARY.parties.includes(party) && alarm === ALARM.alarm ? ALARM : undefined,
        acknowledge: async (
          { alarm }: Alarm,
          { person, party, name }: { person: string; party: string; name: string },
        ) => void this.acknowledged.push([alarm, person, party, name].join(' ')),
      },
      health: { obstaclesToSignIn: async () => obstacles.signIn, obstaclesToCalls: async () => obstacles.calls },
    }
    this.app = createHttpApp(ports, { clientFolder: folder, ...options })
    server.on('request', this.app)
  }

  get host(): string {
    return new URL(this.#url).host
  }

  async ask(path: string, { method = 'GET', token, json, headers = {} }: Asking = {}): Promise<Response> {
    return await fetch(`${this.#url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
  }

  /** A session as a program has it. */
  async tokenOf(person: string): Promise<string> {
    const request = { username: person, password: PASSWORD, address: '192.0.2.7', deviceToken: undefined }
    return (await this.installation.identity.signIn.signIn(request)).accessToken
  }

  /** The kinds of facts of the record, with who. */
  async factsOfRecord(): Promise<string[]> {
    return (await this.accesses.of(CALL)).map(({ fact }) => `${fact.type} ${fact.person}`)
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
    await this.accesses.close()
    await this.installation.close()
    rmSync(this.#folder, { recursive: true })
  }
}

/** The cookies that an answer sets. */
export const cookiesOf = (response: Response) => response.headers.getSetCookie().map((text) => parseSetCookie(text))

/** A `Cookie` header of what an answer set. */
export const cookieHeader = (response: Response): string =>
  cookiesOf(response)
    .map(({ name, value }) => `${name}=${value ?? ''}`)
    .join('; ')

/** The code and the status of a problem. */
export async function problemIn(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('application/problem+json')) return `${response.status} ${type}`
  const { code, status } = (await response.json()) as { code: string; status: number }
  return status === response.status ? `${status} ${code}` : `status ${status} in an answer ${response.status}`
}
