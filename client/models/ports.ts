import type {
  Answer,
  AnswerBody,
  Notice,
  NoticeName,
  RequestName,
  RequestPayload,
} from '../../server/protocol/events.ts'
import type { PathProtocol, PictureSize } from '../../server/protocol/media.ts'
import type { Precedence, SentKind } from '../../server/protocol/words.ts'
import type { CallSound, SoundName } from './soundNames.ts'

/**
 * What the models ask of the outside world. `client/signaling` and `client/media` implement these; tests hand in fakes.
 * Every `on…` returns the function that ends the listening.
 */

export type Unsubscribe = () => void

export interface SignalingPort {
  /** One request, one answer, always: a deadline that passes or a lost socket answers `unavailable`. Never throws. */
  request<N extends RequestName>(name: N, payload: RequestPayload<N>): Promise<Answer<AnswerBody<N>>>
  on<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): Unsubscribe
  onConnection(listener: (state: 'connecting' | 'connected' | 'lost') => void): Unsubscribe
}

/**
 * How one device stands: `silent` is live but without any sound for seconds; `other` is in use instead of one that was
 * pulled out.
 */
export type DeviceState = 'ready' | 'other' | 'none' | 'refused' | 'busy' | 'silent' | 'off'

export interface DeviceChoice {
  readonly deviceId: string
  readonly label: string
}

/** `output` is where speech comes out, `ringer` where it rings. */
export type DeviceKind = 'microphone' | 'camera' | 'output' | 'ringer'

/** What is done to the microphone's sound before it is sent. */
export interface Processing {
  readonly noiseSuppression: boolean
  readonly echoCancellation: boolean
  readonly autoGainControl: boolean
}

/**
 * `lost`: it is gone, and `instead` is in use, or nothing. `returned`: it is there again, and in use. `kept`: it was
 * chosen, does not open, and `instead` stays in use. All by the names of the devices; empty where the browser tells none.
 */
export interface DeviceNews {
  readonly kind: DeviceKind
  readonly what: 'lost' | 'returned' | 'kept'
  readonly device: string
  readonly instead?: string
}

export interface DeviceList {
  readonly microphones: readonly DeviceChoice[]
  readonly cameras: readonly DeviceChoice[]
  readonly outputs: readonly DeviceChoice[]
  /** Without a `ringer` it rings where speech comes out. */
  readonly chosen: { readonly [K in DeviceKind]?: string }
}

export interface WarmLineReport {
  readonly line: string
  readonly state: 'connecting' | 'up' | 'down'
  /** Over the last ten seconds, by the probe; absent until measured. */
  readonly roundTripMs?: number
  readonly lossPercent?: number
  /** It is up, and yet nothing has come back on it for more than a second. */
  readonly quiet?: true
}

/** Whether a protocol comes through to the media of a line. */
export type PathFinding = 'good' | 'blocked'

/** Three seconds of the own microphone, kept by nobody else. */
export interface SelfRecording {
  /** The loudest sample, 0 to 1. */
  readonly peak: number
  /** Through the chosen output; resolves when it is over, or was stopped. */
  play(): Promise<void>
}

export interface RemoteTrack {
  readonly line: string
  readonly callId: string
  readonly console: string
  readonly trackId: string
  readonly kind: SentKind
  /** Of interpretation: the channel that it goes into. */
  readonly channel?: string
  readonly muted: boolean
  readonly stream: MediaStream
}

/** This console's speech into one channel. */
export interface ChannelSpeech {
  readonly channel: string
  readonly muted: boolean
}
/** How large a picture is shown, by its track; undefined: not at all. */
export type ShownPictures = (trackId: string) => PictureSize | undefined

/** The console's own tracks: what is on, and on the air. */
export interface LocalMedia {
  readonly microphone: DeviceState
  readonly camera: DeviceState
  /** An output that was chosen is not there: sound comes out of the system's own. */
  readonly outputGone: boolean
  readonly muted: boolean
  readonly cameraOn: boolean
  readonly screenOn: boolean
  /** The path of the call carries voices alone: no picture is sent, and none comes. */
  readonly narrow: boolean
  /** The camera's picture, for the self view. */
  readonly picture?: MediaStream
  readonly screen?: MediaStream
}

export interface MediaPort {
  /**
   * In the gesture: unlocks sound, opens microphone and camera, and sounds the ringer for a second, at no volume where it
   * is not to be heard. Never rejects: it reports.
   */
  arm(how: {
    readonly aloud: boolean
  }): Promise<{ readonly sound: boolean; readonly microphone: DeviceState; readonly camera: DeviceState }>
  disarm(): void
  /** Is sound unlocked and running at this moment? */
  soundRunning(): boolean
  /** It may run, or not run, from now on. */
  onSound(listener: () => void): Unsubscribe
  /** Records the open microphone; undefined where there is none, or when it was stopped. */
  recordSelf(durationMs: number): Promise<SelfRecording | undefined>
  /** Sounds the ringer for so long; resolves true when it sounded, also when it was stopped before its time. */
  tryRinger(durationMs: number): Promise<boolean>
  /** Sounds two notes where speech comes out. */
  trySpeech(): Promise<void>
  /** Ends what is being recorded, played back or tried. */
  stopTrying(): void
  /** Undefined when it cannot be found out now: the server did not answer. */
  checkPath(line: string, protocol: PathProtocol): Promise<PathFinding | undefined>
  local(): LocalMedia
  onLocal(listener: (local: LocalMedia) => void): Unsubscribe
  /** Of this console's microphone, 0 to 1. */
  microphoneLevel(): number
  devices(): Promise<DeviceList>
  onDevices(listener: (devices: DeviceList) => void): Unsubscribe
  choose(kind: DeviceKind, deviceId: string): Promise<void>
  onDeviceNews(listener: (news: DeviceNews) => void): Unsubscribe
  processing(): Processing
  /** From now on, also of a microphone that is on the air; kept at this machine. */
  setProcessing(processing: Processing): Promise<void>
  /** Outside a call: has the camera run, so that its person sees what it sees. */
  setPreview(on: boolean): void

  /** Keeps a warm line up until `cool`, whatever is lost in between. */
  warm(line: string): void
  cool(line: string): void
  onWarmLine(listener: (report: WarmLineReport) => void): Unsubscribe

  /** Puts the microphone, then the camera, on the air of a call; opens devices if there was no arming. Again after a loss by itself. */
  enter(line: string, callId: string): void
  leave(): void
  setMuted(muted: boolean): Promise<void>
  /** Sends the microphone into these channels, and into no other; each of its own track, muted or not apart from the floor. */
  interpret(speech: readonly ChannelSpeech[]): Promise<void>
  /** How loud each voice is to be, 0 to 1: at once, and of every one that comes from now on. */
  setLoudness(loudness: (track: RemoteTrack) => number): void
  setCamera(on: boolean): Promise<void>
  /**
   * In the caucus of one's party: the microphone is sent there, `setMuted` is about that, and the floor is muted, also
   * afterwards. What was on the air of all comes back by nothing but its person's own act.
   */
  setCaucus(inside: boolean): Promise<void>
  /** Resolves false when the person did not choose a screen. */
  shareScreen(): Promise<boolean>
  stopScreen(): Promise<void>
  remotes(): readonly RemoteTrack[]
  /** Has only those pictures sent that are shown, each as large as it is shown. */
  show(shown: ShownPictures): void
  /** Whether anybody else's path is narrow: voices are sent slim while it is, as they are while one's own is. */
  setOthersNarrow(narrow: boolean): Promise<void>
  onRemotes(listener: (tracks: readonly RemoteTrack[]) => void): Unsubscribe

  /** Resolves true when the output is really running, false when the browser keeps it silent. Again until `silence`. */
  ring(tone: 'incoming' | 'outgoing', precedence: Precedence): Promise<boolean>
  silence(): void
  /** The alarm tone of a recording that is not safe. */
  alarm(on: boolean): void
  /** Two soft notes, once, of something to be done; silent where sound is not unlocked. */
  chime(): void
  /** In a gesture: has sound run without opening a device. Resolves whether it runs. */
  unlockSound(): Promise<boolean>
  /** Once: of an alarm that was raised, or softer of one that is still open; silent where sound is not unlocked. */
  notice(tone: 'raised' | 'reminder' | 'message' | 'message-in-call'): void
  /** Once, below speech, where speech comes out; silent where sound is not unlocked. */
  cue(sound: CallSound): void
  /** In a gesture, outside a call: plays one once, where it sounds and as loud. Resolves when it is over. */
  hear(sound: SoundName): Promise<void>
  close(): void
}
