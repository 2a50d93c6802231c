import { ChainBroken, type Entry } from '../chain/entryChain.ts'
import type { Line } from '../protocol/directory.ts'
import { lineEntrySchema, type LineEntry } from '../protocol/lineFacts.ts'
import type { Alarm, LineHistory } from '../protocol/lineHistory.ts'
import type { LineText } from '../protocol/texts.ts'
import { LineIndex, type BareAlarm } from './lineIndex.ts'
import { TextIndex } from './textIndex.ts'

/** What the history asks of the others; the composition root introduces them. */
export interface LineHistoriesOptions {
  readonly lines: () => readonly Line[]
  /** The entries of a line, oldest first, read in pages between which the event loop runs; `ChainBroken` at a damage. */
  readonly readLine: (line: string) => AsyncIterable<Entry>
  /** The entry that a command has made on a line, if it has. */
  readonly entryOf: (line: string, commandId: string) => Promise<Entry | undefined>
  /** Calls back with every entry of a line from now on. */
  readonly onEntry: (listener: (line: string, entry: LineEntry) => void) => () => void
  readonly log: {
    warn(bindings: object, message: string): void
    error(bindings: object, message: string): void
  }
}

/** As many as an admin reads; the calendar has all. */
const MOST_ALARMS = 50

/**
 * What became of the tests and roll-calls of every line, the alarms that come of it, and where in the log the messages of
 * its text line are. It is read from the log while the
 * server already works: nobody waits for it but who asks for it.
 */
export class LineHistories {
  /** Resolves when all that the lines had at the start has been read. */
  readonly ready: Promise<void>
  readonly #options: LineHistoriesOptions
  readonly #lines = new Map<string, LineIndex>()
  readonly #texts = new Map<string, TextIndex>()
  readonly #listeners = new Set<(line: string) => void>()
  readonly #unsubscribe: () => void
  #closed = false

  static create(options: LineHistoriesOptions): LineHistories {
    return new LineHistories(options)
  }

  private constructor(options: LineHistoriesOptions) {
    this.#options = options
    const early: [string, LineEntry][] = []
    let take = (line: string, entry: LineEntry): void => void early.push([line, entry])
    this.#unsubscribe = options.onEntry((line, entry) => take(line, entry))
    this.ready = this.#readAll().then((seen) => {
      // Race: an entry may come while the lines are being read, and be among what is read as well.
      for (const [line, entry] of early) if (entry.version > (seen.get(line) ?? 0)) this.#follow(line, entry)
      take = (line, entry) => this.#follow(line, entry)
      for (const line of this.#lines.keys()) this.#tell(line)
    })
  }

  async history(line: Line, fromMs: number, toMs: number): Promise<LineHistory> {
    await this.ready
    const { rollCalls, tests } = this.#of(line.line).history(fromMs, toMs)
    return { line: line.line, lineName: line.name, parties: line.parties, rollCalls, tests }
  }

  /** The newest alarms of the lines that a party is on, newest first; before all has been read, what there is so far. */
  alarms(party: string): Alarm[] {
    const alarms = this.#options
      .lines()
      .filter(({ parties }) => parties.includes(party))
      .flatMap((line) => this.#named(line, this.#of(line.line).alarms(MOST_ALARMS)))
    return alarms.toSorted((a, b) => b.atMs - a.atMs).slice(0, MOST_ALARMS)
  }

  /** An alarm of one of the lines that a party is on. */
  async alarm(party: string, alarm: string): Promise<Alarm | undefined> {
    await this.ready
    for (const line of this.#options.lines()) {
      const found = line.parties.includes(party) ? this.#of(line.line).alarm(alarm) : undefined
      if (found) return this.#named(line, [found])[0]
    }
    return undefined
  }

  /** A page of the messages of a line's text line right before a number, oldest first. */
  async textsBefore(line: string, before: number): Promise<LineText[]> {
    await this.ready
    return await this.#textsOf(line).before(before, async (commandId) => {
      const entry = await this.#options.entryOf(line, commandId)
      return entry && lineEntrySchema.parse(entry)
    })
  }

  /** How many alarms nobody has acknowledged. */
  get unacknowledged(): number {
    return [...this.#lines.values()].reduce((sum, index) => sum + index.unacknowledged, 0)
  }

  /** Calls back when what is said of the alarms of a line has changed. */
  onAlarms(listener: (line: string) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#unsubscribe()
    this.#listeners.clear()
    await this.ready
  }

  #follow(line: string, entry: LineEntry): void {
    this.#textsOf(line).add(entry)
    const { raised, changed } = this.#of(line).add(entry)
    for (const alarm of raised) this.#options.log.warn({ alarm }, 'A line has missed a roll-call or failed a test.')
    if (changed) this.#tell(line)
  }

  #tell(line: string): void {
    for (const listener of this.#listeners) listener(line)
  }

  #of(line: string): LineIndex {
    const known = this.#lines.get(line) ?? new LineIndex(line)
    this.#lines.set(line, known)
    return known
  }

  #textsOf(line: string): TextIndex {
    const known = this.#texts.get(line) ?? new TextIndex()
    this.#texts.set(line, known)
    return known
  }

  #named({ name }: Line, alarms: readonly BareAlarm[]): Alarm[] {
    return alarms.map((alarm) => ({ ...alarm, lineName: name }))
  }

  /** @returns by line, the version of the last entry that was read. */
  async #readAll(): Promise<Map<string, number>> {
    const seen = new Map<string, number>()
    for (const { line } of this.#options.lines()) {
      try {
        for await (const entry of this.#options.readLine(line)) {
          if (this.#closed) return seen
          const parsed = lineEntrySchema.parse(entry)
          this.#of(line).add(parsed)
          this.#textsOf(line).add(parsed)
          seen.set(line, entry.version)
        }
      } catch (error) {
        // A line that is broken has its history up to the damage, and says so itself.
        const known = error instanceof ChainBroken ? 'is known up to the damage only' : 'could not be read'
        this.#options.log.error({ line, version: seen.get(line) ?? 0, err: error }, `The history of a line ${known}.`)
      }
    }
    return seen
  }
}
