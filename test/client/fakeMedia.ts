import { enterCaucus, isMuted, leaveCaucus, NOT_MUTED, withMuted, type Mutes } from '../../client/media/mutes.ts'
import type { CallSound, SoundName } from '../../client/models/soundNames.ts'
import type { PathProtocol } from '../../server/protocol/media.ts'
import type { Precedence } from '../../server/protocol/words.ts'
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
  WarmLineReport,
} from '../../client/models/ports.ts'
import type { Replayed, ReplayPort } from '../../client/models/recallPorts.ts'
import { Heard } from './heard.ts'

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
    narrow: false,
  }
  #mutes = NOT_MUTED
  #cameraWanted = true
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
    this.setLocal({ cameraOn: this.#cameraWanted })
  }
  leave = (): void => {
    this.calls.push('leave')
    this.#mutes = NOT_MUTED
    this.#cameraWanted = true
  }
  setMuted = async (muted: boolean): Promise<void> => this.#follow(withMuted(this.#mutes, muted))
  /** What goes into channels now. */
  speech: readonly ChannelSpeech[] = []
  interpret = async (speech: readonly ChannelSpeech[]): Promise<void> => void (this.speech = speech)
  loudness: (track: RemoteTrack) => number = () => 1
  setLoudness = (loudness: (track: RemoteTrack) => number): void => void (this.loudness = loudness)
  setCaucus = async (inside: boolean): Promise<void> => {
    this.calls.push(`caucus ${inside}`)
    this.#follow(inside ? enterCaucus(this.#mutes) : leaveCaucus(this.#mutes))
  }
  othersNarrow = false
  setOthersNarrow = async (narrow: boolean): Promise<void> => void (this.othersNarrow = narrow)
  setCamera = async (cameraOn: boolean): Promise<void> => {
    this.#cameraWanted = cameraOn
    this.setLocal({ cameraOn })
  }
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
  cue = (sound: CallSound): void => void this.calls.push(`cue ${sound}`)
  hear = async (sound: SoundName): Promise<void> => void this.calls.push(`hear ${sound}`)
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

  #follow(mutes: Mutes): void {
    this.#mutes = mutes
    this.setLocal({ muted: isMuted(mutes) })
  }

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
