import type { DeviceChoice, DeviceList, DeviceState, Unsubscribe } from '../models/ports.ts'
import type { DeviceKind, KeptChoices } from './deviceChoices.ts'
import { Listeners } from './listeners.ts'

export type InputKind = 'microphone' | 'camera'

/** What is asked of a device; the browser gives the nearest it has. */
const WANTED: Record<InputKind, MediaTrackConstraints> = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
}

interface Input {
  state: DeviceState
  /** The one that rests: what is not open says nothing when it is pulled out. */
  restingId?: string
  /** How it stands as long as it gives sound or a picture. */
  opened: 'ready' | 'other'
  track?: MediaStreamTrack
  /** Is one being opened? Then nobody opens another beside it. */
  opening?: Promise<DeviceState>
}

/** The microphone and the camera of this console: opened, changed, lost and found again. */
export class Devices {
  /** A microphone or camera has another state or another track. */
  readonly changed = new Listeners<InputKind>()
  readonly listed = new Listeners<DeviceList>()
  readonly #devices: MediaDevices | undefined
  readonly #choices: KeptChoices
  readonly #inputs: Record<InputKind, Input> = {
    microphone: { state: 'off', opened: 'ready' },
    camera: { state: 'off', opened: 'ready' },
  }
  readonly #unlisten: Unsubscribe

  /** `devices` is absent where the page is not secure. */
  constructor(devices: MediaDevices | undefined, choices: KeptChoices) {
    this.#devices = devices
    this.#choices = choices
    const onDeviceChange = () => void this.#lookAgain()
    devices?.addEventListener('devicechange', onDeviceChange)
    this.#unlisten = () => devices?.removeEventListener('devicechange', onDeviceChange)
  }

  state(kind: InputKind): DeviceState {
    return this.#inputs[kind].state
  }

  track(kind: InputKind): MediaStreamTrack | undefined {
    return this.#inputs[kind].track
  }

  /** Opens the chosen device, or any other where that is gone. Never rejects: the state says what is wrong. */
  async open(kind: InputKind): Promise<DeviceState> {
    const input = this.#inputs[kind]
    if (input.track?.readyState === 'live') return input.state
    input.opening ??= this.#open(kind).finally(() => delete input.opening)
    return await input.opening
  }

  stop(kind: InputKind): void {
    this.#drop(kind)
    this.#inputs[kind].opened = 'ready'
    this.#set(kind, 'off')
  }

  /** Lets go of a device that was found to work, so that its lamp goes out; `open` takes it up again. */
  rest(kind: InputKind): void {
    const { track } = this.#inputs[kind]
    if (track === undefined) return
    const { deviceId } = track.getSettings()
    this.#drop(kind)
    if (deviceId !== undefined) this.#inputs[kind].restingId = deviceId
    this.changed.tell(kind)
  }

  /** Changes to another device; the old one goes on until the new one runs, so that nothing is cut. */
  async choose(kind: DeviceKind, deviceId: string): Promise<void> {
    this.#choices.choose(kind, deviceId)
    if (kind === 'output') return
    this.#inputs[kind].opened = 'ready'
    if (this.#inputs[kind].state !== 'off') await this.#open(kind)
  }

  /** The microphone's meter hears nothing, or hears again. */
  setSilent(silent: boolean): void {
    const { state, opened } = this.#inputs.microphone
    if (silent && state === opened) this.#set('microphone', 'silent')
    if (!silent && state === 'silent') this.#set('microphone', opened)
  }

  async list(): Promise<DeviceList> {
    const all = await this.#devices?.enumerateDevices().catch(() => [])
    const ofKind = (kind: MediaDeviceKind): DeviceChoice[] =>
      (all ?? [])
        .filter((one) => one.kind === kind && one.deviceId !== '')
        .map(({ deviceId, label }) => ({ deviceId, label }))
    const { output } = this.#choices.all
    const microphone = this.track('microphone')?.getSettings().deviceId ?? this.#choices.all.microphone
    const camera = this.track('camera')?.getSettings().deviceId ?? this.#choices.all.camera
    return {
      microphones: ofKind('audioinput'),
      cameras: ofKind('videoinput'),
      outputs: ofKind('audiooutput'),
      chosen: {
        ...(microphone === undefined ? {} : { microphone }),
        ...(camera === undefined ? {} : { camera }),
        ...(output === undefined ? {} : { output }),
      },
    }
  }

  close(): void {
    this.#unlisten()
    this.stop('microphone')
    this.stop('camera')
  }

  async #open(kind: InputKind): Promise<DeviceState> {
    const chosen = this.#choices.all[kind]
    const wanted = WANTED[kind]
    let opened = await this.#ask(kind, chosen === undefined ? wanted : { ...wanted, deviceId: { exact: chosen } })
    // The chosen one may have been unplugged: any other is better than none.
    if (opened === 'none' && chosen !== undefined) opened = await this.#ask(kind, wanted)
    if (typeof opened === 'string') {
      this.#drop(kind)
      this.#set(kind, opened)
      return opened
    }
    const old = this.#inputs[kind].track
    this.#inputs[kind].track = opened
    delete this.#inputs[kind].restingId
    opened.addEventListener('ended', () => void this.#ended(kind, opened))
    this.#set(kind, this.#inputs[kind].opened)
    old?.stop()
    return this.#inputs[kind].state
  }

  async #ask(kind: InputKind, constraints: MediaTrackConstraints): Promise<MediaStreamTrack | DeviceState> {
    // Without `mediaDevices` the page is not secure, and the browser refuses both to everybody.
    if (this.#devices === undefined) return 'refused'
    try {
      const stream = await this.#devices.getUserMedia(
        kind === 'microphone' ? { audio: constraints } : { video: constraints },
      )
      const [track] = stream.getTracks()
      return track ?? 'none'
    } catch (error) {
      return stateOfError(error)
    }
  }

  /** A device that was pulled out ends its track by itself: that is said at once, then the next best is taken. */
  async #ended(kind: InputKind, track: MediaStreamTrack): Promise<void> {
    const input = this.#inputs[kind]
    if (input.track !== track) return
    delete input.track
    this.#set(kind, 'none')
    // What was chosen, or was simply there, was what this person had tried.
    input.opened = 'other'
    await this.open(kind)
  }

  /** Something was plugged in or out: what was missing may be there now. */
  async #lookAgain(): Promise<void> {
    for (const kind of ['microphone', 'camera'] as const) {
      if (['none', 'busy'].includes(this.state(kind))) await this.open(kind)
    }
    const list = await this.list()
    this.#missResting('microphone', list.microphones)
    this.#missResting('camera', list.cameras)
    this.listed.tell(list)
  }

  /** One that rests is not opened to see whether it is there: its lamp would go on in the middle of a shift. */
  #missResting(kind: InputKind, there: readonly DeviceChoice[]): void {
    const input = this.#inputs[kind]
    const { restingId } = input
    if (restingId === undefined || there.some(({ deviceId }) => deviceId === restingId)) return
    delete input.restingId
    input.opened = 'other'
    this.#set(kind, there.length === 0 ? 'none' : 'other')
  }

  #drop(kind: InputKind): void {
    const { track } = this.#inputs[kind]
    delete this.#inputs[kind].track
    delete this.#inputs[kind].restingId
    track?.stop()
  }

  #set(kind: InputKind, state: DeviceState): void {
    this.#inputs[kind].state = state
    this.changed.tell(kind)
  }
}

/** What `getUserMedia` says when it fails (Media Capture and Streams, 10.2), as the state of a device. */
export function stateOfError(error: unknown): DeviceState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return 'busy'
}
