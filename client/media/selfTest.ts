import type { SelfRecording } from '../models/ports.ts'
import type { Played } from './ringer.ts'

/** Lets a person hear themselves: some seconds of the open microphone, recorded in this page and played back by it. */
export class SelfTest {
  readonly #context: () => AudioContext
  readonly #playOnce: (sound: AudioBuffer) => Played
  readonly #microphone: () => MediaStreamTrack | undefined
  #recorder: MediaRecorder | undefined
  #stopped = false
  #stopPlaying: () => void = () => undefined

  /** @param playOnce where others would be heard. */
  constructor(
    context: () => AudioContext,
    playOnce: (sound: AudioBuffer) => Played,
    microphone: () => MediaStreamTrack | undefined,
  ) {
    this.#context = context
    this.#playOnce = playOnce
    this.#microphone = microphone
  }

  async record(durationMs: number): Promise<SelfRecording | undefined> {
    this.stop()
    const track = this.#microphone()
    if (track === undefined) return undefined
    this.#stopped = false
    try {
      const recorded = await this.#recordTrack(track, durationMs)
      const sound = await this.#context().decodeAudioData(await recorded.arrayBuffer())
      if (this.#stopped) return undefined
      return { peak: peakOf(sound), play: async () => await this.#play(sound) }
    } catch {
      // Too short to be decoded, or a browser that records nothing: there is nothing to be heard then.
      return undefined
    }
  }

  stop(): void {
    this.#stopped = true
    if (this.#recorder?.state === 'recording') this.#recorder.stop()
    this.#recorder = undefined
    this.#stopPlaying()
  }

  async #recordTrack(track: MediaStreamTrack, durationMs: number): Promise<Blob> {
    const recorder = new MediaRecorder(new MediaStream([track]))
    this.#recorder = recorder
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        if (recorder.state === 'recording') recorder.stop()
      }, durationMs)
      recorder.addEventListener('dataavailable', ({ data }) => {
        clearTimeout(timer)
        resolve(data)
      })
      recorder.addEventListener('error', () => reject(new Error('This browser does not record.')))
      recorder.start()
    })
  }

  async #play(sound: AudioBuffer): Promise<void> {
    if (this.#stopped) return
    const { over, stop } = this.#playOnce(sound)
    this.#stopPlaying = stop
    await over
    this.#stopPlaying = () => undefined
  }
}

function peakOf(sound: AudioBuffer): number {
  return sound.getChannelData(0).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
}
