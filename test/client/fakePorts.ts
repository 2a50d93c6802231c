import { signal } from '@preact/signals'
import type { Language } from '../../client/languages/languages.ts'
import type {
  Answer,
  AnswerBody,
  Notice,
  NoticeName,
  RequestName,
  RequestPayload,
} from '../../server/protocol/events.ts'
import { refusal, type Refusal, type RefusalCode } from '../../server/protocol/refusal.ts'
import type { TestMeasured } from '../../server/protocol/lineTests.ts'
import type { PathProtocol } from '../../server/protocol/media.ts'
import type { Precedence } from '../../server/protocol/words.ts'
import type {
  AccessToken,
  AccountPort,
  AttentionPort,
  ClockPort,
  ConnectionPort,
  Credentials,
  FaceMark,
  FacePort,
  InstallationPort,
  KeyboardPort,
  LanguagePort,
  NetworkPort,
  NotificationPort,
  PlacePort,
  StandstillPort,
  StoragePort,
  TabsPort,
  WakeLockPort,
} from '../../client/models/deskPorts.ts'
import type { KeyPress } from '../../client/models/keyPress.ts'
import type { LineTestPort, TestPart, TestPlan } from '../../client/models/lineTestPort.ts'
import type {
  ChannelSpeech,
  DeviceList,
  DeviceNews,
  LocalMedia,
  MediaPort,
  PathFinding,
  Processing,
  RemoteTrack,
  SelfRecording,
  ShownPictures,
  Unsubscribe,
  WarmLineReport,
} from '../../client/models/ports.ts'
import type { RecallPort, Replayed, ReplayPort } from '../../client/models/recallPorts.ts'
import type { Recall, RecallSource } from '../../server/protocol/recall.ts'

/** Fakes of what the models ask of the outside. They remember what was asked, and do what a test says. */

class Heard<T> {
  readonly #listeners = new Set<(value: T) => void>()
  listen = (listener: (value: T) => void): Unsubscribe => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
  tell(value: T): void {
    for (const listener of [...this.#listeners]) listener(value)
  }
}

/** Tests that a console has part in: each goes on until a test of ours says what was found. */
export class FakeLineTests implements LineTestPort {
  readonly begun: { readonly plan: TestPlan; stopped: boolean; readonly find: (measured: TestMeasured) => void }[] = []

  begin(plan: TestPlan): TestPart {
    const { promise, resolve } = Promise.withResolvers<TestMeasured>()
    const one = { plan, stopped: false, find: resolve }
    this.begun.push(one)
    return { measured: promise, stop: () => void (one.stopped = true) }
  }
}

/** A clock that stands still until it is moved. */
export class FakeClock implements ClockPort {
  #nowMs: number
  readonly #timers = new Set<{ atMs: number; everyMs: number | undefined; run: () => void }>()

  constructor(nowMs = 1_790_000_000_000) {
    this.#nowMs = nowMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  every(intervalMs: number, run: () => void): Unsubscribe {
    return this.#add(intervalMs, intervalMs, run)
  }

  after(delayMs: number, run: () => void): Unsubscribe {
    return this.#add(delayMs, undefined, run)
  }

  /** Moves on, running what is due in its order, and lets promises settle after each. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms
    for (;;) {
      const next = [...this.#timers].toSorted((a, b) => a.atMs - b.atMs)[0]
      if (next === undefined || next.atMs > untilMs) break
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      if (next.everyMs === undefined) this.#timers.delete(next)
      else next.atMs += next.everyMs
      next.run()
      await settled()
    }
    this.#nowMs = untilMs
    await settled()
  }

  /** Jumps ahead, as if the machine had slept: what is due runs once. */
  async leap(ms: number): Promise<void> {
    this.#nowMs += ms
    for (const timer of this.#timers) timer.atMs = Math.max(timer.atMs, this.#nowMs)
    await this.pass(1_000)
  }

  #add(delayMs: number, everyMs: number | undefined, run: () => void): Unsubscribe {
    const timer = { atMs: this.#nowMs + delayMs, everyMs, run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }
}

/** Until every promise that can settle by itself has settled. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

type Asked = { [N in RequestName]: { readonly name: N; readonly payload: RequestPayload<N> } }[RequestName]

export class FakeConnection implements ConnectionPort {
  readonly asked: Asked[] = []
  readonly #notices = new Map<string, Heard<never>>()
  readonly #state = new Heard<'connecting' | 'connected' | 'lost'>()
  readonly #answers = new Map<string, (payload: never) => Answer<unknown> | Promise<Answer<unknown>>>()
  credentials: Credentials | undefined
  onAsked: (name: RequestName) => void = () => {}
  reconnects = 0

  open(credentials: Credentials): void {
    this.credentials = credentials
  }
  reconnect(): void {
    this.reconnects += 1
  }
  close(): void {
    this.credentials = undefined
  }

  /** From now on this request is answered so. */
  answer<N extends RequestName>(
    name: N,
    answer: (payload: RequestPayload<N>) => Answer<AnswerBody<N>> | Promise<Answer<AnswerBody<N>>>,
  ): void {
    this.#answers.set(name, answer)
  }

  refuse(name: RequestName, code: RefusalCode): void {
    this.#answers.set(name, () => ({ ok: false, refusal: refusal(code, 'Refused by the test.') }))
  }

  async request<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Answer<AnswerBody<N>>> {
    this.asked.push({ name, payload } as Asked)
    this.onAsked(name)
    const answer = this.#answers.get(name) as
      | ((payload: RequestPayload<N>) => Answer<AnswerBody<N>> | Promise<Answer<AnswerBody<N>>>)
      | undefined
    return answer ? answer(payload) : { ok: false, refusal: refusal('not-now', 'The test has no answer.') }
  }

  on<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): Unsubscribe {
    return this.#heard(name).listen(listener)
  }

  onConnection(listener: (state: 'connecting' | 'connected' | 'lost') => void): Unsubscribe {
    return this.#state.listen(listener)
  }

  notify<N extends NoticeName>(name: N, notice: Notice<N>): void {
    this.#heard(name).tell(notice)
  }

  become(state: 'connecting' | 'connected' | 'lost'): void {
    this.#state.tell(state)
  }

  /** What was asked under this name, oldest first. */
  asks<N extends RequestName>(name: N): RequestPayload<N>[] {
    return this.asked.filter((one) => one.name === name).map((one) => one.payload as RequestPayload<N>)
  }

  #heard<N extends NoticeName>(name: N): Heard<Notice<N>> {
    const known = this.#notices.get(name) ?? new Heard<never>()
    this.#notices.set(name, known)
    return known as unknown as Heard<Notice<N>>
  }
}

export class FakeMedia implements MediaPort, ReplayPort {
  /** The voices that are heard again, by their addresses. */
  readonly replayed = new Map<string, { positionMs: number; plays: boolean }>()
  liveVolume = 1
  readonly calls: string[] = []
  sound = true
  rings: boolean | Promise<boolean> = true
  alarmOn = false
  tone: string | undefined
  levelNow = 0.4
  localNow: LocalMedia = {
    microphone: 'off',
    camera: 'off',
    outputGone: false,
    muted: false,
    cameraOn: false,
    screenOn: false,
  }
  /** How each protocol comes through; undefined: the server does not answer. */
  pathsNow: Record<PathProtocol, PathFinding | undefined> = { udp: 'good', tcp: 'good' }
  /** What the next recording of oneself is; it ends when the test says so. */
  recording: Promise<SelfRecording | undefined> = Promise.resolve({ peak: 0.2, play: async () => {} })
  ringerTry: Promise<boolean> = Promise.resolve(true)
  remoteTracks: readonly RemoteTrack[] = []
  deviceList: DeviceList = { microphones: [], cameras: [], outputs: [], chosen: {} }
  readonly #sound = new Heard<void>()
  readonly #local = new Heard<LocalMedia>()
  readonly #remotes = new Heard<readonly RemoteTrack[]>()
  readonly #devices = new Heard<DeviceList>()
  readonly #warm = new Heard<WarmLineReport>()
  readonly #deviceNews = new Heard<DeviceNews>()
  processingNow: Processing = { noiseSuppression: true, echoCancellation: true, autoGainControl: true }

  arm = async ({ aloud }: { readonly aloud: boolean }) => {
    this.calls.push(aloud ? 'arm aloud' : 'arm')
    this.setLocal({ microphone: 'ready', camera: 'ready' })
    return { sound: this.sound, microphone: this.localNow.microphone, camera: this.localNow.camera }
  }
  disarm = (): void => void this.calls.push('disarm')
  soundRunning = (): boolean => this.sound
  onSound = this.#sound.listen
  recordSelf = (durationMs: number): Promise<SelfRecording | undefined> => {
    this.calls.push(`record ${durationMs}`)
    return this.recording
  }
  tryRinger = (durationMs: number): Promise<boolean> => {
    this.calls.push(`try ringer ${durationMs}`)
    return this.ringerTry
  }
  stopTrying = (): void => void this.calls.push('stop trying')
  checkPath = async (line: string, protocol: PathProtocol): Promise<PathFinding | undefined> => {
    this.calls.push(`check ${line} ${protocol}`)
    return this.pathsNow[protocol]
  }
  local = (): LocalMedia => this.localNow
  onLocal = this.#local.listen
  microphoneLevel = (): number => this.levelNow
  devices = async (): Promise<DeviceList> => this.deviceList
  onDevices = this.#devices.listen
  choose = async (kind: string, deviceId: string): Promise<void> => void this.calls.push(`choose ${kind} ${deviceId}`)
  onDeviceNews = this.#deviceNews.listen
  processing = (): Processing => this.processingNow
  setProcessing = async (processing: Processing): Promise<void> => void (this.processingNow = processing)
  setPreview = (on: boolean): void => void this.calls.push(on ? 'preview' : 'no preview')
  trySpeech = async (): Promise<void> => void this.calls.push('try speech')
  warm = (line: string): void => void this.calls.push(`warm ${line}`)
  cool = (line: string): void => void this.calls.push(`cool ${line}`)
  onWarmLine = this.#warm.listen
  enter = (line: string, callId: string): void => {
    this.calls.push(`enter ${line} ${callId}`)
    this.setLocal({ cameraOn: true })
  }
  leave = (): void => void this.calls.push('leave')
  setMuted = async (muted: boolean): Promise<void> => this.setLocal({ muted })
  /** What goes into channels now. */
  speech: readonly ChannelSpeech[] = []
  interpret = async (speech: readonly ChannelSpeech[]): Promise<void> => void (this.speech = speech)
  loudness: (track: RemoteTrack) => number = () => 1
  setLoudness = (loudness: (track: RemoteTrack) => number): void => void (this.loudness = loudness)
  setCaucus = async (inside: boolean): Promise<void> => void this.calls.push(`caucus ${inside}`)
  setCamera = async (cameraOn: boolean): Promise<void> => this.setLocal({ cameraOn })
  shareScreen = async (): Promise<boolean> => {
    this.setLocal({ screenOn: true })
    return true
  }
  stopScreen = async (): Promise<void> => this.setLocal({ screenOn: false })
  remotes = (): readonly RemoteTrack[] => this.remoteTracks
  shown: ShownPictures = () => 'full'
  show = (shown: ShownPictures): void => void (this.shown = shown)
  onRemotes = this.#remotes.listen
  ring = async (tone: 'incoming' | 'outgoing', precedence: Precedence): Promise<boolean> => {
    this.tone = `${tone} ${precedence}`
    return this.rings
  }
  silence = (): void => {
    this.tone = undefined
  }
  alarm = (on: boolean): void => {
    this.alarmOn = on
  }
  chime = (): void => void this.calls.push('chime')
  unlockSound = async (): Promise<boolean> => {
    this.calls.push('unlock sound')
    return this.sound
  }
  replay = (address: string): Replayed => {
    const voice = { positionMs: 0, plays: false }
    this.replayed.set(address, voice)
    return {
      positionMs: () => voice.positionMs,
      ready: () => true,
      finished: () => false,
      seek: (positionMs) => void (voice.positionMs = positionMs),
      setRate: () => {},
      play: async () => void (voice.plays = true),
      pause: () => void (voice.plays = false),
      close: () => void this.replayed.delete(address),
    }
  }
  setLiveVolume = (volume: number): void => void (this.liveVolume = volume)
  notice = (tone: Parameters<MediaPort['notice']>[0]): void => void this.calls.push(tone)
  close = (): void => void this.calls.push('close')

  /** Sound runs, or does not, and the browser says so. */
  setSound(running: boolean): void {
    this.sound = running
    this.#sound.tell()
  }
  setLocal(change: Partial<LocalMedia>): void {
    this.localNow = { ...this.localNow, ...change }
    this.#local.tell(this.localNow)
  }
  setRemotes(tracks: readonly RemoteTrack[]): void {
    this.remoteTracks = tracks
    this.#remotes.tell(tracks)
  }
  tellDeviceNews(news: DeviceNews): void {
    this.#deviceNews.tell(news)
  }
  reportWarmLine(report: WarmLineReport): void {
    this.#warm.tell(report)
  }
}

/** Two people in the last minute of a call: Han speaks, then Sato. */
export class FakeRecalls implements RecallPort {
  readonly begun: string[] = []
  refused: Refusal | undefined
  toMs = 0
  /** What the answer waits for. */
  ready = Promise.resolve()
  begin = async (callId: string, recall: string, of: RecallSource): Promise<Answer<Recall>> => {
    this.begun.push(callId)
    await this.ready
    if (this.refused) return { ok: false, refusal: this.refused }
    const voice = (person: string, name: string, fromMs: number, toMs: number): Recall['voices'][number] => ({
      ...{ trackId: `voice-of-${person}`, person, name, party: person.slice(0, 2) },
      speech: [{ fromMs, toMs }],
    })
    const voices = [
      voice('kr-principal', 'Han Ji-woo', 0, 20_000),
      voice('jp-principal', 'Sato Haruto', 15_000, 60_000),
    ]
    return { ok: true, body: { recall, of, fromMs: this.toMs - 60_000, toMs: this.toMs, voices } }
  }
  voiceAddress = (callId: string, _recall: string, trackId: string): string => `${callId}/${trackId}`
}

export class FakeAccount implements AccountPort {
  /** What a renewal answers: refused until somebody is signed in, as with no cookie. */
  renewal: Answer<AccessToken> = { ok: false, refusal: refusal('signed-out', '') }
  signing: Answer<AccessToken> = { ok: true, body: { accessToken: 'first', renewAtMs: Number.MAX_SAFE_INTEGER } }
  password: Answer<unknown> = { ok: true, body: {} }
  signIn = async (): Promise<Answer<AccessToken>> => this.signing
  renew = async (): Promise<Answer<AccessToken>> => this.renewal
  signOut = async (): Promise<Answer<unknown>> => ({ ok: true, body: {} })
  changePassword = async (): Promise<Answer<unknown>> => this.password
}

export class FakeAttention implements AttentionPort {
  readonly #changed = new Heard<void>()
  readonly #used = new Heard<void>()
  #attentive = true
  #inUse = true
  /** Whether the page is hidden. */
  hidden = false
  visible = (): boolean => !this.hidden
  attentive = (): boolean => this.#attentive
  inUse = (): boolean => this.#inUse
  onChange = (listener: () => void): Unsubscribe => this.#changed.listen(listener)
  onUse = (listener: () => void): Unsubscribe => this.#used.listen(listener)
  hide(hidden: boolean): void {
    this.hidden = hidden
    this.#changed.tell()
  }
  become(attentive: boolean): void {
    this.#attentive = attentive
    this.#inUse = attentive
    this.#changed.tell()
  }
  use(): void {
    this.#inUse = true
    this.#changed.tell()
    this.#used.tell()
  }
  /** Nobody uses the page any more, which stays in front. */
  rest(): void {
    this.#inUse = false
    this.#changed.tell()
  }
}

export class FakeNotifications implements NotificationPort {
  readonly shown: string[] = []
  /** How often one was shown. */
  times = 0
  granted: ReturnType<NotificationPort['state']> = 'granted'
  state = (): ReturnType<NotificationPort['state']> => this.granted
  ask = async (): Promise<void> => {}
  show = (title: string): Unsubscribe => {
    this.shown.push(title)
    this.times += 1
    return () => void this.shown.splice(this.shown.indexOf(title), 1)
  }
}

export class FakeWakeLock implements WakeLockPort {
  readonly #changed = new Heard<void>()
  #held = false
  /** A hidden page gets none. */
  granted = true
  hold = (): void => void (this.#held = this.granted)
  release = (): void => void (this.#held = false)
  held = (): boolean => this.#held
  onChange = this.#changed.listen
  lose(): void {
    this.granted = false
    this.#held = false
    this.#changed.tell()
  }
}

export class FakeNetwork implements NetworkPort {
  readonly #changed = new Heard<void>()
  onChange = this.#changed.listen
  change = (): void => this.#changed.tell()
}

export class FakeStandstill implements StandstillPort {
  readonly #stood = new Heard<number>()
  onStandstill = this.#stood.listen
  standFor = (forMs: number): void => this.#stood.tell(forMs)
}

export class FakeStorage implements StoragePort {
  readonly kept = new Map<string, unknown>()
  read = (name: string): unknown => this.kept.get(name)
  write = (name: string, value: unknown): void => void this.kept.set(name, value)
  forget = (name: string): void => void this.kept.delete(name)
  names = (): readonly string[] => [...this.kept.keys()]
}

/** A browser that speaks these, and languages that are there at once. */
export class FakeLanguages implements LanguagePort {
  readonly browser: readonly string[]
  readonly shown = signal<Language>('en')
  constructor(...browser: string[]) {
    this.browser = browser
  }
  async show(language: Language): Promise<boolean> {
    this.shown.value = language
    return true
  }
}

export class FakePlace implements PlacePort {
  readonly #changed = new Heard<string>()
  #place = ''
  current = (): string => this.#place
  go = (place: string): void => {
    this.#place = place
    this.#changed.tell(place)
  }
  onChange = this.#changed.listen
}

export class FakeTabs implements TabsPort {
  others: string[] = []
  announced: string | undefined
  announce = (console: string): void => void (this.announced = console)
  siblings = async (): Promise<readonly string[]> => this.others
}

export class FakeFace implements FacePort {
  mark: FaceMark = 'calm'
  title = ''
  show = (mark: FaceMark, title: string): void => {
    this.mark = mark
    this.title = title
  }
}

export class FakeInstallation implements InstallationPort {
  readonly #changed = new Heard<void>()
  stateNow: ReturnType<InstallationPort['state']> = 'starting'
  offerNow: (() => Promise<void>) | undefined
  state = (): ReturnType<InstallationPort['state']> => this.stateNow
  isApp = (): boolean => false
  offer = (): (() => Promise<void>) | undefined => this.offerNow
  onChange = this.#changed.listen
  become(state: ReturnType<InstallationPort['state']>, offer?: () => Promise<void>): void {
    this.stateNow = state
    this.offerNow = offer
    this.#changed.tell()
  }
}

const PLAIN_PRESS: KeyPress = {
  ...{ code: '', key: '', shift: false, alt: false, ctrl: false, meta: false },
  ...{ repeat: false, composing: false, on: 'page', byKeyboard: false },
}

export class FakeKeyboard implements KeyboardPort {
  #listener: Parameters<KeyboardPort['listen']>[0] | undefined
  signsNow: ReadonlyMap<string, string> = new Map()
  listen: KeyboardPort['listen'] = (to) => {
    this.#listener = to
    return () => void (this.#listener = undefined)
  }
  signs = async (): Promise<ReadonlyMap<string, string>> => this.signsNow
  /** Whether it was taken; the key is a letter, unless it says otherwise. */
  down = (code: string, how: Partial<KeyPress> = {}): boolean =>
    this.#listener?.down({ ...PLAIN_PRESS, code, key: code.replace('Key', '').toLowerCase(), ...how }) ?? false
  up = (code: string): boolean => this.#listener?.up(code) ?? false
  lose = (): void => this.#listener?.lost()
  point = (): void => this.#listener?.left()
}
