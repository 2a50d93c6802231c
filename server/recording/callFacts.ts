import { isRoom } from '../calls/room.ts'
import { ChainBroken, type Entry } from '../chain/entryChain.ts'
import type { Line } from '../protocol/directory.ts'
import { lineEntrySchema, type LineEntry } from '../protocol/lineFacts.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import { RecordIndex, type IndexedCall } from './recordIndex.ts'

/** What records ask of the lines. */
export interface CallFactsOptions {
  readonly lines: () => readonly Line[]
  /** The test rooms of the lines. */
  readonly rooms: () => readonly Line[]
  /**
   * The entries of a line after a head, oldest first, up to a version, their chain verified; read in pages between which
   * the event loop runs. It throws `ChainBroken` after the last entry that stands before a damage.
   */
  readonly readLine: (line: string, after: IndexedCall['before'], untilVersion?: number) => AsyncIterable<Entry>
  /** Calls back with every entry of a line from now on; absent where nothing runs that could change. */
  readonly onEntry?: (listener: (line: string, entry: LineEntry) => void) => () => void
  readonly log: { error(bindings: object, message: string): void }
}

/** What came of lines, or of rooms, before all that they had was read. */
type Early = [line: string, entry: LineEntry][]

const NOTHING_BEFORE = { version: 0, hash: '0'.repeat(64) }

/** Every call of every line and room by its facts, and the slice of its line's stream that each is. */
export class CallFacts {
  /** What lines, and rooms, have once they were read: see `read`. */
  readonly index = new RecordIndex()
  readonly #options: CallFactsOptions
  readonly #early: { lines: Early | undefined; rooms: Early | undefined } = { lines: [], rooms: [] }
  readonly #read: { lines?: Promise<void>; rooms?: Promise<void> } = {}
  #unsubscribe: (() => void) | undefined
  #onNew: (entry: LineEntry) => void = () => {}
  #closed = false

  /** Follows the lines and rooms from now on. Nobody waits for what they have had before but who asks for it. */
  static create(options: CallFactsOptions): CallFacts {
    const facts = new CallFacts(options)
    facts.#unsubscribe = options.onEntry?.((line, entry) => facts.#hear(line, entry))
    return facts
  }

  private constructor(options: CallFactsOptions) {
    this.#options = options
  }

  /**
   * Folds what the lines, or the rooms, have had in years; resolves when that is done, however often it is asked.
   *
   * @throws what reading the log throws: asked again, it is tried again.
   */
  read(which: 'lines' | 'rooms'): Promise<void> {
    return (this.#read[which] ??= this.#readAll(which).catch((error: unknown) => {
      delete this.#read[which]
      throw error
    }))
  }

  /** Calls one listener back with every entry that comes from now on, after it was folded. */
  onNew(listener: (entry: LineEntry) => void): void {
    this.#onNew = listener
  }

  /** All entries of a call, to the last that concerns it. @throws RefusedError `broken` when they are damaged. */
  async entriesOf(call: IndexedCall, untilVersion = call.lastVersion): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    try {
      for await (const entry of this.#options.readLine(call.line, call.before, untilVersion)) entries.push(entry)
      return entries
    } catch (error) {
      if (!(error instanceof ChainBroken)) throw error
      throw new RefusedError(refusal('broken', 'The log of this call is damaged. Tell the operator.'), error)
    }
  }

  /** A call with all that the log tells of it, which is not kept of a test whose recording is deleted. */
  async whole(call: IndexedCall): Promise<IndexedCall> {
    if (call.brief === undefined) return call
    const index = new RecordIndex({ isBrief: false })
    for (const entry of await this.entriesOf(call)) index.add(call.line, lineEntrySchema.parse(entry))
    return index.get(call.callId) ?? call
  }

  close(): void {
    this.#closed = true
    this.#unsubscribe?.()
  }

  #hear(line: string, entry: LineEntry): void {
    const early = this.#early[isRoom(line) ? 'rooms' : 'lines']
    if (early !== undefined) {
      early.push([line, entry])
      return
    }
    this.index.add(line, entry)
    this.#onNew(entry)
  }

  async #readAll(which: 'lines' | 'rooms'): Promise<void> {
    // Apart until all is read: nobody is shown a call of which only the beginning is folded.
    const read = new RecordIndex()
    const seen = new Map<string, number>()
    for (const { line } of this.#options[which]()) seen.set(line, await this.#readLine(line, read))
    if (this.#closed) return
    // Race: an entry may come while the lines are being read, and be among what is read as well.
    const after = (this.#early[which] ?? []).filter(([line, { version }]) => version > (seen.get(line) ?? 0))
    for (const [line, entry] of after) read.add(line, entry)
    this.index.take(read)
    this.#early[which] = undefined
    for (const [, entry] of after) this.#onNew(entry)
  }

  /** @returns the version of the last entry that could be read: a line that is broken has its records up to there. */
  async #readLine(line: string, index: RecordIndex): Promise<number> {
    let last = 0
    const stopped = (error: unknown): number => {
      const known = 'The records of a broken line are known up to the damage only.'
      this.#options.log.error({ line, version: last, err: error }, known)
      return last
    }
    try {
      for await (const entry of this.#options.readLine(line, NOTHING_BEFORE)) {
        if (this.#closed) return last
        const fault = foldInto(index, line, entry)
        if (fault !== undefined) return stopped(fault)
        last = entry.version
      }
      return last
    } catch (error) {
      if (!(error instanceof ChainBroken)) throw error
      return stopped(error)
    }
  }
}

/** @returns what is wrong with an entry that stands and cannot be folded: a newer program wrote it. */
function foldInto(index: RecordIndex, line: string, entry: Entry): unknown {
  try {
    index.add(line, lineEntrySchema.parse(entry))
    return undefined
  } catch (error) {
    return error
  }
}
