import { randomUUID } from 'node:crypto'
import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { extract } from 'tar-stream'
import { isRoom, roomDefinition, roomOf } from '../../server/calls/room.ts'
import { findFault, type Entry } from '../../server/chain/entryChain.ts'
import { EMPTY_HEAD, type Head, type StoredFact } from '../../server/facts/log.ts'
import { readInPages } from '../../server/facts/pages.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { lineEntrySchema, type LineEntry } from '../../server/protocol/lineFacts.ts'
import type { CallRecording } from '../../server/recording/callRecording.ts'
import { MemoryReadingCache } from '../../server/recording/reading/readingCache.ts'
import { recordFolder, type Recorder } from '../../server/recording/recorder.ts'
import { RecordLibrary } from '../../server/recording/recordLibrary.ts'
import { until } from '../facts/until.ts'
import { identities, inFolder, makePacket, makeRecorder, makeTrack } from './synthetic.ts'

const KIM = { person: 'kr-principal', name: 'Kim', party: 'kr', role: 'principal' } as const
const MORI = { person: 'jp-watch', name: 'Mori', party: 'jp', role: 'watch' } as const
const LINES = [
  { line: 'leaders', name: 'Leaders', parties: ['kr', 'jp'], standings: {} },
  { line: 'advisers', name: 'National Security Advisers', parties: ['kr', 'us'], standings: {} },
]
const PARTIES = [{ party: 'kr', name: 'Republic of Korea', languages: ['ko'], timeZone: 'Asia/Seoul' }]
const query = { limit: 50 }

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
class Archive {
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

  /** @param slow what reading a room waits for, and for how long whoever asks for a test does. */
  static async open(
    folder: string,
    slow?: { readonly rooms: Promise<void>; readonly withinMs: number },
  ): Promise<Archive> {
    const log = await SqliteLog.open(join(folder, 'ringdown.sqlite'))
    const { recorder } = await makeRecorder(folder)
    const listeners: Archive['listeners'] = new Set()
    const reads: Archive['reads'] = []
    const errors: object[] = []
    const cache = new WatchedCache()
    const library = await RecordLibrary.create({
      dataFolder: folder,
      lines: () => LINES,
      rooms: () => LINES.map(roomDefinition),
      parties: () => PARTIES,
      readLine: (line, after, untilVersion) => {
        reads.push([line, after.version, untilVersion])
        const pages = readInPages(log, `line/${line}`, after, untilVersion)
        return slow !== undefined && isRoom(line) ? afterwards(slow.rooms, pages) : pages
      },
      ...(slow !== undefined && { testsWithinMs: slow.withinMs }),
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

const open = (test: (archive: Archive) => Promise<void>) => async (): Promise<void> =>
  await inFolder(async (folder) => {
    const archive = await Archive.open(folder)
    try {
      await test(archive)
    } finally {
      await archive.close()
    }
  })

/** Two seconds of sound, of 20 ms packets, into a track that the facts know as well, if with a delay. */
async function speak(
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

const filesIn = async (tar: AsyncIterable<Uint8Array>): Promise<Map<string, Buffer>> => {
  const unpacking = extract()
  const files = new Map<string, Buffer>()
  const feeding = (async () => {
    for await (const chunk of tar) unpacking.write(chunk)
    unpacking.end(() => {})
  })()
  for await (const entry of unpacking) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    files.set(entry.header.name, Buffer.concat(chunks))
  }
  await feeding
  return files
}

describe('the record library', () => {
  const callsOf = async (archive: Archive, party: string, more: object = {}): Promise<string[]> =>
    (await archive.library.list(party, { ...query, ...more })).records.map(({ callId }) => callId)

  it(
    'lists the calls of a party’s lines, newest first, by pages',
    open(async (archive) => {
      const first = await archive.place('leaders', ['kr', 'jp'], 10_000)
      await archive.end('leaders', first.callId, 20_000)
      const second = await archive.place('advisers', ['kr', 'us'], 30_000)
      const third = await archive.place('leaders', ['kr', 'jp'], 40_000)
      const all = [third.callId, second.callId, first.callId]
      expect(await callsOf(archive, 'kr')).to.deep.equal(all)
      expect(await callsOf(archive, 'us')).to.deep.equal([second.callId])
      expect(await callsOf(archive, 'xx')).to.deep.equal([])
      const page = await archive.library.list('kr', { limit: 2 })
      expect(page.next).to.equal(second.callId)
      const rest = await archive.library.list('kr', { limit: 2, after: second.callId })
      expect([rest.records.map(({ callId }) => callId), rest.next]).to.deep.equal([[first.callId], undefined])
    }),
  )

  it(
    'searches by date, line, party, person and words',
    open(async (archive) => {
      const first = await archive.place('leaders', ['kr', 'jp'], 10_000)
      await archive.end('leaders', first.callId, 20_000)
      const second = await archive.place('advisers', ['kr', 'us'], 30_000)
      const [one, two] = [first.callId, second.callId]
      for (const [more, expected] of [
        [{ from: 20_001 }, [two]],
        [{ from: 15_000 }, [two, one]],
        [{ to: 30_000 }, [one]],
        [{ line: 'advisers' }, [two]],
        [{ party: 'jp' }, [one]],
        [{ person: 'jp-watch' }, [two, one]],
        [{ person: 'us-watch' }, []],
        [{ text: 'security adv' }, [two]],
        [{ text: 'MORI' }, [two, one]],
        [{ text: 'republic' }, [two, one]],
        [{ text: one.slice(0, 13) }, [one]],
      ] as const) {
        expect(await callsOf(archive, 'kr', more), JSON.stringify(more)).to.deep.equal(expected)
      }
    }),
  )

  it(
    'gives each call its slice of the line, whose chain holds, up to its recording’s end',
    open(async (archive) => {
      const first = await archive.place('leaders', ['kr', 'jp'], 10_000)
      await archive.end('leaders', first.callId, 20_000)
      const second = await archive.place('leaders', ['kr', 'jp'], 30_000)
      const later = { type: 'ring:acknowledged', v: 1, callId: first.callId, person: 'kr-principal' }
      await archive.happen('leaders', 40_000, { kind: 'console', ...KIM, console: randomUUID() }, later)
      const { facts, call, summary } = await archive.library.record(second.callId)
      expect(facts.entries.map(({ version }) => version)).to.deep.equal([4, 5])
      const before = { version: 3, hash: facts.previous }
      expect(findFault('line/leaders', before, facts.entries)).to.equal(undefined)
      expect(call.legs.map(({ person }) => person)).to.deep.equal(['kr-principal', 'jp-watch'])
      expect(summary).to.include({ upAtMs: 31_000, placedAtMs: 30_000 })
      const of = (await archive.library.record(first.callId)).facts.entries
      expect(of.map(({ version }) => version)).to.deep.equal([1, 2, 3])
    }),
  )

  it(
    'reads of a line only the slice that a call is, however long the line is',
    open(async (archive) => {
      const calls: string[] = []
      for (const atMs of [10_000, 20_000, 30_000]) {
        const { callId } = await archive.place('leaders', ['kr', 'jp'], atMs)
        await archive.end('leaders', callId, atMs + 5_000)
        calls.push(callId)
      }
      const [, second = '', third = ''] = calls
      const head = { version: 1, hash: '0'.repeat(64), keyId: 'k', signature: 's' }
      const closed = { type: 'recording:closed', v: 1, callId: second, head, tracks: 0, bytes: 0 }
      await archive.happen('leaders', 60_000, { kind: 'system', part: 'recording' }, closed)
      archive.reads.length = 0
      await archive.library.record(third)
      await archive.library.record(second)
      expect((await archive.library.factsOf(second)).map(({ version }) => version)).to.deep.equal([4, 5, 6])
      expect(archive.reads).to.deep.equal([
        ['leaders', 6, 9],
        ['leaders', 3, 10],
        ['leaders', 3, 6],
      ])
    }),
  )

  it(
    'reads tests once, when one is first asked for, with what comes of them meanwhile',
    open(async (archive) => {
      const room = roomOf('leaders')
      const early = await archive.place(room, ['kr', 'jp'], 10_000)
      await archive.end(room, early.callId, 20_000)
      const call = await archive.place('leaders', ['kr', 'jp'], 30_000)
      expect(await callsOf(archive, 'kr')).to.deep.equal([call.callId])
      expect(archive.reads.filter(([line]) => isRoom(line))).to.deep.equal([])
      const listing = callsOf(archive, 'kr', { of: 'tests' })
      const meanwhile = await archive.place(room, ['kr', 'jp'], 40_000)
      expect(await listing).to.include(early.callId)
      expect(await callsOf(archive, 'kr', { of: 'tests' })).to.deep.equal([meanwhile.callId, early.callId])
      const { facts, summary } = await archive.library.record(early.callId)
      expect([facts.entries.map(({ version }) => version), summary.endedAtMs]).to.deep.equal([[1, 2, 3], 20_000])
      await archive.end(room, meanwhile.callId, 50_000)
      expect(await archive.library.summary(meanwhile.callId)).to.include({ endedAtMs: 50_000 })
      const refused = await archive.library.record(randomUUID()).catch((error: unknown) => error)
      expect(refused).to.nested.include({ 'refusal.code': 'unknown' })
      const whole = archive.reads.filter(([line, after]) => isRoom(line) && after === 0 && line === room)
      expect(whole.filter(([, , untilVersion]) => untilVersion === undefined)).to.have.length(1)
    }),
  )

  it(
    'says plainly that tests are still being read, and keeps nobody waiting for them who asks for a call',
    open(async (archive) => {
      const test = await archive.place(roomOf('leaders'), ['kr', 'jp'], 10_000)
      const call = await archive.place('leaders', ['kr', 'jp'], 20_000)
      const { promise, resolve } = Promise.withResolvers<void>()
      const next = await Archive.open(archive.folder, { rooms: promise, withinMs: 20 })
      const refusals = [next.library.list('kr', { ...query, of: 'tests' }), next.library.record(test.callId)]
      for (const asked of refusals) {
        const refused = await asked.catch((error: unknown) => error)
        expect(refused).to.nested.include({ 'refusal.code': 'not-now' })
      }
      expect(await callsOf(next, 'kr')).to.deep.equal([call.callId])
      expect((await next.library.record(call.callId)).summary).to.include({ callId: call.callId })
      resolve()
      await next.library.readTests()
      expect(await callsOf(next, 'kr', { of: 'tests' })).to.deep.equal([test.callId])
      await next.close()
    }),
  )

  it(
    'has the records of the other lines, and of a broken one those before the damage',
    open(async (archive) => {
      const calls: string[] = []
      for (const atMs of [10_000, 20_000]) {
        const { callId } = await archive.place('leaders', ['kr', 'jp'], atMs)
        await archive.end('leaders', callId, atMs + 5_000)
        calls.push(callId)
      }
      const other = await archive.place('advisers', ['kr', 'us'], 30_000)
      const [first = '', second = ''] = calls
      const file = new DatabaseSync(join(archive.folder, 'ringdown.sqlite'))
      file.exec('DROP TRIGGER entries_never_change')
      file.exec(`UPDATE entries SET at_ms = at_ms + 1 WHERE stream = 'line/leaders' AND version = 5`)
      file.close()
      const refused = await archive.library.record(second).catch((error: unknown) => error)
      expect(refused).to.nested.include({ 'refusal.code': 'broken' })

      const next = await Archive.open(archive.folder)
      expect(next.errors).to.have.length(1)
      expect(next.errors[0]).to.include({ line: 'leaders', version: 4 })
      expect(await callsOf(next, 'kr')).to.deep.equal([other.callId, second, first])
      for (const callId of [first, other.callId])
        expect((await next.library.record(callId)).facts.entries).to.have.length.greaterThan(1)
      await next.close()
    }),
  )

  it(
    'reads a track while the call is up and as soon as it has ended',
    open(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording, trackId] = await speak(archive, callId, console, atMs)
      const [running] = (await archive.library.record(callId)).tracks
      expect(running).to.deep.include({
        trackId,
        kind: 'microphone',
        person: 'kr-principal',
        party: 'kr',
        fromMs: 1500,
      })
      await archive.end('leaders', callId, atMs + 4000)
      await recording.close()
      const { tracks } = await archive.library.record(callId)
      expect(tracks[0]?.playable).to.include({ durationMs: 4000 })
      const file = await archive.library.track(callId, trackId)
      const whole: Uint8Array[] = []
      for await (const chunk of file.stream(0, file.byteLength - 1)) whole.push(chunk)
      const bytes = Buffer.concat(whole)
      expect(bytes).to.have.length(file.byteLength)
      expect(bytes.subarray(0, 4).toString('hex'), 'EBML').to.equal('1a45dfa3')
      const part: Uint8Array[] = []
      for await (const chunk of file.stream(100, 299)) part.push(chunk)
      expect(Buffer.concat(part)).to.deep.equal(bytes.subarray(100, 300))
    }),
  )

  it(
    'reads the tracks of a call that has ended ahead, one after the other, when its recording is closed',
    open(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording] = await speak(archive, callId, console, atMs)
      for (let more = 0; more < 3; more++) {
        const description = {
          ...makeTrack({ callId, line: 'leaders', parties: ['kr'], placedAtMs: atMs }),
          startedAtMs: atMs,
        }
        recording.openTrack(description).packet(makePacket(1), atMs + 10)
      }
      await archive.end('leaders', callId, atMs + 4000)
      const { head, tracks, bytes } = await recording.close()
      expect(archive.cache.kept.size).to.equal(0)
      const closed = { type: 'recording:closed', v: 1, callId, head: { ...head }, tracks, bytes }
      await archive.happen('leaders', atMs + 4100, { kind: 'system', part: 'recording' }, closed)
      await until('all tracks have been read', () => archive.cache.kept.size === 4)
      expect(archive.cache.mostAtOnce).to.equal(1)
    }),
  )

  it(
    'reads a track again that could not be read for a moment',
    open(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording, trackId] = await speak(archive, callId, console, atMs)
      await archive.end('leaders', callId, atMs + 4000)
      const { head, tracks, bytes } = await recording.close()
      const folder = recordFolder(archive.folder, callId)
      const segment = (await readdir(folder)).find((name) => name.includes(trackId)) ?? ''
      await rename(join(folder, segment), join(folder, 'away'))
      const closed = { type: 'recording:closed', v: 1, callId, head: { ...head }, tracks, bytes }
      await archive.happen('leaders', atMs + 4100, { kind: 'system', part: 'recording' }, closed)
      const isPlayable = async () =>
        (await archive.library.record(callId)).tracks.map(({ playable }) => playable !== undefined)
      expect(await isPlayable()).to.deep.equal([false])
      await rename(join(folder, 'away'), join(folder, segment))
      expect(await isPlayable()).to.deep.equal([true])
    }),
  )

  it(
    'has a track from when it was recorded, also where the log was slow to note that it began',
    open(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording, trackId] = await speak(archive, callId, console, atMs, 900)
      await archive.end('leaders', callId, atMs + 4000)
      await recording.close()
      const { call, tracks } = await archive.library.record(callId)
      expect(tracks.map((track) => [track.trackId, track.fromMs])).to.deep.equal([[trackId, 1500]])
      expect(call.tracks[0]?.fromMs, 'what the log says stays as it is').to.equal(atMs + 2400)
    }),
  )

  it(
    'puts everything into one file: what is sealed, the facts, and each track as it can be played',
    open(async (archive) => {
      const atMs = Date.now()
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], atMs)
      const [recording, trackId] = await speak(archive, callId, console, atMs)
      await archive.end('leaders', callId, atMs + 4000)
      await recording.close()
      const { stream, fileName } = await archive.library.archive(callId)
      expect(fileName, 'the name says what it is of').to.equal(`ringdown-exercise-${callId}.tar`)
      const files = await filesIn(stream)
      const top = `ringdown-exercise-${callId}`
      const names = [...files.keys()].map((name) => name.replace(`${top}/`, ''))
      const track = `tracks/kr-principal-microphone-${trackId}.webm`
      expect(names).to.include.members([
        'record/manifest.jsonl',
        'record/keys-1.age',
        'record/closing-facts.jsonl',
        track,
      ])
      expect(files.get(`${top}/${track}`)).to.have.length((await archive.library.track(callId, trackId)).byteLength)
      const lines = files.get(`${top}/record/closing-facts.jsonl`)?.toString().trimEnd().split('\n') ?? []
      const entries = lines.map((line) => lineEntrySchema.parse(JSON.parse(line)))
      expect(findFault('line/leaders', EMPTY_HEAD, entries)).to.equal(undefined)
      const manifest: Uint8Array[] = []
      for await (const chunk of (await archive.library.manifest(callId)).stream) manifest.push(chunk)
      expect(files.get(`${top}/record/manifest.jsonl`)).to.deep.equal(Buffer.concat(manifest))
    }),
  )

  it(
    'has a record of a call that was not recorded, and says so',
    open(async (archive) => {
      const { callId, console } = await archive.place('leaders', ['kr', 'jp'], 1000)
      const started = {
        type: 'track:started',
        v: 1,
        callId,
        trackId: randomUUID(),
        console,
        kind: 'camera',
        muted: false,
      }
      await archive.happen('leaders', 2000, { kind: 'system', part: 'media' }, { ...started, person: 'kr-principal' })
      const [track] = (await archive.library.record(callId)).tracks
      expect(track?.unreadable).to.equal('Nothing of this call was recorded.')
      const refused = await archive.library.manifest(callId).catch((error: unknown) => error)
      expect((await archive.library.verify(callId)).sound).to.equal(false)
      expect(refused).to.nested.include({ 'refusal.code': 'unknown' })
      expect([...(await filesIn((await archive.library.archive(callId)).stream)).keys()]).to.have.length(1)
    }),
  )

  it(
    'stops in the middle of an archive when nobody reads on',
    open(async (archive) => {
      const { callId } = await archive.place('leaders', ['kr', 'jp'], 1000)
      const { stream } = await archive.library.archive(callId)
      for await (const _chunk of stream) break
    }),
  )
})
