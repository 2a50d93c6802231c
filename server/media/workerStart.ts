import { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createWorker, type types } from 'mediasoup'

/** A worker listens within a tenth of a second, and on a busy machine within one: this one is stopped, or hangs. */
const START_WITHIN_MS = 5_000

export interface WorkerStartOptions {
  readonly address: string
  readonly announcedAddress?: string
  /** 0: any free one. */
  readonly port: number
  readonly workerBin?: string
  /** How long a worker may take until it listens. */
  readonly startWithinMs?: number
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

/**
 * Starts a worker that listens. One that does not in time is killed; so is one that nobody waits for any more.
 *
 * @param givenUp aborted when the worker is not wanted any more.
 * @throws {MediaPortTaken} when the port cannot be had, what `createWorker` throws when there is no worker, and an
 *   `Error` that says so when it was killed for being late.
 */
export async function startWorker(options: WorkerStartOptions, givenUp: AbortSignal): Promise<RunningWorker> {
  const { startWithinMs = START_WITHIN_MS } = options
  const { created, process } = spawnWorker(options.workerBin)
  // A stopped process hears nothing but this.
  const kill = (): void => void process?.kill('SIGKILL')
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    kill()
  }, startWithinMs)
  givenUp.addEventListener('abort', kill, { once: true })
  if (givenUp.aborted) kill()
  try {
    return await listening(await created, options)
  } catch (cause) {
    if (!isLate) throw cause
    throw new Error(`The media worker did not start within ${startWithinMs} ms and was killed.`, { cause })
  } finally {
    clearTimeout(deadline)
    givenUp.removeEventListener('abort', kill)
  }
}

/**
 * mediasoup hands a worker out when it runs, and its process not at all. Node tells of every process that is made, in the
 * moment in which it is: this is the only one within that call.
 */
function spawnWorker(workerBin: string | undefined) {
  const processes: ChildProcess[] = []
  const onProcess = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('process' in message)) return
    if (message.process instanceof ChildProcess) processes.push(message.process)
  }
  subscribe('child_process', onProcess)
  try {
    const created = createWorker({ logLevel: 'error', ...(workerBin === undefined ? {} : { workerBin }) })
    return { created, process: processes[0] }
  } finally {
    unsubscribe('child_process', onProcess)
  }
}

async function listening(
  worker: types.Worker,
  { address, announcedAddress, port }: WorkerStartOptions,
): Promise<RunningWorker> {
  try {
    const listen = {
      ip: address,
      ...(announcedAddress === undefined ? {} : { announcedAddress }),
      ...(port === 0 ? {} : { port }),
    }
    const webRtcServer = await worker.createWebRtcServer({
      listenInfos: [
        { protocol: 'udp', ...listen },
        { protocol: 'tcp', ...listen },
      ],
    })
    return { worker, webRtcServer }
  } catch (cause) {
    // A worker that died over it says nothing of the port.
    if (worker.died) throw cause
    worker.close()
    throw new MediaPortTaken(address, port, cause)
  }
}
