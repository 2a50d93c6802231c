import { stat } from 'node:fs/promises'
import type { Entry } from '../chain/entryChain.ts'
import { isRoom } from '../calls/room.ts'
import type { ExceptionReport } from '../protocol/exceptions.ts'
import { lineEntrySchema } from '../protocol/lineFacts.ts'
import type { Call } from '../protocol/lineState.ts'
import type {
  CallRecord,
  RecordList,
  RecordsQuery,
  RecordSummary,
  RecordTrack,
  Verification,
} from '../protocol/records.ts'
import type { ReadingCache } from './reading/readingCache.ts'
import { TrackScans } from './reading/trackScans.ts'
import { CallFacts, type CallFactsOptions } from './callFacts.ts'
import { GrowingRecords } from './growingRecords.ts'
import { NewestKept } from './newestKept.ts'
import { ReadAhead } from './readAhead.ts'
import { Recalls } from './recalls.ts'
import { recordFolder } from './recorder.ts'
import { RecordCatalogue, type RecordCatalogueOptions } from './recordCatalogue.ts'
import type { IndexedCall } from './recordIndex.ts'
import { RecordPulls } from './recordPulls.ts'
import { textsOf } from './recordTexts.ts'
import { TestRecords, verifiedByFactsAlone } from './testRecords.ts'
import { describeTracks, openTracks, type OpenTracks } from './recordTracks.ts'
import { Turns } from './turns.ts'

/** Each is some tens of kilobytes. */
const MOST_DESCRIPTIONS = 200

/** What records ask of the lines and of the directory. */
export interface RecordLibraryOptions extends CallFactsOptions, RecordCatalogueOptions {
  readonly dataFolder: string
  /** The age identities with which the installation opens records. */
  readonly identities: () => readonly string[]
  readonly verify: (folder: string, facts: readonly Entry[]) => Promise<Verification>
  /** Where what is found out about tracks is kept; in memory without it. */
  readonly readingCache?: ReadingCache
  readonly log: {
    warn(bindings: object, message: string): void
    error(bindings: object, message: string): void
  }
}

/** The records of all calls, of those that are up too: what happened from the facts, the media from their folders. */
export class RecordLibrary {
  readonly tests: TestRecords
  /** What is heard again of calls that are up, by who is in them. */
  readonly recalls: Recalls
  readonly #options: RecordLibraryOptions
  readonly #facts: CallFacts
  readonly #catalogue: RecordCatalogue
  readonly #scans: TrackScans
  readonly #pulls: RecordPulls
  /** A file that could not be read may be read the next time: such a description is not kept. */
  readonly #descriptions = new NewestKept<RecordTrack[]>(MOST_DESCRIPTIONS, (tracks) =>
    tracks.every(({ unreadable }) => unreadable === undefined),
  )
  /** Absent where nothing runs that could be recorded. */
  readonly #ahead: ReadAhead | undefined
  /** Whole records are read one at a time: calls that are up have the machine, however many people look at once. */
  readonly #turns = new Turns()
  #closed = false

  /** Follows the lines; what they have had before is read when it is first asked for, or by `readCalls`. */
  static create(options: RecordLibraryOptions): RecordLibrary {
    return new RecordLibrary(options, CallFacts.create(options))
  }

  private constructor(options: RecordLibraryOptions, facts: CallFacts) {
    this.#options = options
    this.#facts = facts
    this.#catalogue = new RecordCatalogue(options, facts)
    this.#scans = new TrackScans(options.readingCache)
    this.#pulls = new RecordPulls({
      folderOf: (indexed) => this.#folder(indexed),
      tracksOf: (indexed) => this.#tracks(indexed),
      entriesOf: (indexed) => facts.entriesOf(indexed),
      scans: this.#scans,
      clock: options.clock,
    })
    this.tests = new TestRecords(facts.index, async (indexed) => await this.#tracks(indexed))
    const records = new GrowingRecords({
      folderOf: (callId) => recordFolder(options.dataFolder, callId),
      identities: options.identities,
    })
    this.recalls = new Recalls({
      call: (callId) => this.#callOfLine(callId),
      ready: async () => await this.readCalls(),
      records,
      clock: options.clock,
    })
    if (options.onEntry === undefined) return
    const ahead = new ReadAhead({
      growing: () => facts.index.growing(),
      records,
      scans: this.#scans,
      log: options.log,
    })
    this.#ahead = ahead
    facts.onNew(({ facts: added }) => {
      for (const fact of added) if (fact.type === 'recording:closed') void this.#conclude(fact.callId, ahead)
    })
  }

  /** Reads the calls of years, once; see `CallFacts.read`. */
  async readCalls(): Promise<void> {
    await this.#facts.read('lines')
  }

  /** The same of tests. */
  async readTests(): Promise<void> {
    await this.#facts.read('rooms')
  }

  /** @param party sees the calls that it was a party of; undefined is the operator at the machine, who sees all. */
  async list(party: string | undefined, query: RecordsQuery): Promise<RecordList> {
    return await this.#catalogue.list(party, query)
  }

  /** What of calls was not safe on a day. @param party as above; the operator's days are those of UTC. */
  async exceptions(party: string | undefined, day: string | undefined): Promise<ExceptionReport> {
    return await this.#catalogue.exceptions(party, day)
  }

  async summary(callId: string): Promise<RecordSummary | undefined> {
    const indexed = await this.#catalogue.look(callId)
    return indexed && this.#catalogue.summaryOf(indexed)
  }

  async record(callId: string): Promise<CallRecord> {
    const indexed = await this.#catalogue.find(callId)
    return await this.#inTurn(indexed, async () =>
      this.#record(await this.#facts.whole(await this.#catalogue.find(callId))),
    )
  }

  async #record(indexed: IndexedCall): Promise<CallRecord> {
    const { callId } = indexed
    const [found, tracks] = await Promise.all([this.#facts.entriesOf(indexed), this.#described(indexed)])
    const entries = found.map((entry) => lineEntrySchema.parse(entry))
    return {
      summary: this.#catalogue.summaryOf(indexed),
      call: indexed.call,
      facts: { previous: indexed.before.hash, entries },
      texts: textsOf(callId, entries),
      tracks,
    }
  }

  async manifest(callId: string) {
    return await this.#pulls.manifest(await this.#catalogue.findRecorded(callId))
  }

  async track(callId: string, trackId: string) {
    return await this.#pulls.track(await this.#catalogue.find(callId), trackId)
  }

  async archive(callId: string) {
    const indexed = await this.#catalogue.findRecorded(callId)
    return await this.#inTurn(indexed, async () => await this.#pulls.archive(indexed))
  }

  /** The call's slice of the log from the entry that placed it to the one that ended it, or the newest: for its record. */
  async factsOf(callId: string): Promise<readonly Entry[]> {
    const indexed = await this.#catalogue.find(callId)
    return await this.#facts.entriesOf(indexed, indexed.endedVersion)
  }

  async verify(callId: string): Promise<Verification> {
    const indexed = await this.#catalogue.find(callId)
    const folder = this.#folder(indexed)
    const { deletedAtMs } = indexed.call.recording
    if (deletedAtMs !== undefined) return verifiedByFactsAlone(await this.#facts.entriesOf(indexed), deletedAtMs)
    if ((await stat(folder).catch(() => undefined)) === undefined) {
      return { sound: false, checks: [], faults: [{ message: 'Nothing of this call was recorded.' }] }
    }
    return await this.#inTurn(
      indexed,
      async () => await this.#options.verify(folder, await this.#facts.entriesOf(indexed)),
    )
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#facts.close()
    await this.#ahead?.close()
    await Promise.all([this.#turns.done(), this.tests.turns.done(), this.recalls.close()])
  }

  /** Makes the record of a call that has just ended ready for who opens it next. */
  async #conclude(callId: string, ahead: ReadAhead): Promise<void> {
    this.recalls.forget(callId)
    await ahead.conclude(callId)
    const indexed = this.#facts.index.get(callId)
    if (indexed === undefined || this.#closed) return
    await this.#inTurn(indexed, async () => await this.#described(indexed)).catch((error: unknown) => {
      this.#options.log.warn({ callId, err: error }, 'A record could not be made ready.')
    })
  }

  /** @throws what `work` throws. */
  async #inTurn<Result>({ line }: IndexedCall, work: () => Promise<Result>): Promise<Result> {
    return await (isRoom(line) ? this.tests.turns : this.#turns).take(work)
  }

  async #described(indexed: IndexedCall): Promise<RecordTrack[]> {
    const describe = async () => await describeTracks(await this.#tracks(indexed), this.#scans)
    const { callId, call } = indexed
    return call.recording.state === 'closed' ? await this.#descriptions.of(callId, describe) : await describe()
  }

  #callOfLine(callId: string): Call | undefined {
    const indexed = this.#facts.index.get(callId)
    return indexed === undefined || isRoom(indexed.line) ? undefined : indexed.call
  }

  #tracks(indexed: IndexedCall): Promise<OpenTracks> {
    return openTracks(this.#folder(indexed), indexed.call, this.#options.identities())
  }

  #folder({ callId }: IndexedCall): string {
    return recordFolder(this.#options.dataFolder, callId)
  }
}
