import type { ConsolePerson } from '../protocol/actor.ts'
import type { AnswerBody, RequestPayload } from '../protocol/events.ts'
import type { ConsoleId, LineId } from '../protocol/identifiers.ts'
import type { mediaRequestSchemas } from '../protocol/media.ts'
import { RefusedError } from '../protocol/refusal.ts'
import { LineMedia } from './lineMedia.ts'
import { MediaWorkers } from './mediaWorkers.ts'
import type { MediaLog, MediaPermissions, MediaReports, MediaState, Notify, TrackTaps } from './ports.ts'
import { refusals } from './refusals.ts'
import type { SyntheticConsole } from './syntheticConsole.ts'
import { readSyntheticPackets, type SyntheticPackets } from './syntheticPackets.ts'
import type { WarmLine } from './warmLine.ts'

export type MediaRequestName = keyof typeof mediaRequestSchemas
export type MediaHandlers = {
  readonly [N in MediaRequestName]: (who: ConsolePerson, payload: RequestPayload<N>) => Promise<AnswerBody<N>>
}

export interface MediaOptions {
  /** How many workers; one per core is the use of it. */
  readonly workers: number
  /** Where to listen: one address of this machine (`MEDIA_ADDRESS`); 127.0.0.1 where nothing is said. */
  readonly address: string
  readonly announcedAddress?: string
  /** `MEDIA_PORT`, and one more per further worker, UDP and TCP. 0: any free ones. */
  readonly port: number
  /** Where `mediasoup-worker` is, when not where mediasoup itself looks. */
  readonly workerBin?: string
  /** How long a worker may take to start before it is killed and another is started. */
  readonly startWithinMs?: number
  readonly state: MediaState
  readonly permissions: MediaPermissions
  readonly reports: MediaReports
  readonly notify: Notify
  readonly taps: TrackTaps
  readonly log: MediaLog
  /** Server time in milliseconds since 1970, with fractions. */
  readonly nowMs?: () => number
}

/** How long a console waits for the worker that takes the place of a lost one, before it is told to try again. */
const WORKER_WAIT_MS = 3_000

/** Everything that carries sound and pictures: workers, and the media of each line in them. */
export class Media {
  readonly handlers: MediaHandlers
  readonly #options: MediaOptions
  readonly #lines = new Map<LineId, Promise<LineMedia>>()
  /** The ones of `#lines` that are there, for whoever cannot wait. */
  readonly #present = new Map<LineId, LineMedia>()
  #workers: MediaWorkers | undefined
  #packets: Promise<SyntheticPackets> | undefined
  #closed = false

  /** @throws {MediaPortTaken} when the port cannot be had. */
  static async create(options: MediaOptions): Promise<Media> {
    const media = new Media(options)
    media.#workers = await MediaWorkers.create({
      ...options,
      onLost: (lines) => media.#lose(lines),
      onRestored: (lines) => {
        for (const line of lines) options.reports.mediaRestored(line)
      },
    })
    return media
  }

  private constructor(options: MediaOptions) {
    this.#options = options
    this.handlers = this.#makeHandlers()
  }

  /**
   * A console of the server's own, in the call of a line's test room, until `closeSynthetic`, or until that call is over.
   *
   * @throws {RefusedError} when there is no media now, or the console is not in that call.
   */
  async openSynthetic(room: LineId, who: ConsolePerson, callId: string, pitchHz: number): Promise<SyntheticConsole> {
    return await (await this.#line(room)).openSynthetic(who, callId, pitchHz)
  }

  closeSynthetic(room: LineId, console: ConsoleId): void {
    this.#present.get(room)?.closeSynthetic(console)
  }

  /** The line's fold has changed: tracks and listenings follow. */
  stateChanged(line: LineId): void {
    this.#present.get(line)?.settle()
  }

  /** The console's socket is gone: so are its warm lines, tracks and path checks, until it makes them anew. */
  consoleGone(console: ConsoleId): void {
    for (const line of this.#present.values()) {
      line.closeWarmLine(console, 'console-lost')
      line.pathChecks.closeOf(console)
    }
  }

  /** For metrics and for `readyz`: what there is at this moment. */
  stats() {
    const lines = [...this.#present.values()]
    const warmLines = lines.flatMap((line) => line.warmLines)
    const listenings = warmLines.flatMap((warmLine) => [...warmLine.listenings.values()])
    const tracks = lines.flatMap((line) => line.tracks)
    const slots = this.#workers?.slots ?? []
    return {
      workers: slots.map(({ pid, usage }) => ({
        up: pid !== undefined,
        ...(pid === undefined ? {} : { pid }),
        ...(usage === undefined ? {} : { cpuMs: usage.ru_utime + usage.ru_stime, residentKiB: usage.ru_maxrss }),
      })),
      workersLost: slots.reduce((sum, { lost }) => sum + lost, 0),
      lines: lines.length,
      warmLines: warmLines.length,
      pathChecks: lines.reduce((sum, line) => sum + line.pathChecks.size, 0),
      tracks: tracks.length,
      tracksRecorded: tracks.filter((track) => track.tap !== undefined).length,
      listenings: listenings.length,
      listeningsFlowing: listenings.filter((listening) => listening.flowing).length,
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const line of this.#present.values()) line.close()
    this.#workers?.close()
    await Promise.allSettled(this.#lines.values())
  }

  #lose(lines: readonly LineId[]): void {
    for (const line of lines) {
      const gone = this.#present.get(line)
      this.#present.delete(line)
      this.#lines.delete(line)
      this.#options.reports.mediaLost(line)
      gone?.lose()
    }
  }

  /** The line's media, made when it is first asked for. */
  async #line(line: LineId): Promise<LineMedia> {
    if (this.#closed) throw refusals.noWorker()
    let making = this.#lines.get(line)
    if (making === undefined) {
      making = this.#makeLine(line)
      this.#lines.set(line, making)
      making.catch(() => {
        if (this.#lines.get(line) === making) this.#lines.delete(line)
      })
    }
    try {
      return await withDeadline(making, WORKER_WAIT_MS)
    } catch (cause) {
      throw refusals.noWorker(cause)
    }
  }

  async #makeLine(line: LineId): Promise<LineMedia> {
    if (this.#workers === undefined) throw new Error('There are no media workers yet.')
    const slot = this.#workers.slotOf(line)
    const running = await slot.running()
    const made = await LineMedia.create({
      ...this.#options,
      line,
      running,
      // Read once, when the first test needs them.
      syntheticPackets: () => (this.#packets ??= readSyntheticPackets()),
      nowMs: this.#options.nowMs ?? (() => performance.timeOrigin + performance.now()),
    })
    // Race: the worker may have died, or all may have been closed, while the router was made.
    if (this.#closed || running.worker.closed) {
      made.close()
      throw new Error('The media worker is gone.')
    }
    this.#present.set(line, made)
    return made
  }

  /** @throws {RefusedError} when the line has no media: then no warm line of it is good any more. */
  #lineNow(line: LineId): LineMedia {
    const present = this.#present.get(line)
    if (present === undefined) throw refusals.staleWarmLine()
    return present
  }

  #makeHandlers(): MediaHandlers {
    const { permissions } = this.#options
    return {
      'warm-line:open': async (who, { line }) => {
        if (!permissions.mayWarm(who, line)) throw refusals.noPartInLine()
        return (await (await this.#line(line)).openWarmLine(who)).offer
      },
      'warm-line:connect': async (who, payload) => {
        const warmLine = this.#lineNow(payload.line).warmLineOf(who.console, payload.warmLine)
        await warmLine.connect(payload).catch(asUnusable(warmLine))
        return {}
      },
      'warm-line:ready': async (who, payload) => {
        const line = this.#lineNow(payload.line)
        line.warmLineOf(who.console, payload.warmLine).ready(payload.rtpCapabilities)
        line.settle()
        return {}
      },
      'warm-line:close': async (who, payload) => {
        const line = this.#lineNow(payload.line)
        line.warmLineOf(who.console, payload.warmLine)
        line.closeWarmLine(who.console, 'stopped')
        return {}
      },
      'warm-line:report': async (who, payload) => {
        this.#lineNow(payload.line).reportWidth(who.console, payload)
        return {}
      },
      'probe:open': async (who, payload) => {
        const warmLine = this.#lineNow(payload.line).warmLineOf(who.console, payload.warmLine)
        return await warmLine.openProbe(payload).catch(asUnusable(warmLine))
      },
      'path:open': async (who, { line, protocol }) => {
        if (!permissions.mayWarm(who, line)) throw refusals.noPartInLine()
        const present = () => permissions.isPresent(who.console)
        return await (await this.#line(line)).pathChecks.open(who, protocol, present)
      },
      'path:connect': async (who, payload) => {
        await this.#lineNow(payload.line).pathChecks.connect(who.console, payload)
        return {}
      },
      'path:close': async (who, { line, transport }) => {
        this.#lineNow(line).pathChecks.closeOne(who.console, transport)
        return {}
      },
      'track:open': async (who, payload) => {
        if (!permissions.mayOpenTrack(who, payload.line, payload.kind)) throw refusals.mayNotSend()
        const track = await this.#lineNow(payload.line).openTrack(who, payload)
        const { trackId, muted } = track.start
        return { trackId, muted }
      },
      'track:mute': async (who, { line, trackId }) => {
        await this.#lineNow(line).setMuted(who, trackId, true)
        return {}
      },
      'track:unmute': async (who, { line, trackId }) => {
        await this.#lineNow(line).setMuted(who, trackId, false)
        return {}
      },
      'track:close': async (who, { line, trackId }) => {
        this.#lineNow(line).closeTrack(who.console, trackId)
        return {}
      },
      'consumer:resume': async (who, { line, consumer }) => {
        this.#lineNow(line).consumerReady(who.console, consumer)
        return {}
      },
      'consumer:pause': async (who, { line, consumer }) => {
        this.#lineNow(line).pauseConsumer(who.console, consumer)
        return {}
      },
      'consumer:prefer': async (who, { line, consumer, size }) => {
        this.#lineNow(line).preferSize(who.console, consumer, size)
        return {}
      },
      'quality:report': async (who, payload) => {
        this.#lineNow(payload.line).reportQuality(who.console, payload)
        return {}
      },
    }
  }
}

/** mediasoup throws at parameters that do not fit, and at what has been closed meanwhile. */
const asUnusable =
  (warmLine: WarmLine) =>
  (cause: unknown): never => {
    if (cause instanceof RefusedError) throw cause
    throw warmLine.closed ? refusals.staleWarmLine() : refusals.unusable(cause)
  }

async function withDeadline<T>(promise: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not within ${deadlineMs} ms.`)), deadlineMs)
  })
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
