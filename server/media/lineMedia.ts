import type { types } from 'mediasoup'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { RequestPayload } from '../protocol/events.ts'
import type { ConsoleId, LineId } from '../protocol/identifiers.ts'
import { ROUTER_CODECS } from './codecs.ts'
import { followCall, tellMuted } from './followCall.ts'
import { requireInCall } from './inCall.ts'
import type { Listening } from './listening.ts'
import { LineTracks, type TrackEnd } from './lineTracks.ts'
import type { PictureSize } from '../protocol/media.ts'
import type { MediaCall, MediaLog, MediaPermissions, MediaReports, MediaState, Notify, TrackTaps } from './ports.ts'
import { Quality } from './quality.ts'
import { refusals } from './refusals.ts'
import { Speakers } from './speakers.ts'
import { Tapping } from './tapping.ts'
import { PathChecks } from './pathChecks.ts'
import type { SyntheticConsole } from './syntheticConsole.ts'
import { SyntheticConsoles } from './syntheticConsoles.ts'
import type { SyntheticPackets } from './syntheticPackets.ts'
import { isPicture, type Track } from './track.ts'
import { WarmLine } from './warmLine.ts'
import type { RunningWorker } from './workerStart.ts'

/** How often paths are measured: a mark follows trouble within a few seconds and does not flicker. */
const QUALITY_MS = 2_000
/** ICE and DTLS take a second or two on a poor path; a warm line that is still not up after this never will be. */
const CONNECT_WITHIN_MS = 30_000

export interface LineMediaOptions {
  readonly line: LineId
  readonly running: RunningWorker
  readonly state: MediaState
  readonly permissions: MediaPermissions
  readonly reports: MediaReports
  readonly notify: Notify
  readonly taps: TrackTaps
  readonly nowMs: () => number
  readonly log: MediaLog
  /** What consoles of the server's own send. */
  readonly syntheticPackets: () => Promise<SyntheticPackets>
}

/**
 * The media of one line in one worker: its router, the warm lines on it, and the tracks and listenings of its call. It
 * does what the fold says (`settle`): nothing is kept here that would have to agree with the call.
 */
export class LineMedia {
  readonly line: LineId
  readonly pathChecks: PathChecks
  readonly #options: LineMediaOptions
  readonly #router: types.Router
  readonly #tapping: Tapping
  readonly #speakers: Speakers
  readonly #quality = new Quality()
  readonly #qualityTimer: NodeJS.Timeout
  readonly #warmLines = new Map<ConsoleId, WarmLine>()
  /** In a line's test room: the server's own consoles. */
  readonly #synthetic: SyntheticConsoles
  readonly #tracks: LineTracks
  #settling = false
  #settleAgain = false
  #closed = false

  static async create(options: LineMediaOptions): Promise<LineMedia> {
    const { worker } = options.running
    const router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS })
    const told: { by?: LineMedia } = {}
    const [tapping, speakers] = await Promise.all([
      Tapping.create(router, options),
      Speakers.create(
        router,
        () => told.by?.audience ?? '',
        (list) => told.by?.tellSpeakers(list),
      ),
    ])
    told.by = new LineMedia(options, router, tapping, speakers)
    return told.by
  }

  private constructor(options: LineMediaOptions, router: types.Router, tapping: Tapping, speakers: Speakers) {
    this.#options = options
    this.line = options.line
    this.#router = router
    this.#tapping = tapping
    this.#speakers = speakers
    const tracks = new LineTracks({ ...options, tapping, speakers })
    this.#tracks = tracks
    this.#synthetic = new SyntheticConsoles({ ...options, router, tracks, packets: options.syntheticPackets })
    this.pathChecks = new PathChecks({ router, running: options.running })
    this.#qualityTimer = setInterval(() => this.#tellQuality(), QUALITY_MS)
  }

  get warmLines(): readonly WarmLine[] {
    return [...this.#warmLines.values()]
  }

  get tracks(): readonly Track[] {
    return this.#tracks.all
  }

  /** Who is told of speakers and quality: a console that comes, or that comes anew with another warm line, makes another. */
  get audience(): string {
    const call = this.#call()
    const consoles = call?.consoles.map((console) => `${console}/${this.#warmLines.get(console)?.id}`) ?? []
    return [call?.callId, ...consoles].join()
  }

  async openWarmLine(who: ConsolePerson): Promise<WarmLine> {
    const made = await WarmLine.create({
      router: this.#router,
      running: this.#options.running,
      who,
      connectWithinMs: CONNECT_WITHIN_MS,
      onLost: () => {
        if (this.#warmLines.get(who.console) === made) this.#loseWarmLine(who.console)
      },
    }).catch((cause: unknown) => {
      // Race: the worker has died with the transports half made.
      throw refusals.noWorker(cause)
    })
    // Race: the same console may have asked twice, or the router may be gone. The last one made is the one that counts.
    if (this.#closed) {
      made.close()
      throw refusals.noWorker()
    }
    // Race: the console's socket may have gone meanwhile; `consoleGone` found nothing then, and does not come again.
    if (!this.#options.permissions.isPresent(who.console)) {
      made.close()
      throw refusals.notPresent()
    }
    this.closeWarmLine(who.console, 'media-lost')
    this.#warmLines.set(who.console, made)
    // A page that was loaded anew knows nothing of a path that was narrow: who still is says so of each new warm line.
    this.#quality.narrow.tell(who.console, false, this.#options.nowMs())
    return made
  }

  /** @throws {RefusedError} when the console has another warm line by now, or none. */
  warmLineOf(console: ConsoleId, id: string): WarmLine {
    const warmLine = this.#warmLines.get(console)
    if (warmLine === undefined || warmLine.id !== id) throw refusals.staleWarmLine()
    return warmLine
  }

  closeWarmLine(console: ConsoleId, reason: TrackEnd): void {
    const warmLine = this.#warmLines.get(console)
    if (warmLine === undefined) return
    this.#warmLines.delete(console)
    this.#tracks.endOf(console, reason)
    warmLine.close()
    this.settle()
  }

  /** A console of the server's own comes into the call, sends, and hears everybody. Throws as opening a track does. */
  async openSynthetic(who: ConsolePerson, callId: string, pitchHz: number): Promise<SyntheticConsole> {
    const made = await this.#synthetic.open(who, callId, pitchHz)
    this.settle()
    return made
  }

  closeSynthetic(console: ConsoleId): void {
    this.#synthetic.close(console)
    this.settle()
  }

  async openTrack(who: ConsolePerson, payload: RequestPayload<'track:open'>): Promise<Track> {
    const track = await this.#tracks.open(who, this.warmLineOf(who.console, payload.warmLine), payload)
    this.settle()
    return track
  }

  async setMuted(who: ConsolePerson, trackId: string, muted: boolean): Promise<void> {
    if (await this.#tracks.setMuted(who, trackId, muted)) tellMuted(this.#options, trackId, this.warmLines)
  }

  closeTrack(console: ConsoleId, trackId: string): void {
    this.#tracks.close(console, trackId)
    this.settle()
  }

  /** The browser has it: it flows as soon as its console is in the call. */
  consumerReady(console: ConsoleId, consumerId: string): void {
    this.#listeningOf(console, consumerId).ready = true
    this.settle()
  }

  /** The console does not show this picture: it is as one whose browser is not ready yet. */
  pauseConsumer(console: ConsoleId, consumerId: string): void {
    const listening = this.#listeningOf(console, consumerId)
    if (!isPicture(listening.track.start.kind)) throw refusals.isHeard()
    listening.ready = false
    this.settle()
  }

  preferSize(console: ConsoleId, consumerId: string, size: PictureSize): void {
    this.#listeningOf(console, consumerId).prefer(size)
  }

  reportQuality(console: ConsoleId, payload: RequestPayload<'quality:report'>): void {
    requireInCall(this.#options.state, this.line, console, payload.callId)
    this.#quality.report(console, payload.received, this.#options.nowMs())
  }

  /** @throws {RefusedError} when the console has another warm line by now, or none. */
  reportWidth(console: ConsoleId, { warmLine, narrow }: RequestPayload<'warm-line:report'>): void {
    this.warmLineOf(console, warmLine)
    this.#quality.narrow.tell(console, narrow, this.#options.nowMs())
    this.#tellQuality()
  }

  /** Brings tracks, taps and listenings to what the fold wants. One run at a time; a change during a run makes another. */
  settle(): void {
    if (this.#settling) {
      this.#settleAgain = true
      return
    }
    this.#settling = true
    void this.#settleNow()
  }

  /** The worker is gone: every console is told to make its warm line anew, which will be in another worker. */
  lose(): void {
    for (const { who } of this.warmLines) this.#loseWarmLine(who.console)
    this.close()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#qualityTimer)
    for (const { who } of this.warmLines) this.closeWarmLine(who.console, 'media-lost')
    this.pathChecks.close()
    this.#synthetic.closeAll()
    this.#speakers.close()
    this.#router.close()
  }

  tellSpeakers(speakers: { console: ConsoleId; volumeDb: number }[]): void {
    this.#options.reports.speakersChanged(
      this.line,
      speakers.map(({ console }) => console),
    )
    const { callId, consoles } = this.#call() ?? {}
    if (callId === undefined) return
    for (const console of consoles ?? []) {
      this.#options.notify(console, 'speaker:changed', { line: this.line, callId, speakers })
    }
  }

  /** @throws {RefusedError} when it is not one of this console's. */
  #listeningOf(console: ConsoleId, consumerId: string): Listening {
    const listenings = this.#warmLines.get(console)?.listenings.values() ?? []
    const listening = [...listenings].find(({ consumer }) => consumer.id === consumerId)
    if (listening === undefined) throw refusals.unknownConsumer()
    return listening
  }

  #call(): MediaCall | undefined {
    return this.#options.state.callOf(this.line)
  }

  #loseWarmLine(console: ConsoleId): void {
    const warmLine = this.#warmLines.get(console)
    if (warmLine === undefined) return
    this.closeWarmLine(console, 'media-lost')
    this.#options.log.warn({ line: this.line, console }, 'warm line lost')
    this.#options.notify(console, 'warm-line:lost', { line: this.line, warmLine: warmLine.id })
  }

  async #settleNow(): Promise<void> {
    do {
      this.#settleAgain = false
      try {
        await this.#settleOnce()
      } catch (error) {
        // What was told outside threw. The next change settles again; nothing may stop that.
        this.#options.log.error({ line: this.line, err: error }, 'media does not follow the call')
      }
    } while (this.#settleAgain)
    this.#settling = false
  }

  async #settleOnce(): Promise<void> {
    const followers = { ...this.#options, tracks: this.#tracks, tapping: this.#tapping }
    const call = this.#closed ? undefined : this.#call()
    await followCall(followers, call, [...this.warmLines, ...this.#synthetic.all])
  }

  #tellQuality(): void {
    this.#measureQuality().catch((error: unknown) => {
      this.#options.log.warn({ line: this.line, err: error }, 'quality is not measured')
    })
  }

  async #measureQuality(): Promise<void> {
    const call = this.#call()
    this.#quality.narrow.forget((console) => this.#warmLines.has(console), this.#options.nowMs())
    const inCall = this.warmLines.filter(({ who }) => call?.consoles.includes(who.console) === true)
    // What comes of a caucus is nobody's to learn, in whichever way.
    const open = this.tracks.filter((track) => track.open !== undefined)
    const marks = await this.#quality.measure(open, inCall, this.audience, this.#options.nowMs())
    if (call === undefined || marks === undefined || this.#closed) return
    for (const console of call.consoles) {
      this.#options.notify(console, 'quality:changed', { line: this.line, callId: call.callId, consoles: marks })
    }
  }
}
