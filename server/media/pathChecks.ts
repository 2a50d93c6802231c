import type { types } from 'mediasoup'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { AnswerBody, RequestPayload } from '../protocol/events.ts'
import type { ConsoleId } from '../protocol/identifiers.ts'
import type { PathProtocol } from '../protocol/media.ts'
import { transportSchema } from '../protocol/rtp.ts'
import { announcedCapabilities } from './codecs.ts'
import { onTheWire } from './onTheWire.ts'
import { refusals } from './refusals.ts'
import type { RunningWorker } from './workerStart.ts'

/** A console gives a path five seconds; what it has not closed by then, it has forgotten. */
const CLOSED_AFTER_MS = 10_000

interface PathCheck {
  readonly protocol: PathProtocol
  readonly transport: types.WebRtcTransport
  readonly timer: NodeJS.Timeout
}

export interface PathChecksOptions {
  readonly router: types.Router
  readonly running: RunningWorker
  readonly closedAfterMs?: number
}

/**
 * Transports that carry nothing: a console brings one up to find out whether a protocol comes through to this line's
 * worker. A warm line takes UDP where it can and says nothing of TCP then. Each console has one of a protocol at most.
 */
export class PathChecks {
  readonly #options: PathChecksOptions
  readonly #checks = new Map<ConsoleId, PathCheck[]>()
  #closed = false

  constructor(options: PathChecksOptions) {
    this.#options = options
  }

  /** How many there are at this moment. */
  get size(): number {
    return [...this.#checks.values()].reduce((sum, checks) => sum + checks.length, 0)
  }

  /** @param isPresent is the console still there when its transport has been made? */
  async open(
    { console }: ConsolePerson,
    protocol: PathProtocol,
    isPresent: () => boolean,
  ): Promise<AnswerBody<'path:open'>> {
    const { router, running, closedAfterMs = CLOSED_AFTER_MS } = this.#options
    const transport = await router
      .createWebRtcTransport({
        webRtcServer: running.webRtcServer,
        enableUdp: protocol === 'udp',
        enableTcp: protocol === 'tcp',
        // mediasoup-client brings a transport up by a data channel.
        enableSctp: true,
      })
      .catch((cause: unknown) => {
        throw refusals.noWorker(cause)
      })
    // Race: the router, or the console's socket, may be gone meanwhile; nobody would close it then.
    if (this.#closed || !isPresent()) {
      transport.close()
      throw this.#closed ? refusals.noWorker() : refusals.notPresent()
    }
    this.#drop(console, (other) => other.protocol === protocol)
    const timer = setTimeout(() => this.#drop(console, (other) => other.transport === transport), closedAfterMs)
    this.#checks.set(console, [...(this.#checks.get(console) ?? []), { protocol, transport, timer }])
    const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters } = transport
    return {
      rtpCapabilities: announcedCapabilities(router),
      transport: onTheWire(transportSchema, { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters }),
    }
  }

  async connect(console: ConsoleId, { transport: id, dtlsParameters }: RequestPayload<'path:connect'>): Promise<void> {
    const check = this.#checks.get(console)?.find(({ transport }) => transport.id === id)
    if (check === undefined) throw refusals.stalePath()
    await check.transport.connect({ dtlsParameters }).catch((cause: unknown) => {
      throw check.transport.closed ? refusals.stalePath() : refusals.unusable(cause)
    })
  }

  /** Closing what has been closed by its time is right. */
  closeOne(console: ConsoleId, id: string): void {
    this.#drop(console, ({ transport }) => transport.id === id)
  }

  closeOf(console: ConsoleId): void {
    this.#drop(console, () => true)
  }

  close(): void {
    this.#closed = true
    for (const console of [...this.#checks.keys()]) this.closeOf(console)
  }

  #drop(console: ConsoleId, which: (check: PathCheck) => boolean): void {
    const checks = this.#checks.get(console) ?? []
    for (const { transport, timer } of checks.filter(which)) {
      clearTimeout(timer)
      transport.close()
    }
    const rest = checks.filter((check) => !which(check))
    if (rest.length === 0) this.#checks.delete(console)
    else this.#checks.set(console, rest)
  }
}
