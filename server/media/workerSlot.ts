import type { types } from 'mediasoup'
import type { MediaLog } from './ports.ts'
import { startWorker, type RunningWorker, type WorkerStartOptions } from './workerStart.ts'

/** A stopped process says nothing, so each worker is asked this often whether it lives. */
const HEARTBEAT_MS = 400
/**
 * So many questions in a row without an answer and it is taken for dead. They are counted, not timed: when this process
 * itself was held up, its timers were too, and the answers that wait in the socket are read before the next question.
 */
const UNANSWERED_MAX = 4
/** How long to wait before a worker that could not be started is tried again; doubled each time, up to the second. */
const RETRY_MS: readonly [number, number] = [50, 2_000]

export interface WorkerSlotOptions extends WorkerStartOptions {
  readonly log: MediaLog
  /** Everything that lived in the worker is gone. */
  readonly onLost: () => void
  /** Another worker has taken its place. */
  readonly onRestored: () => void
}

/** The place of one worker: there is always a worker in it, or one on its way. */
export class WorkerSlot {
  readonly #options: WorkerSlotOptions
  #running: RunningWorker | undefined
  #starting: Promise<RunningWorker> | undefined
  #heartbeat: NodeJS.Timeout | undefined
  #unanswered = 0
  #lost = 0
  #usage: types.WorkerResourceUsage | undefined
  readonly #closing = new AbortController()

  /** @throws what `startWorker` throws: the first worker is not waited for any longer than that. */
  static async create(options: WorkerSlotOptions): Promise<WorkerSlot> {
    const slot = new WorkerSlot(options)
    slot.#take(await startWorker(options, slot.#closing.signal))
    slot.#heartbeat = setInterval(() => slot.#ask(), HEARTBEAT_MS)
    return slot
  }

  private constructor(options: WorkerSlotOptions) {
    this.#options = options
  }

  /** The worker that lives here now, or the one that is being started. */
  async running(): Promise<RunningWorker> {
    if (this.#running !== undefined) return this.#running
    if (this.#starting !== undefined) return await this.#starting
    throw new Error('This worker slot is closed.')
  }

  get pid(): number | undefined {
    return this.#running?.worker.pid
  }

  /** How many workers have been lost here so far. */
  get lost(): number {
    return this.#lost
  }

  /** What the worker had used at the last heartbeat. */
  get usage(): types.WorkerResourceUsage | undefined {
    return this.#usage
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted
  }

  close(): void {
    if (this.#closed) return
    this.#closing.abort()
    clearInterval(this.#heartbeat)
    this.#running?.worker.close()
    this.#running = undefined
  }

  #take(running: RunningWorker): void {
    this.#running = running
    this.#starting = undefined
    this.#unanswered = 0
    this.#usage = undefined
    const { worker } = running
    this.#options.log.info({ pid: worker.pid, port: this.#options.port }, 'media worker started')
    worker.once('died', (error) => this.#replace(running, error))
    worker.on('listenererror', (event, error) => this.#options.log.error({ event, err: error }, 'media listener threw'))
  }

  #replace(gone: RunningWorker, error: Error): void {
    if (this.#closed || this.#running !== gone) return
    this.#options.log.error({ pid: gone.worker.pid, err: error }, 'media worker lost')
    this.#lost += 1
    this.#running = undefined
    this.#starting = this.#startAgain()
    // Nobody may be waiting for it; a failure is only that of a closed slot.
    this.#starting.catch(() => undefined)
    this.#options.onLost()
  }

  async #startAgain(): Promise<RunningWorker> {
    for (let waitMs = RETRY_MS[0]; ; waitMs = Math.min(waitMs * 2, RETRY_MS[1])) {
      try {
        const running = await startWorker(this.#options, this.#closing.signal)
        if (this.#closed) {
          running.worker.close()
          throw new Error('This worker slot is closed.')
        }
        this.#take(running)
        this.#options.onRestored()
        return running
      } catch (error) {
        if (this.#closed) throw error
        this.#options.log.warn({ err: error, waitMs }, 'media worker does not start')
        await new Promise((resolve) => setTimeout(resolve, waitMs))
        if (this.#closed) throw error
      }
    }
  }

  #ask(): void {
    const running = this.#running
    if (running === undefined) return
    if (this.#unanswered >= UNANSWERED_MAX) {
      this.#options.log.error({ pid: running.worker.pid }, 'media worker does not answer')
      // It may be stopped, and then hears nothing but this; its death is then reported like any other.
      this.#unanswered = 0
      if (!running.worker.subprocessClosed) process.kill(running.worker.pid, 'SIGKILL')
      return
    }
    this.#unanswered += 1
    running.worker.getResourceUsage().then(
      (usage) => {
        if (this.#running !== running) return
        this.#usage = usage
        this.#unanswered = 0
      },
      () => undefined,
    )
  }
}
