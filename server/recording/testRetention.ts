import { rm } from 'node:fs/promises'
import type { LineCommand } from '../calls/commands.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { IndexedCall } from './recordIndex.ts'
import { recordFolder } from './recorder.ts'

const LOOK_EVERY_MS = 3_600_000
const DAY_MS = 86_400_000

export interface TestRetentionOptions {
  readonly dataFolder: string
  /** For how many days after its end the recording of a line test is kept. */
  readonly keptDays: number
  readonly clock: () => number
  /** The records of all tests, those of which nothing is left as well. */
  readonly tests: () => readonly IndexedCall[]
  /** Tells the room in which a test was made. Never throws. */
  readonly report: (room: string, command: LineCommand) => Promise<{ readonly ok: boolean; readonly refusal?: Refusal }>
  readonly log: {
    info(bindings: object, message: string): void
    error(bindings: object, message: string): void
  }
}

/** Until when the recording of a test is kept; undefined while it is still being made. */
export const keptUntilMs = ({ call }: Pick<IndexedCall, 'call'>, keptDays: number): number | undefined =>
  call.endedAtMs === undefined ? undefined : call.endedAtMs + keptDays * DAY_MS

/**
 * Deletes the recordings of line tests when their time is over, and nothing else: of a test its facts and its result stay,
 * and a recording of people is never looked at here. The fact comes first, so that a record without its files always says
 * why; what a lost server has left between the two is deleted by the next one.
 */
export class TestRetention {
  readonly #options: TestRetentionOptions
  readonly #timer: NodeJS.Timeout
  /** Whose files are known to be gone. */
  readonly #gone = new Set<string>()
  #looking: Promise<void> = Promise.resolve()
  #closed = false

  static create(options: TestRetentionOptions): TestRetention {
    return new TestRetention(options)
  }

  private constructor(options: TestRetentionOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS)
  }

  /** Deletes what is due; resolves when that is done. Never rejects. */
  async look(): Promise<void> {
    this.#looking = this.#looking.then(async () => await this.#look())
    await this.#looking
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    for (const test of this.#options.tests()) {
      if (this.#closed) return
      if (!this.#gone.has(test.callId) && this.#isDue(test)) await this.#delete(test)
    }
  }

  #isDue(test: IndexedCall): boolean {
    const { recording } = test.call
    if (recording.deletedAtMs !== undefined) return true
    // One that is not closed is being closed, or is damaged and there for somebody to look at.
    const untilMs = keptUntilMs(test, this.#options.keptDays)
    return recording.state === 'closed' && untilMs !== undefined && untilMs <= this.#options.clock()
  }

  async #delete({ callId, line, call }: IndexedCall): Promise<void> {
    const { report, dataFolder, log } = this.#options
    try {
      if (call.recording.deletedAtMs === undefined) {
        const { ok } = await report(line, { name: 'recording:delete', callId })
        if (!ok) return
        log.info({ callId, line }, 'The recording of a line test is deleted, as its time is over.')
      }
      await rm(recordFolder(dataFolder, callId), { recursive: true, force: true })
      this.#gone.add(callId)
    } catch (error) {
      log.error({ callId, err: error }, 'The recording of a line test could not be deleted. It is tried again.')
    }
  }
}
