import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { isRoom, roomDefinition } from '../../server/calls/room.ts'
import { type Entry } from '../../server/chain/entryChain.ts'
import { EMPTY_HEAD, type Head, type StoredFact } from '../../server/facts/log.ts'
import { readInPages } from '../../server/facts/pages.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { lineEntrySchema, type LineEntry } from '../../server/protocol/lineFacts.ts'
import type { CallRecording } from '../../server/recording/callRecording.ts'
import { MemoryReadingCache } from '../../server/recording/reading/readingCache.ts'
import type { Recorder } from '../../server/recording/recorder.ts'
import { RecordLibrary } from '../../server/recording/recordLibrary.ts'
import { identities, inFolder, makePacket, makeRecorder, makeTrack } from './synthetic.ts'

export const KIM = { person: 'kr-principal', name: 'Kim', party: 'kr', role: 'principal' } as const
const MORI = { person: 'jp-watch', name: 'Mori', party: 'jp', role: 'watch' } as const
const LINES = [
  { line: 'leaders', name: 'Leaders', names: { ko: '정상 회선' }, parties: ['kr', 'jp'], standings: {} },
  { line: 'advisers', name: 'National Security Advisers', parties: ['kr', 'us'], standings: {} },
]
const PARTIES = [
  {
    party: 'kr',
    name: 'Republic of Korea',
    names: { ko: '대한민국', ja: '韓国' },
    languages: ['ko'],
    timeZone: 'Asia/Seoul',
  },
]
export const query = { limit: 50 }

/** Keeps what is read of tracks, and how many of them are being read at once. */
class WatchedCache extends MemoryReadingCache {
  readonly kept = new Set<string>()
  mostAtOnce = 0
  readonly #reading = new Set<string>()

  override async get(key: string): Promise<Uint8Array | undefined> {
    const found = await super.get(key)
    if (found === undefined) this.#reading.add(key)
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#reading.size)
    return found
  }

  override async put(key: string, value: Uint8Array): Promise<void> {
    this.#reading.delete(key)
    this.kept.add(key)
    await super.put(key, value)
  }
}

/** A log of lines, a recorder and the library of both, and calls that are as long as it is told. */
export class Archive {
  readonly library: RecordLibrary
  readonly recorder: Recorder
  /** What was read of the lines: after which version, and up to which one was wanted. */
  readonly reads: [line: string, after: number, until: number | undefined][]
  readonly errors: object[]
  readonly cache: WatchedCache
  readonly folder: string
  readonly #log: SqliteLog
  readonly #heads = new Map<string, Head>()
  readonly #listeners: Set<(line: string, entry: LineEntry) => void>

  /** @param slow what reading the lines, or the rooms, waits for, and for how long whoever asks for them does. */
  static async open(
    folder: string,
    slow?: { readonly lines?: Promise<void>; readonly rooms?: Promise<void>; readonly withinMs: number },
  ): Promise<Archive> {
    const log = await SqliteLog.open(join(folder, 'ringdown.sqlite'))
    const { recorder } = await makeRecorder(folder)
    const listeners: Archive['listeners'] = new Set()
    const reads: Archive['reads'] = []
    const errors: object[] = []
    const cache = new WatchedCache()
    const library = RecordLibrary.create({
      dataFolder: folder,
      lines: () => LINES,
      rooms: () => LINES.map(roomDefinition),
      parties: () => PARTIES,
      readLine: (line, after, untilVersion) => {
        reads.push([line, after.version, untilVersion])
        const pages = readInPages(log, `line/${line}`, after, untilVersion)
        const until = isRoom(line) ? slow?.rooms : slow?.lines
        return until === undefined ? pages : afterwards(until, pages)
      },
      ...(slow !== undefined && { readWithinMs: slow.withinMs }),
      onEntry: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      identities: () => identities,
      readingCache: cache,
      verify: async () => ({ sound: true, checks: [], faults: [] }),
      clock: Date.now,
      log: { warn: () => {}, error: (bindings) => errors.push(bindings) },
    })
    // As a server does when it has started.
    const reading = library.readCalls()
    if (slow?.lines === undefined) await reading
    return new Archive(folder, log, recorder, library, listeners, reads, errors, cache)
  }

  private constructor(
    folder: string,
    log: SqliteLog,
    recorder: Recorder,
    library: RecordLibrary,
    listeners: Archive['listeners'],
    reads: Archive['reads'],
    errors: object[],
    cache: WatchedCache,
  ) {
    this.cache = cache
    this.folder = folder
    this.reads = reads
    this.errors = errors
    this.#log = log
    this.recorder = recorder
    this.library = library
    this.#listeners = listeners
  }

  get listeners(): Set<(line: string, entry: LineEntry) => void> {
    return this.#listeners
  }

  async happen(line: string, atMs: number, by: object, ...facts: StoredFact[]): Promise<void> {
    const head = this.#heads.get(line) ?? EMPTY_HEAD
    const entry = { commandId: randomUUID(), atMs, by: { ...by }, facts }
    const outcome = await this.#log.append(`line/${line}`, head, entry)
    if (outcome.outcome !== 'appended') throw new Error(outcome.outcome)
    this.#heads.set(line, outcome.entry)
    for (const listener of this.#listeners) listener(line, lineEntrySchema.parse(outcome.entry))
  }

  /** Places a call, which somebody of another party answers. */
  async place(line: string, parties: readonly string[], atMs: number): Promise<{ callId: string; console: string }> {
    const callId = randomUUID()
    const caller = { ...KIM, console: randomUUID() }
    const answering = { ...MORI, console: randomUUID() }
    await this.happen(
      ...([line, atMs, { kind: 'console', ...caller }] as const),
      { type: 'call:placed', v: 1, callId, line, parties, precedence: 'routine', marking: 'exercise' },
      { type: 'leg:joined', v: 1, callId, leg: caller, how: 'placed' },
    )
    const answered = { type: 'leg:joined', v: 1, callId, leg: answering, how: 'answered' }
    await this.happen(line, atMs + 1000, { kind: 'console', ...answering }, answered)
    return { callId, console: caller.console }
  }

  async end(line: string, callId: string, atMs: number): Promise<void> {
    const by = { kind: 'system', part: 'server' }
    await this.happen(line, atMs, by, { type: 'call:ended', v: 1, callId, reason: 'ended' })
  }

  /** The calls that the library lists for a party. */
  async callsOf(party: string, more: object = {}): Promise<string[]> {
    return (await this.library.list(party, { ...query, ...more })).records.map(({ callId }) => callId)
  }

  async close(): Promise<void> {
    await this.library.close()
    await this.recorder.close()
    await this.#log.close()
  }
}

async function* afterwards(before: Promise<void>, entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
  await before
  yield* entries
}

/** One test with an archive of its own. */
export const inArchive = (test: (archive: Archive) => Promise<void>) => async (): Promise<void> =>
  await inFolder(async (folder) => {
    const archive = await Archive.open(folder)
    try {
      await test(archive)
    } finally {
      await archive.close()
    }
  })

/** Two seconds of sound, of 20 ms packets, into a track that the facts know as well, if with a delay. */
export async function speak(
  archive: Archive,
  callId: string,
  console: string,
  atMs: number,
  factDelayMs = 0,
): Promise<[CallRecording, string]> {
  const call = { callId, line: 'leaders', parties: ['kr'], placedAtMs: atMs }
  const recording = await archive.recorder.start(call)
  const description = { ...makeTrack(call), console, startedAtMs: atMs + 1500 }
  const { trackId, person, kind } = description
  const started = { type: 'track:started', v: 1, callId, trackId, console, person, kind, muted: false }
  await archive.happen('leaders', atMs + 1500 + factDelayMs, { kind: 'system', part: 'media' }, started)
  const track = recording.openTrack(description)
  for (let number = 0; number < 100; number++) {
    const packet = makePacket(number)
    // An Opus packet (RFC 6716, 3.1) of one frame of 20 ms.
    packet.writeUInt8(0xf8, 12)
    track.packet(packet, description.startedAtMs + number * 20)
  }
  return [recording, trackId]
}
