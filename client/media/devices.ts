import type {
  DeviceChoice,
  DeviceKind,
  DeviceList,
  DeviceNews,
  DeviceState,
  Processing,
  Unsubscribe,
} from '../models/ports.ts'
import { findDevice, isNamed, type KeptChoices } from './deviceChoices.ts'
import { Listeners } from './listeners.ts'
import { openDevice, type InputKind } from './openDevice.ts'

const KINDS: readonly InputKind[] = ['microphone', 'camera']
/** The old device is let go when the new one is on the air; where that takes longer than this, it never will be. */
const HAND_OVER_MS = 3_000

interface Input {
  state: DeviceState
  /** The one that rests: what is not open says nothing when it is pulled out. */
  resting?: DeviceChoice
  /** The one that was in use when it was pulled out: it is taken back when it returns, as a chosen one is. */
  missed?: DeviceChoice
  /** How it stands as long as it gives sound or a picture. */
  opened: 'ready' | 'other'
  track?: MediaStreamTrack
  /** One is being opened, one after the other. */
  opening?: Promise<DeviceState>
}

/** The microphone and the camera of this console: opened, changed, lost and found again. */
export class Devices {
  /** A microphone or camera has another state or another track. */
  readonly changed = new Listeners<InputKind>()
  readonly listed = new Listeners<DeviceList>()
  /** Another device is in use than its person has in mind, or again the one that they had. */
  readonly news = new Listeners<DeviceNews>()
  readonly #devices: MediaDevices | undefined
  readonly #choices: KeptChoices
  readonly #handOver: (kind: InputKind) => Promise<unknown>
  readonly #inputs: Record<InputKind, Input> = {
    microphone: { state: 'off', opened: 'ready' },
    camera: { state: 'off', opened: 'ready' },
  }
  readonly #unlisten: Unsubscribe

  /**
   * `devices` is absent where the page is not secure. `handOver` settles when whoever sends has taken up the track that
   * is there now: the one before goes on until then, so that nothing is cut.
   */
  constructor(
    devices: MediaDevices | undefined,
    choices: KeptChoices,
    handOver: (kind: InputKind) => Promise<unknown> = async () => {},
  ) {
    this.#devices = devices
    this.#choices = choices
    this.#handOver = handOver
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
    return await (input.opening ?? this.#inTurn(kind, async () => await this.#openPreferred(kind)))
  }

  stop(kind: InputKind): void {
    this.#drop(kind)
    this.#inputs[kind].opened = 'ready'
    delete this.#inputs[kind].missed
    this.#set(kind, 'off')
  }

  /** Lets go of a device that was found to work, so that its lamp goes out; `open` takes it up again. */
  rest(kind: InputKind): void {
    const { track } = this.#inputs[kind]
    if (track === undefined) return
    const resting = deviceOf(track)
    this.#drop(kind)
    if (resting !== undefined) this.#inputs[kind].resting = resting
    this.changed.tell(kind)
  }

  /** Changes to another device; the old one goes on until the new one is on the air, or where that does not open. */
  async choose(kind: DeviceKind, deviceId: string): Promise<void> {
    const chosen = (await this.#there(kind)).find((one) => one.deviceId === deviceId) ?? { deviceId, label: '' }
    this.#choices.choose(kind, chosen)
    if (kind === 'output' || kind === 'ringer') return
    const input = this.#inputs[kind]
    delete input.missed
    if (input.state !== 'off') await this.#inTurn(kind, async () => await this.#openPreferred(kind, false))
  }

  /** What is done to the microphone's sound: the open one is opened once more, for a browser changes none that runs. */
  async process(processing: Processing): Promise<void> {
    this.#choices.process(processing)
    const { track } = this.#inputs.microphone
    if (track?.readyState !== 'live') return
    await this.#inTurn('microphone', async () => await this.#exchange('microphone', deviceOf(track)?.deviceId))
  }

  /** The microphone's meter hears nothing, or hears again. */
  setSilent(silent: boolean): void {
    const { state, opened } = this.#inputs.microphone
    if (silent && state === opened) this.#set('microphone', 'silent')
    if (!silent && state === 'silent') this.#set('microphone', opened)
  }

  async list(): Promise<DeviceList> {
    const all = await this.#all()
    const { output, ringer } = this.#choices.all
    const microphone = this.track('microphone')?.getSettings().deviceId ?? this.#choices.all.microphone
    const camera = this.track('camera')?.getSettings().deviceId ?? this.#choices.all.camera
    return {
      microphones: ofKind(all, 'audioinput'),
      cameras: ofKind(all, 'videoinput'),
      outputs: ofKind(all, 'audiooutput'),
      chosen: {
        ...(microphone === undefined ? {} : { microphone }),
        ...(camera === undefined ? {} : { camera }),
        ...(output === undefined ? {} : { output }),
        ...(ringer === undefined ? {} : { ringer }),
      },
    }
  }

  close(): void {
    this.#unlisten()
    this.stop('microphone')
    this.stop('camera')
  }

  /** One device of a kind is opened at a time, or the one that was asked for first could come last and stay. */
  async #inTurn(kind: InputKind, open: () => Promise<DeviceState>): Promise<DeviceState> {
    const input = this.#inputs[kind]
    const before = input.opening
    const opening = (async () => {
      await before
      return await open()
    })()
    input.opening = opening
    try {
      return await opening
    } finally {
      if (input.opening === opening) delete input.opening
    }
  }

  /** The chosen one under whatever identifier it has by now; any other where it is gone, or does not open. */
  async #openPreferred(kind: InputKind, isNews = true): Promise<DeviceState> {
    const input = this.#inputs[kind]
    const wasOther = input.opened === 'other'
    const chosen = this.#choices.chosen(kind)
    const wanted = input.missed ?? chosen
    if (wanted === undefined) return await this.#exchange(kind, undefined)
    const found = findDevice(wanted, await this.#there(kind)) ?? wanted
    const opened = await this.#ask(kind, found.deviceId)
    if (typeof opened !== 'string') {
      delete input.missed
      input.opened = 'ready'
      if (wanted === chosen && found.deviceId !== chosen.deviceId) this.#choices.choose(kind, found)
      const state = await this.#take(kind, opened)
      if (isNews && wasOther) this.news.tell({ kind, what: 'returned', device: opened.label })
      return state
    }
    const { track } = input
    if (track?.readyState === 'live') {
      this.news.tell({ kind, what: 'kept', device: wanted.label, instead: track.label })
      return input.state
    }
    if (opened !== 'none') return this.#fail(kind, opened)
    input.opened = 'other'
    const state = await this.#exchange(kind, undefined)
    if (!wasOther) this.news.tell({ kind, what: 'lost', device: wanted.label, ...insteadOf(this.track(kind)) })
    return state
  }

  /** Opens that one, or any; what is open stays where nothing else opens. */
  async #exchange(kind: InputKind, deviceId: string | undefined): Promise<DeviceState> {
    const opened = await this.#ask(kind, deviceId)
    if (typeof opened !== 'string') return await this.#take(kind, opened)
    const { track, state } = this.#inputs[kind]
    return track?.readyState === 'live' ? state : this.#fail(kind, opened)
  }

  async #ask(kind: InputKind, deviceId: string | undefined): Promise<MediaStreamTrack | DeviceState> {
    return await openDevice(this.#devices, kind, this.#choices.processing, deviceId)
  }

  #fail(kind: InputKind, state: DeviceState): DeviceState {
    this.#drop(kind)
    this.#set(kind, state)
    return state
  }

  async #take(kind: InputKind, opened: MediaStreamTrack): Promise<DeviceState> {
    const input = this.#inputs[kind]
    const old = input.track
    input.track = opened
    delete input.resting
    opened.addEventListener('ended', () => void this.#ended(kind, opened))
    this.#set(kind, input.opened)
    if (old === undefined) return input.state
    let timer: ReturnType<typeof setTimeout> | undefined
    const enough = new Promise((resolve) => (timer = setTimeout(resolve, HAND_OVER_MS)))
    await Promise.race([this.#handOver(kind), enough])
    clearTimeout(timer)
    old.stop()
    return input.state
  }

  /** A device that was pulled out ends its track by itself: that is said at once, then the next best is taken. */
  async #ended(kind: InputKind, track: MediaStreamTrack): Promise<void> {
    const input = this.#inputs[kind]
    if (input.track !== track) return
    delete input.track
    const device = deviceOf(track)
    // Without any choice, what was simply there was what this person had tried.
    const isWanted = input.missed === undefined && this.#choices.chosen(kind) === undefined
    if (isWanted && device !== undefined && isNamed(device)) input.missed = device
    this.#set(kind, 'none')
    input.opened = 'other'
    await this.#inTurn(kind, async () => await this.#exchange(kind, undefined))
    this.news.tell({ kind, what: 'lost', device: track.label, ...insteadOf(this.track(kind)) })
  }

  /** Something was plugged in or out: what was missing may be there now. */
  async #lookAgain(): Promise<void> {
    for (const kind of KINDS) {
      if (['none', 'busy'].includes(this.state(kind))) await this.open(kind)
      await this.#takeBack(kind)
    }
    const list = await this.list()
    this.#missResting('microphone', list.microphones)
    this.#missResting('camera', list.cameras)
    this.listed.tell(list)
  }

  /** What its person has in mind is there again: it takes the place of the one that stood in for it. */
  async #takeBack(kind: InputKind): Promise<void> {
    const input = this.#inputs[kind]
    const wanted = input.missed ?? this.#choices.chosen(kind)
    if (wanted === undefined || input.opened !== 'other' || input.state === 'off') return
    const found = findDevice(wanted, await this.#there(kind))
    if (found === undefined || (input.track !== undefined && deviceOf(input.track)?.deviceId === found.deviceId)) return
    if (input.track === undefined) {
      // It rests, and is opened when it is needed: its lamp would go on in the middle of a shift.
      delete input.missed
      input.opened = 'ready'
      input.resting = found
      this.#set(kind, 'ready')
      this.news.tell({ kind, what: 'returned', device: found.label })
    } else await this.#inTurn(kind, async () => await this.#openPreferred(kind))
  }

  /** One that rests is not opened to see whether it is there: its lamp would go on in the middle of a shift. */
  #missResting(kind: InputKind, there: readonly DeviceChoice[]): void {
    const input = this.#inputs[kind]
    const { resting } = input
    if (resting === undefined || there.some(({ deviceId }) => deviceId === resting.deviceId)) return
    delete input.resting
    if (this.#choices.chosen(kind) === undefined && isNamed(resting)) input.missed ??= resting
    input.opened = 'other'
    this.#set(kind, there.length === 0 ? 'none' : 'other')
    const [next] = there
    this.news.tell({
      kind,
      what: 'lost',
      device: resting.label,
      ...(next === undefined ? {} : { instead: next.label }),
    })
  }

  async #there(kind: DeviceKind): Promise<DeviceChoice[]> {
    return ofKind(await this.#all(), MEDIA_KINDS[kind])
  }

  async #all(): Promise<MediaDeviceInfo[]> {
    return (await this.#devices?.enumerateDevices().catch(() => [])) ?? []
  }

  #drop(kind: InputKind): void {
    const { track } = this.#inputs[kind]
    delete this.#inputs[kind].track
    delete this.#inputs[kind].resting
    track?.stop()
  }

  #set(kind: InputKind, state: DeviceState): void {
    this.#inputs[kind].state = state
    this.changed.tell(kind)
  }
}

const MEDIA_KINDS: Readonly<Record<DeviceKind, MediaDeviceKind>> = {
  microphone: 'audioinput',
  camera: 'videoinput',
  output: 'audiooutput',
  ringer: 'audiooutput',
}

const ofKind = (all: readonly MediaDeviceInfo[], kind: MediaDeviceKind): DeviceChoice[] =>
  all.filter((one) => one.kind === kind && one.deviceId !== '').map(({ deviceId, label }) => ({ deviceId, label }))

const insteadOf = (track: MediaStreamTrack | undefined): { readonly instead?: string } =>
  track === undefined ? {} : { instead: track.label }

function deviceOf(track: MediaStreamTrack): DeviceChoice | undefined {
  const { deviceId } = track.getSettings()
  return deviceId === undefined ? undefined : { deviceId, label: track.label }
}
