import { isRoom } from '../calls/room.ts'
import { wordsOf } from '../calls/searchText.ts'
import type { Party } from '../protocol/directory.ts'
import type { ExceptionReport } from '../protocol/exceptions.ts'
import type { RecordList, RecordsQuery, RecordSummary } from '../protocol/records.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import type { CallFacts, CallFactsOptions } from './callFacts.ts'
import { reportExceptions } from './exceptionReport.ts'
import { RecordSearch } from './recordSearch.ts'
import { fits, summaryOf, type IndexedCall } from './recordIndex.ts'
import { deletedSentence } from './recordTracks.ts'
import { keptUntilMs } from './testRetention.ts'

const NOT_READ = {
  lines: 'The server was started just now and is still reading the earlier calls of the lines. Try again in a moment.',
  rooms: 'The server was started just now and is still reading the earlier tests of the lines. Try again in a moment.',
}

/** What the list of records asks of the lines and of the directory. */
export interface RecordCatalogueOptions extends Pick<CallFactsOptions, 'lines' | 'rooms'> {
  readonly parties: () => readonly Party[]
  /**
   * After how long whoever asks for a record is told that these are still being read, in milliseconds; absent: they wait
   * until they are.
   */
  readonly readWithinMs?: number
  /** For how many days recordings of line tests are kept; absent where that is not known. */
  readonly testMediaDays?: number
  readonly clock: () => number
}

/** Which records there are, of calls and of tests, by their facts alone. */
export class RecordCatalogue {
  readonly #options: RecordCatalogueOptions
  readonly #facts: CallFacts
  readonly #search: RecordSearch

  constructor(options: RecordCatalogueOptions, facts: CallFacts) {
    this.#options = options
    this.#facts = facts
    this.#search = new RecordSearch(facts.index, options)
  }

  /** @param party sees the calls that it was a party of; undefined is the operator at the machine, who sees all. */
  async list(party: string | undefined, query: RecordsQuery): Promise<RecordList> {
    await this.#inTime('lines')
    if (query.of === 'tests') await this.#inTime('rooms')
    const words = wordsOf(query.search ?? '')
    const fitting = this.#facts.index
      .all()
      .filter(({ line }) => isRoom(line) === (query.of === 'tests'))
      .map((indexed) => this.summaryOf(indexed))
      .filter((record) => party === undefined || record.parties.includes(party))
      .filter((record) => fits(record, query, this.#partyNames(record)))
      .filter((record) => this.#search.fits(record, words))
    const from = query.after === undefined ? 0 : fitting.findIndex(({ callId }) => callId === query.after) + 1
    const records = fitting.slice(from, from + query.limit).map((record) => this.#search.found(record, words))
    const last = records.at(-1)
    return { records, ...(last !== undefined && from + query.limit < fitting.length && { next: last.callId }) }
  }

  /** What of calls was not safe on a day. @param party as above; the operator's days are those of UTC. */
  async exceptions(party: string | undefined, day: string | undefined): Promise<ExceptionReport> {
    await this.#inTime('lines')
    // What of a test was not safe is a fault of that test, and its result says so.
    const calls = this.#facts.index.all().flatMap(({ line, call }) => (isRoom(line) ? [] : [call]))
    const home = this.#options.parties().find((known) => known.party === party)
    if (party !== undefined && home === undefined) throw new RefusedError(refusal('unknown', 'There is no such party.'))
    const nameOf = (line: string): string => this.#lineName(line)
    return reportExceptions({ calls, party: home, day, nowMs: this.#options.clock(), nameOf })
  }

  /**
   * One whose recording is still there, if there ever was one.
   *
   * @throws RefusedError `unknown` when it was deleted, or as `find` does.
   */
  async findRecorded(callId: string): Promise<IndexedCall> {
    const indexed = await this.find(callId)
    const { deletedAtMs } = indexed.call.recording
    if (deletedAtMs !== undefined) throw new RefusedError(refusal('unknown', deletedSentence(deletedAtMs)))
    return indexed
  }

  /** @throws RefusedError `unknown` when there is none, `not-now` when the calls, or the tests, are not read in time. */
  async find(callId: string): Promise<IndexedCall> {
    const indexed = await this.look(callId)
    if (indexed === undefined) throw new RefusedError(refusal('unknown', 'There is no such record.'))
    return indexed
  }

  /** What is no call of a line may be a test: whoever asks for one waits until these are read. */
  async look(callId: string): Promise<IndexedCall | undefined> {
    const { index } = this.#facts
    await this.#inTime('lines')
    if (index.get(callId) === undefined) await this.#inTime('rooms')
    return index.get(callId)
  }

  summaryOf(indexed: IndexedCall): RecordSummary {
    const summary = summaryOf(indexed, this.#lineName(indexed.line))
    const { testMediaDays } = this.#options
    if (!isRoom(indexed.line) || testMediaDays === undefined) return summary
    const untilMs = summary.deletedAtMs ?? keptUntilMs(indexed, testMediaDays)
    return untilMs === undefined ? summary : { ...summary, keptUntilMs: untilMs }
  }

  /** @throws RefusedError `not-now` when they are not read in time. */
  async #inTime(which: 'lines' | 'rooms'): Promise<void> {
    const { readWithinMs } = this.#options
    const reading = this.#facts.read(which)
    if (readWithinMs === undefined) {
      await reading
      return
    }
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new RefusedError(refusal('not-now', NOT_READ[which]))), readWithinMs)
    try {
      await Promise.race([reading, late])
    } finally {
      clearTimeout(timer)
    }
  }

  #lineName(line: string): string {
    const { lines, rooms } = this.#options
    return (isRoom(line) ? rooms() : lines()).find((known) => known.line === line)?.name ?? line
  }

  #partyNames({ parties }: RecordSummary): string[] {
    const known = this.#options.parties().filter(({ party }) => parties.includes(party))
    return known.map(({ name }) => name)
  }
}
