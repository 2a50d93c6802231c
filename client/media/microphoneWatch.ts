import type { Devices } from './devices.ts'
import { MicrophoneMeter } from './microphoneMeter.ts'

/** Keeps the meter on whatever microphone is open. */
export class MicrophoneWatch {
  readonly #devices: Pick<Devices, 'track' | 'setSilent'>
  readonly #context: () => AudioContext
  readonly #instead: () => MediaStreamTrack | undefined
  readonly #isMuted: () => boolean
  #metered: { readonly track: MediaStreamTrack; readonly meter: MicrophoneMeter } | undefined

  /** @param instead what is metered instead of the microphone's own track, which may be switched off for the floor. */
  constructor(
    devices: Pick<Devices, 'track' | 'setSilent'>,
    context: () => AudioContext,
    instead: () => MediaStreamTrack | undefined,
    isMuted: () => boolean,
  ) {
    this.#devices = devices
    this.#context = context
    this.#instead = instead
    this.#isMuted = isMuted
  }

  /** 0 to 1; 0 where no microphone is open. */
  level(): number {
    return this.#metered?.meter.level() ?? 0
  }

  /** The microphone may be another one, or none. */
  follow(): void {
    const track = this.#instead() ?? this.#devices.track('microphone')
    if (this.#metered?.track === track) return
    this.close()
    if (track === undefined) return
    const meter = new MicrophoneMeter(
      this.#context(),
      track,
      () => !this.#isMuted(),
      (silent) => this.#devices.setSilent(silent),
    )
    this.#metered = { track, meter }
  }

  close(): void {
    this.#metered?.meter.close()
    this.#metered = undefined
  }
}
