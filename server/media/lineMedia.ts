import type { types } from 'mediasoup'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { RequestPayload } from '../protocol/events.ts'
import type { ConsoleId, LineId } from '../protocol/identifiers.ts'
import type { TrackKind } from '../protocol/words.ts'
import { ROUTER_CODECS } from './codecs.ts'
import { settleListenings } from './listenings.ts'
import type { MediaCall, MediaLog, MediaPermissions, MediaReports, MediaState, Notify, TrackTaps } from './ports.ts'
import { Quality } from './quality.ts'
import { RecorderTap } from './recorderTap.ts'
import { refusals } from './refusals.ts'
import { Speakers } from './speakers.ts'
import { KEY_FRAME_EVERY_MS, Track } from './track.ts'
import { Turns } from './turns.ts'
import { WarmLine } from './warmLine.ts'
import type { RunningWorker } from './workerSlot.ts'

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
}

type TrackEnd = 'stopped' | 'console-lost' | 'media-lost'

/**
 * The media of one line in one worker: its router, the warm lines on it, and the tracks and listenings of its call. It
 * does what the fold says (`settle`): nothing is kept here that would have to agree with the call.
 */
export class LineMedia {
  readonly line: LineId
  readonly #options: LineMediaOptions
  readonly #router: types.Router
  readonly #tapTransport: types.DirectTransport
  readonly #speakers: Speakers
  readonly #quality = new Quality()
  readonly #qualityTimer: NodeJS.Timeout
  readonly #warmLines = new Map<ConsoleId, WarmLine>()
  readonly #tracks = new Map<string, Track>()
  /** One microphone, one camera and one screen per console: each is opened after the one before is done. */
  readonly #opening = new Turns()
  #settling = false
  #settleAgain = false
  #closed = false

  static async create(options: LineMediaOptions): Promise<LineMedia> {
    const { worker } = options.running
    const router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS })
    const told: { by?: LineMedia } = {}
    const [tapTransport, speakers] = await Promise.all([
      router.createDirectTransport(),
      Speakers.create(
        router,
        () => told.by?.audience ?? '',
        (list) => told.by?.tellSpeakers(list),
      ),
    ])
    told.by = new LineMedia(options, router, tapTransport, speakers)
    return told.by
  }

  private constructor(
    options: LineMediaOptions,
    router: types.Router,
    tapTransport: types.DirectTransport,
    speakers: Speakers,
  ) {
    this.#options = options
    this.line = options.line
    this.#router = router
    this.#tapTransport = tapTransport
    this.#speakers = speakers
    this.#qualityTimer = setInterval(() => {
      this.#measureQuality().catch((error: unknown) => {
        options.log.warn({ line: this.line, err: error }, 'quality is not measured')
      })
    }, QUALITY_MS)
  }

  get warmLines(): readonly WarmLine[] {
    return [...this.#warmLines.values()]
  }

  get tracks(): readonly Track[] {
    return [...this.#tracks.values()]
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
    for (const track of this.tracks) if (track.start.console === console) this.#end(track, reason)
    warmLine.close()
    this.settle()
  }

  async openTrack(who: ConsolePerson, payload: RequestPayload<'track:open'>): Promise<Track> {
    return await this.#opening.take(`${who.console} ${payload.kind}`, async () => await this.#openTrack(who, payload))
  }

  async #openTrack(who: ConsolePerson, payload: RequestPayload<'track:open'>): Promise<Track> {
    const warmLine = this.warmLineOf(who.console, payload.warmLine)
    this.#callWith(who.console, payload.callId)
    const { kind, muted } = payload
    const mediaKind = mediaKindOf(payload)
    // A console that did not hear the answer asks again: it has one microphone, one camera and one screen.
    for (const track of this.tracks) {
      if (track.start.console === who.console && track.start.kind === kind) this.#end(track, 'stopped')
    }
    const producer = await warmLine.send
      .produce({
        kind: mediaKind,
        rtpParameters: payload.rtpParameters,
        paused: muted,
        keyFrameRequestDelay: KEY_FRAME_EVERY_MS,
      })
      .catch((cause: unknown) => {
        throw warmLine.closed ? refusals.staleWarmLine() : refusals.unusable(cause)
      })
    const { line } = this
    const { console, person } = who
    const track = new Track(
      { line, callId: payload.callId, trackId: producer.id, console, person, kind, muted },
      producer,
    )
    try {
      // The recorder has it before anybody is offered it: nothing is heard that is not recorded too.
      await this.#tap(track).catch((cause: unknown) => {
        throw warmLine.closed ? refusals.staleWarmLine() : refusals.unusable(cause)
      })
      if (kind === 'microphone') await this.#speakers.add(track)
      // Race: while this was made, the console may have left or lost its warm line; nothing would close the track then.
      if (warmLine.closed) throw refusals.staleWarmLine()
      this.#callWith(console, payload.callId)
      if (!this.#maySend(who, kind)) throw refusals.mayNotSend()
    } catch (error) {
      track.close()
      throw error
    }
    this.#tracks.set(producer.id, track)
    this.#options.reports.trackStarted(track.start)
    this.settle()
    return track
  }

  async setMuted(who: ConsolePerson, trackId: string, muted: boolean): Promise<void> {
    const track = this.#trackOf(who.console, trackId)
    if (!muted && !this.#maySend(who, track.start.kind)) throw refusals.mayNotSend()
    if (track.muted === muted) return
    await track.setMuted(muted, this.#options.nowMs())
    const { reports, notify } = this.#options
    if (muted) reports.trackMuted(track.start)
    else reports.trackUnmuted(track.start)
    for (const warmLine of this.warmLines) {
      warmLine.listenings.get(trackId)?.tellMuted(notify, warmLine.who.console, this.line, warmLine)
    }
  }

  closeTrack(console: ConsoleId, trackId: string): void {
    this.#end(this.#trackOf(console, trackId), 'stopped')
    this.settle()
  }

  /** The browser has it: it flows as soon as its console is in the call. */
  consumerReady(console: ConsoleId, consumerId: string): void {
    const listenings = this.#warmLines.get(console)?.listenings.values() ?? []
    const listening = [...listenings].find(({ consumer }) => consumer.id === consumerId)
    if (listening === undefined) throw refusals.unknownConsumer()
    listening.ready = true
    this.settle()
  }

  reportQuality(console: ConsoleId, payload: RequestPayload<'quality:report'>): void {
    this.#callWith(console, payload.callId)
    this.#quality.report(console, payload.received, this.#options.nowMs())
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
    this.#speakers.close()
    this.#router.close()
  }

  tellSpeakers(speakers: { console: ConsoleId; volumeDb: number }[]): void {
    const call = this.#call()
    if (call === undefined) return
    const { callId } = call
    for (const console of call.consoles) {
      this.#options.notify(console, 'speaker:changed', { line: this.line, callId, speakers })
    }
  }

  #call(): MediaCall | undefined {
    return this.#options.state.callOf(this.line)
  }

  #callWith(console: ConsoleId, callId: string): void {
    const call = this.#call()
    if (call === undefined || call.callId !== callId || !call.consoles.includes(console)) throw refusals.notInCall()
  }

  #maySend(who: ConsolePerson, kind: TrackKind): boolean {
    return this.#options.permissions.mayOpenTrack(who, this.line, kind)
  }

  /** Is its console in the call, and may its person send it still? Roles are changed while calls go on. */
  #mayStay({ start: { callId, console, kind } }: Track, call: MediaCall | undefined): boolean {
    const who = this.#warmLines.get(console)?.who
    return call?.callId === callId && call.consoles.includes(console) && who !== undefined && this.#maySend(who, kind)
  }

  #trackOf(console: ConsoleId, trackId: string): Track {
    const track = this.#tracks.get(trackId)
    if (track === undefined || track.start.console !== console) throw refusals.unknownTrack()
    return track
  }

  #loseWarmLine(console: ConsoleId): void {
    const warmLine = this.#warmLines.get(console)
    if (warmLine === undefined) return
    this.closeWarmLine(console, 'media-lost')
    this.#options.log.warn({ line: this.line, console }, 'warm line lost')
    this.#options.notify(console, 'warm-line:lost', { line: this.line, warmLine: warmLine.id })
  }

  #end(track: Track, reason: TrackEnd): void {
    if (!this.#tracks.delete(track.start.trackId)) return
    track.close()
    this.#options.reports.trackEnded(track.start, reason)
  }

  /**
   * The recorder may not be up when a track begins; then it is asked again at the line's next change. One that fails never
   * keeps anybody from speaking: that the call is not recorded is told by the recorder's own marks.
   *
   * @throws what mediasoup throws at a track that cannot be tapped: its parameters are of no use to anybody else either.
   */
  async #tap(track: Track): Promise<boolean> {
    const { taps, nowMs, log } = this.#options
    const { start, producer } = track
    const { rtpCapabilities } = this.#router
    const transport = this.#tapTransport
    const tap = await RecorderTap.create({ track: start, producer, transport, rtpCapabilities, taps, nowMs, log })
    if (tap !== undefined) track.attach(tap, nowMs())
    return tap !== undefined
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
    const call = this.#closed ? undefined : this.#call()
    for (const track of this.tracks) {
      if (!this.#mayStay(track, call)) this.#end(track, 'stopped')
    }
    const untapped = this.tracks.filter((track) => track.tap === undefined)
    await Promise.all([
      ...this.warmLines.map(async (one) => await settleListenings(this.#options, one, call, this.tracks)),
      ...untapped.map(async (track) => {
        try {
          if (await this.#tap(track)) await track.tap?.requestKeyFrames()
        } catch (error) {
          // Closed on the way is no fault. Otherwise it is asked again at the next change: it could be tapped once.
          if (!track.closed)
            this.#options.log.warn({ track: track.start.trackId, err: error }, 'track cannot be tapped')
        }
      }),
    ])
  }

  async #measureQuality(): Promise<void> {
    const call = this.#call()
    const inCall = this.warmLines.filter(({ who }) => call?.consoles.includes(who.console) === true)
    const marks = await this.#quality.measure(this.tracks, inCall, this.audience, this.#options.nowMs())
    if (call === undefined || marks === undefined || this.#closed) return
    for (const console of call.consoles) {
      this.#options.notify(console, 'quality:changed', { line: this.line, callId: call.callId, consoles: marks })
    }
  }
}

/** @throws {RefusedError} for sound as a picture: mediasoup itself would take it, and offer what no browser can show. */
function mediaKindOf({ kind, rtpParameters }: RequestPayload<'track:open'>): types.MediaKind {
  const mediaKind = kind === 'microphone' ? 'audio' : 'video'
  if (rtpParameters.codecs.every(({ mimeType }) => mimeType.startsWith(`${mediaKind}/`))) return mediaKind
  throw refusals.unusable(`a ${kind} of another kind`)
}
