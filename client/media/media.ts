import type { SentKind } from '../../server/protocol/words.ts'
import type { ReplayPort } from '../models/recallPorts.ts'
import type {
  DeviceNews,
  LocalMedia,
  MediaPort,
  RemoteTrack,
  ShownPictures,
  SignalingPort,
  WarmLineReport,
} from '../models/ports.ts'
import { CALL_SOUNDS } from '../models/soundNames.ts'
import { CallCamera } from './callCamera.ts'
import { KeptChoices } from './deviceChoices.ts'
import { Devices } from './devices.ts'
import { keepDevices } from './keptDevices.ts'
import { Listeners } from './listeners.ts'
import { MicrophoneWatch } from './microphoneWatch.ts'
import { Output } from './outputs.ts'
import { checkPath } from './pathCheck.ts'
import { Playback } from './playback.ts'
import { Replays } from './replays.ts'
import { QualityWatch } from './qualityWatch.ts'
import { Receiving, type Loudness, type Received } from './receiving.ts'
import { Ringer, type Played } from './ringer.ts'
import { ScreenShare } from './screenShare.ts'
import { SelfTest } from './selfTest.ts'
import { Sending, type Wanted } from './sending.ts'
import { isSpoken, Speech } from './speech.ts'
import { toneOf } from './tones.ts'
import { WarmLine } from './warmLine.ts'
import type { WarmSession } from './warmSession.ts'

/** The console's media, in a browser. */
export function createMedia(signaling: SignalingPort): MediaPort & ReplayPort {
  return new BrowserMedia(signaling)
}

interface Entered {
  readonly line: string
  readonly callId: string
}

class BrowserMedia implements MediaPort, ReplayPort {
  readonly #signaling: SignalingPort
  readonly #choices = new KeptChoices(localStorage)
  readonly #devices: Devices = new Devices(
    navigator.mediaDevices,
    this.#choices,
    async (kind) => await this.#sending?.follow(kind),
  )
  readonly #ringer = new Ringer()
  readonly #playback = new Playback()
  readonly #replays = new Replays()
  readonly #quality: QualityWatch
  readonly #deviceFor = keepDevices()
  readonly #lines = new Map<string, WarmLine>()
  readonly #receiving = new Map<string, Receiving>()
  readonly #streams = new WeakMap<MediaStreamTrack, MediaStream>()
  readonly #localChanged = new Listeners<LocalMedia>()
  readonly #remotesChanged = new Listeners<readonly RemoteTrack[]>()
  readonly #warmLineChanged = new Listeners<WarmLineReport>()
  readonly #deviceNews = new Listeners<DeviceNews>()
  readonly #speech = new Output('output', this.#choices, [this.#playback, this.#replays], (news) =>
    this.#deviceNews.tell(news),
  )
  readonly #rings = new Output('ringer', this.#choices, [this.#ringer], (news) => this.#deviceNews.tell(news))
  readonly #microphone = new MicrophoneWatch(
    this.#devices,
    () => this.#ringer.context(),
    () => this.#ownSpeech.metered(),
    () => this.#ownSpeech.silent,
  )
  readonly #ownSpeech = new Speech(
    () => this.#devices.track('microphone'),
    async (kind, channel) => await this.#sending?.follow(kind, channel),
  )
  readonly #selfTest = new SelfTest(
    () => this.#ringer.context(),
    (sound) => this.#playWhereSpeechIs(sound),
    () => this.#devices.track('microphone'),
  )
  readonly #screen = new ScreenShare(async () => {
    this.#tellLocal()
    await this.#sending?.follow('screen')
  })
  readonly #camera = new CallCamera(
    this.#devices,
    () => this.#entered !== undefined,
    () => this.#isNarrow,
    () => {
      void this.#sending?.follow('camera')
      this.#tellLocal()
    },
  )
  readonly #wake = (): void => this.#ringer.wake()
  #armed = false
  #entered: Entered | undefined
  /** Made for this call alone, and no longer needed after it. */
  #ownLine: string | undefined
  #sending: Sending | undefined
  #loudness: Loudness = () => 1
  #shown: ShownPictures = () => 'full'
  #othersNarrow = false

  constructor(signaling: SignalingPort) {
    this.#signaling = signaling
    this.#devices.changed.on((kind) => {
      if (kind === 'microphone') {
        void this.#ownSpeech.follow()
        this.#microphone.follow()
      } else void this.#sending?.follow(kind)
      this.#tellLocal()
    })
    this.#quality = new QualityWatch(signaling, () => this.#received())
    this.#devices.listed.on((list) => {
      void Promise.all([this.#speech.follow(list), this.#rings.follow(list)]).then(() => this.#tellLocal())
      // One that was found again was opened to see whether it works.
      this.#camera.rest()
    })
    // Any press is a gesture by which sound that was stopped may run again.
    document.addEventListener('pointerdown', this.#wake, { capture: true, passive: true })
    this.#devices.news.on((news) => this.#deviceNews.tell(news))
    void this.#speech.use()
  }

  readonly onLocal = (listener: (local: LocalMedia) => void) => this.#localChanged.on(listener)
  readonly onRemotes = (listener: (tracks: readonly RemoteTrack[]) => void) => this.#remotesChanged.on(listener)
  readonly onWarmLine = (listener: (report: WarmLineReport) => void) => this.#warmLineChanged.on(listener)
  readonly onDevices: MediaPort['onDevices'] = (listener) => this.#devices.listed.on(listener)
  readonly devices: MediaPort['devices'] = async () => await this.#devices.list()

  readonly arm: MediaPort['arm'] = async ({ aloud }) => {
    this.#armed = true
    // The tone is to come out where a ring will; a browser that knows no such output goes on with its own.
    const chosen = this.#rings.use()
    // All three begin within the gesture: a browser grants none of them later.
    const [sound, microphone, camera] = await Promise.all([
      chosen.then(async () => await this.#ringer.unlock(aloud)),
      this.#devices.open('microphone'),
      this.#devices.open('camera'),
    ])
    this.#playback.unlock()
    this.#camera.rest()
    this.#microphone.follow()
    this.#devices.listed.tell(await this.#devices.list())
    return { sound, microphone, camera }
  }

  readonly disarm = (): void => {
    this.#armed = false
    this.stopTrying()
    this.#microphone.close()
    void this.#ringer.close()
    if (this.#entered !== undefined) return
    this.#devices.stop('microphone')
    this.#devices.stop('camera')
  }

  readonly soundRunning = (): boolean => this.#ringer.running
  readonly onSound: MediaPort['onSound'] = (listener) => this.#ringer.changed.on(listener)
  readonly tryRinger: MediaPort['tryRinger'] = async (durationMs) =>
    this.#entered === undefined && (await this.#ringer.try(durationMs))
  readonly recordSelf: MediaPort['recordSelf'] = async (durationMs) =>
    this.#entered === undefined ? await this.#selfTest.record(durationMs) : undefined
  readonly trySpeech: MediaPort['trySpeech'] = async () => {
    if (this.#entered === undefined && (await this.#ringer.start()))
      await this.#playWhereSpeechIs(this.#ringer.bufferOf({ kind: 'chime' })).over
  }
  readonly checkPath: MediaPort['checkPath'] = async (line, protocol) =>
    await checkPath(this.#signaling, this.#deviceFor, line, protocol)

  readonly stopTrying = (): void => {
    this.#ringer.stopTrying()
    this.#selfTest.stop()
  }

  readonly local = (): LocalMedia => {
    const camera = this.#devices.track('camera')
    return {
      microphone: this.#devices.state('microphone'),
      camera: this.#devices.state('camera'),
      outputGone: this.#speech.gone || this.#rings.gone,
      muted: this.#ownSpeech.muted,
      cameraOn: this.#camera.on,
      screenOn: this.#screen.track !== undefined && !this.#isNarrow,
      narrow: this.#isNarrow,
      ...(camera === undefined ? {} : { picture: this.#streamOf(camera) }),
      ...(this.#screen.track === undefined ? {} : { screen: this.#streamOf(this.#screen.track) }),
    }
  }

  readonly microphoneLevel = (): number => this.#microphone.level()

  readonly choose: MediaPort['choose'] = async (kind, deviceId) => {
    await this.#devices.choose(kind, deviceId)
    if (kind === 'camera') this.#camera.rest()
    const list = await this.#devices.list()
    if (kind === 'output') await this.#speech.choose(list)
    // Until it is chosen apart, it rings where speech comes out.
    if (kind === 'output' || kind === 'ringer') await this.#rings.choose(list)
    this.#devices.listed.tell(list)
  }

  readonly onDeviceNews: MediaPort['onDeviceNews'] = (listener) => this.#deviceNews.on(listener)
  readonly processing: MediaPort['processing'] = () => this.#choices.processing
  readonly setProcessing: MediaPort['setProcessing'] = async (processing) => await this.#devices.process(processing)
  readonly setPreview: MediaPort['setPreview'] = (on) => this.#camera.preview(on)

  readonly warm = (line: string): void => {
    if (this.#ownLine === line) this.#ownLine = undefined
    if (!this.#lines.has(line)) this.#lines.set(line, this.#makeWarmLine(line))
  }

  readonly cool = (line: string): void => {
    // A line that a call is on stays warm until the call is left.
    if (this.#entered?.line === line) this.#ownLine = line
    else this.#closeLine(line)
  }

  readonly enter = (line: string, callId: string): void => {
    if (this.#entered?.line === line && this.#entered.callId === callId) return
    if (this.#entered !== undefined) this.leave()
    this.stopTrying()
    if (!this.#lines.has(line)) {
      this.warm(line)
      this.#ownLine = line
    }
    this.#entered = { line, callId }
    void this.#devices.open('microphone')
    this.#camera.enter()
    this.#playback.unlock()
    const session = this.#lines.get(line)?.session
    if (session !== undefined) this.#send(session)
    this.#tellRemotes()
    this.#tellLocal()
  }

  readonly leave = (): void => {
    if (this.#entered === undefined) return
    this.#sending?.close()
    this.#sending = undefined
    this.#entered = undefined
    if (this.#ownLine !== undefined) this.#closeLine(this.#ownLine)
    this.#ownLine = undefined
    const metersAnother = this.#ownSpeech.rest()
    this.#screen.drop()
    this.#camera.leave()
    if (!this.#armed) this.#devices.stop('microphone')
    const microphone = this.#devices.track('microphone')
    // A muted microphone was switched off at its track; the meter of an armed console listens on.
    if (microphone !== undefined) microphone.enabled = true
    if (metersAnother) this.#microphone.follow()
    this.#tellRemotes()
    this.#tellLocal()
  }

  readonly setMuted = async (muted: boolean): Promise<void> => {
    const done = this.#ownSpeech.setMuted(muted)
    this.#tellLocal()
    await done
  }

  readonly setCaucus: MediaPort['setCaucus'] = async (inside) => {
    const follow = this.#ownSpeech.setCaucus(inside)
    if (follow === undefined) return
    this.#microphone.follow()
    this.#tellLocal()
    await follow()
  }

  readonly interpret: MediaPort['interpret'] = async (speech) => {
    const done = this.#ownSpeech.interpret(speech)
    // What the meter is to hear may be another.
    this.#microphone.follow()
    await done
  }

  readonly setLoudness: MediaPort['setLoudness'] = (loudness) => {
    this.#loudness = loudness
    for (const { all } of this.#receiving.values())
      for (const { consumer, remote } of all) this.#playback.setLoudness(consumer.id, loudness(remote))
  }

  readonly setCamera = async (on: boolean): Promise<void> => {
    await this.#camera.set(on)
    this.#tellLocal()
    await this.#sending?.follow('camera')
  }

  readonly shareScreen = async (): Promise<boolean> => {
    const entered = this.#entered
    return entered !== undefined && (await this.#screen.start(() => this.#entered === entered))
  }

  readonly stopScreen = async (): Promise<void> => await this.#screen.stop()

  readonly replay: ReplayPort['replay'] = (address) => this.#replays.open(address)
  readonly setLiveVolume: ReplayPort['setLiveVolume'] = (volume) => this.#playback.setVolume(volume)

  readonly remotes = (): readonly RemoteTrack[] => this.#received()?.received.map(({ remote }) => remote) ?? []

  readonly show: MediaPort['show'] = (shown) => {
    this.#shown = shown
    for (const line of this.#receiving.keys()) this.#showOn(line)
  }

  readonly setOthersNarrow: MediaPort['setOthersNarrow'] = async (narrow) => {
    this.#othersNarrow = narrow
    await this.#sending?.setSlim(this.#isSlim)
  }

  readonly ring: MediaPort['ring'] = async (tone, precedence) => {
    this.#camera.keep()
    this.stopTrying()
    const sounds = await this.#ringer.ring(tone, precedence)
    // After the tone, which should not wait for a camera either.
    if (tone === 'incoming' && this.#armed && this.#ringer.rings) this.#camera.prepare()
    return sounds
  }

  readonly silence = (): void => {
    this.#ringer.silence()
    this.#camera.restSoon()
  }

  readonly alarm = (on: boolean): void => this.#ringer.alarm(on)

  readonly chime = (): void => this.#ringer.once('chime')
  readonly notice: MediaPort['notice'] = (tone) => this.#ringer.once(tone)
  readonly cue: MediaPort['cue'] = (sound) => {
    if (this.#ringer.running) this.#playWhereSpeechIs(this.#ringer.bufferOf(toneOf(sound)))
  }
  readonly hear: MediaPort['hear'] = async (sound) => {
    if (this.#entered !== undefined || !(await this.#ringer.start())) return
    const buffer = this.#ringer.bufferOf(toneOf(sound))
    const inCall = CALL_SOUNDS.some((name) => name === sound)
    const played = inCall ? this.#playWhereSpeechIs(buffer) : this.#ringer.playOnce(buffer)
    await played.over
  }
  readonly unlockSound: MediaPort['unlockSound'] = async () => {
    await this.#rings.use()
    return await this.#ringer.start()
  }

  readonly close = (): void => {
    this.leave()
    document.removeEventListener('pointerdown', this.#wake, { capture: true })
    this.#camera.close()
    this.#quality.close()
    for (const line of [...this.#lines.keys()]) this.#closeLine(line)
    this.stopTrying()
    this.#microphone.close()
    this.#devices.close()
    this.#playback.close()
    this.#replays.close()
    void this.#ringer.close()
  }

  #makeWarmLine(line: string): WarmLine {
    return new WarmLine({
      line,
      signaling: this.#signaling,
      deviceFor: this.#deviceFor,
      onReport: (report) => this.#warmLineChanged.tell(report),
      onSession: (session) => {
        const receiving = new Receiving(
          this.#signaling,
          session,
          this.#playback,
          () => this.#tellRemotes(),
          (track) => this.#loudness(track),
        )
        this.#receiving.set(line, receiving)
        this.#showOn(line)
        if (this.#entered?.line === line) this.#send(session)
      },
      onLost: () => {
        this.#receiving.get(line)?.close()
        this.#receiving.delete(line)
      },
      onNarrow: () => void this.#followPath(line),
    })
  }

  /** Does the path of the call that this console is in carry voices alone? */
  get #isNarrow(): boolean {
    return this.#entered !== undefined && this.#lines.get(this.#entered.line)?.narrow === true
  }

  get #isSlim(): boolean {
    return this.#isNarrow || this.#othersNarrow
  }

  /** Pictures make room for voices at once, and come back by themselves. */
  async #followPath(line: string): Promise<void> {
    this.#showOn(line)
    if (this.#entered?.line !== line) return
    this.#tellLocal()
    const sending = this.#sending
    await Promise.all([sending?.setSlim(this.#isSlim), sending?.follow('screen'), this.#camera.followPath()])
    await this.#sending?.follow('camera')
    this.#tellLocal()
  }

  #showOn(line: string): void {
    const isNarrow = this.#lines.get(line)?.narrow === true
    this.#receiving.get(line)?.show(isNarrow ? () => undefined : this.#shown)
  }

  #closeLine(line: string): void {
    this.#lines.get(line)?.close()
    this.#lines.delete(line)
  }

  /** Puts this console on the air over a session: at the answer, and again after every loss, without a click. */
  #send(session: WarmSession): void {
    if (this.#entered === undefined || this.#sending?.session === session) return
    this.#sending?.close()
    this.#sending = new Sending(
      this.#signaling,
      session,
      this.#entered.callId,
      (kind, channel) => this.#wanted(kind, channel),
      (kind) => this.#letGo(kind),
      this.#isSlim,
    )
    this.#sending.start()
    void this.#ownSpeech.followChannels()
  }

  /** What this person may not send is not kept open: a listener's microphone and camera go out again. */
  #letGo(kind: SentKind): void {
    if (kind === 'interpretation' || kind === 'caucus') return
    if (kind === 'screen') this.#screen.drop()
    else if (kind === 'camera') this.#devices.rest(kind)
    else if (!this.#armed) this.#devices.stop(kind)
    this.#tellLocal()
  }

  #wanted(kind: SentKind, channel?: string): Wanted | undefined {
    if (this.#entered === undefined) return undefined
    if (isSpoken(kind)) return this.#ownSpeech.wanted(kind, channel)
    if (this.#isNarrow) return undefined
    if (kind === 'screen') return this.#screen.track && { track: this.#screen.track, muted: false }
    const track = this.#devices.track(kind)
    const on = track === undefined ? {} : { track }
    if (this.#camera.waits) return undefined
    return { ...on, muted: track === undefined || !this.#camera.wanted }
  }

  #received(): (Entered & { readonly received: readonly Received[] }) | undefined {
    if (this.#entered === undefined) return undefined
    const { line, callId } = this.#entered
    const received = (this.#receiving.get(line)?.all ?? []).filter(({ remote }) => remote.callId === callId)
    return { line, callId, received }
  }

  /** The ringer's own context makes the sound; it goes another way only where speech comes out elsewhere. */
  #playWhereSpeechIs(sound: AudioBuffer): Played {
    if (this.#speech.deviceId === this.#rings.deviceId) return this.#ringer.playOnce(sound)
    const out = this.#ringer.context().createMediaStreamDestination()
    const id = crypto.randomUUID()
    this.#playback.play(id, out.stream)
    const played = this.#ringer.playOnce(sound, out)
    void played.over.then(() => this.#playback.stop(id))
    return played
  }

  #streamOf(track: MediaStreamTrack): MediaStream {
    const known = this.#streams.get(track)
    if (known !== undefined) return known
    const made = new MediaStream([track])
    this.#streams.set(track, made)
    return made
  }

  #tellLocal(): void {
    this.#localChanged.tell(this.local())
  }

  #tellRemotes(): void {
    this.#remotesChanged.tell(this.remotes())
  }
}
