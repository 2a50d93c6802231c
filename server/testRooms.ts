import type { Logger } from 'pino'
import type { Acting } from './acting.ts'
import { roomOf } from './calls/room.ts'
import type { LineDoors } from './lineDoors.ts'
import type { Recorder } from './recording/recorder.ts'
import type { RecordLibrary } from './recording/recordLibrary.ts'
import type { TestRetention } from './recording/testRetention.ts'

/** A log that could not be read is read again after this. */
const RETRY_MS = 5_000

export interface TestRoomsOptions {
  readonly doors: LineDoors
  readonly library: RecordLibrary
  readonly recorder: Recorder
  readonly acting: Acting
  readonly retention: TestRetention
  readonly log: Logger
}

/**
 * Opens the test rooms of all lines, one after the other, while the server already works: they hold the tests of years,
 * and no call waits for those. A room is ready when it is folded, its records are known, and what a lost server has left
 * there is taken up; until then its line is not tested.
 */
export class TestRooms {
  readonly #options: TestRoomsOptions
  readonly #ready = new Set<string>()
  #opening: Promise<void> = Promise.resolve()
  #takingUp: Promise<void> = Promise.resolve()
  #retry: NodeJS.Timeout | undefined
  #closed = false

  /** To be called when the server takes calls. */
  static create(options: TestRoomsOptions): TestRooms {
    const rooms = new TestRooms(options)
    rooms.look()
    return rooms
  }

  private constructor(options: TestRoomsOptions) {
    this.#options = options
  }

  isReady(line: string): boolean {
    return this.#ready.has(line)
  }

  /** Opens the rooms that are not open yet: of a new line as well. */
  look(): void {
    clearTimeout(this.#retry)
    this.#opening = this.#opening.then(async () => await this.#openAll())
  }

  /** What only reads is not waited for: it ends with the log. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#takingUp
  }

  async #openAll(): Promise<void> {
    const { doors, retention, log } = this.#options
    for (const line of doors.lines.names) {
      if (this.#closed) return
      if (this.#ready.has(line)) continue
      try {
        await this.#open(line)
      } catch (error) {
        if (this.#closed) return
        log.error({ line, err: error }, 'The test room of a line could not be opened. It is tried again.')
        clearTimeout(this.#retry)
        this.#retry = setTimeout(() => this.look(), RETRY_MS)
      }
    }
    if (!this.#closed) void retention.look()
  }

  async #open(line: string): Promise<void> {
    const { doors, library, log } = this.#options
    await doors.openRoom(line)
    await library.readTests()
    if (this.#closed) return
    this.#takingUp = this.#takeUp(line)
    await this.#takingUp
    log.info({ line }, 'The test room of a line is open.')
  }

  /** As the start of the server does with the calls of lines. */
  async #takeUp(line: string): Promise<void> {
    const { doors, recorder, acting, log } = this.#options
    const room = roomOf(line)
    for (const found of await recorder.recover(doors.rooms.openCallsOf(room)))
      log.warn(found, 'A record was recovered after a loss.')
    await acting.tests.takeOverRoom(line)
    this.#ready.add(line)
    const state = doors.state(room)
    if (state) acting.stateChanged(state)
  }
}
