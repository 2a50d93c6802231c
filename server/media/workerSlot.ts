import { createWorker, type types } from 'mediasoup'
import type { MediaLog } from './ports.ts'

/** A stopped process says nothing, so each worker is asked this often whether it lives. */
const HEARTBEAT_MS = 400
/**
 * So many questions in a row without an answer and it is taken for dead. They are counted, not timed: when this process
 * itself was held up, its timers were too, and the answers that wait in the socket are read before the next question.
 */
const UNANSWERED_MAX = 4
/** How long to wait before a worker that could not be started is tried again; doubled each time, up to the second. */
const RETRY_MS: readonly [number, number] = [50, 2_000]

export interface WorkerSlotOptions {
  readonly address: string
  readonly announcedAddress?: string
  /** 0: any free one. */
  readonly port: number
  readonly workerBin?: string
  readonly log: MediaLog
  /** Everything that lived in the worker is gone. */
  readonly onLost: () => void
  /** Another worker has taken its place. */
  readonly onRestored: () => void
}

export interface RunningWorker {
  readonly worker: types.Worker
  readonly webRtcServer: types.WebRtcServer
}

/** A media port that cannot be had. The message names the variable that chooses another. */
export class MediaPortTaken extends Error {
  constructor(address: string, port: number, cause: unknown) {
    super(
      `Media cannot listen on ${address}, port ${port} (UDP and TCP). ` +
        'Set MEDIA_PORT to a free port (0: any free one) and MEDIA_ADDRESS to an address of this machine.',
      { cause },
    )
    this.name = 'MediaPortTaken'
  }
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
  #closed = false

  /** @throws {MediaPortTaken} when the port cannot be had, and what `createWorker` throws when there is no worker. */
  static async create(options: WorkerSlotOptions): Promise<WorkerSlot> {
    const slot = new WorkerSlot(options)
    slot.#take(await startWorker(options))
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

  close(): void {
    if (this.#closed) return
    this.#closed = true
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
        const running = await startWorker(this.#options)
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

async function startWorker(options: WorkerSlotOptions): Promise<RunningWorker> {
  const worker = await createWorker({
    logLevel: 'error',
    ...(options.workerBin === undefined ? {} : { workerBin: options.workerBin }),
  })
  try {
    const listen = {
      ip: options.address,
      ...(options.announcedAddress === undefined ? {} : { announcedAddress: options.announcedAddress }),
      ...(options.port === 0 ? {} : { port: options.port }),
    }
    const webRtcServer = await worker.createWebRtcServer({
      listenInfos: [
        { protocol: 'udp', ...listen },
        { protocol: 'tcp', ...listen },
      ],
    })
    return { worker, webRtcServer }
  } catch (cause) {
    worker.close()
    throw new MediaPortTaken(options.address, options.port, cause)
  }
}
