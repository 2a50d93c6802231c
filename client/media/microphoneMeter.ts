/** Levels below this are a dead microphone: the quietest room is louder, as a converter's own noise is about -80 dBFS. */
const DEAD_PEAK = 10 ** (-90 / 20)
/** So long without anything at all is no pause in speech. */
const SILENT_AFTER_MS = 5_000
const LOOK_EVERY_MS = 200
/** What is shown as full is as loud as speech gets close to a microphone. */
const FLOOR_DB = -60

/** How loud the microphone is, and whether it is live but delivers nothing (switched off at its cable, for example). */
export class MicrophoneMeter {
  readonly #source: MediaStreamAudioSourceNode
  readonly #analyser: AnalyserNode
  readonly #samples: Float32Array<ArrayBuffer>
  readonly #timer: ReturnType<typeof setInterval>
  #quietMs = 0
  #silent = false

  /** `listens`: does the meter hear the microphone at present? Neither a muted one nor a sleeping context tells anything. */
  constructor(
    context: AudioContext,
    track: MediaStreamTrack,
    listens: () => boolean,
    onSilent: (silent: boolean) => void,
  ) {
    this.#source = context.createMediaStreamSource(new MediaStream([track]))
    this.#analyser = new AnalyserNode(context, { fftSize: 2048 })
    this.#source.connect(this.#analyser)
    this.#samples = new Float32Array(this.#analyser.fftSize)
    this.#timer = setInterval(() => {
      const hears = listens() && track.enabled && !track.muted && context.state === 'running'
      this.#quietMs = !hears || this.#peak() > DEAD_PEAK ? 0 : this.#quietMs + LOOK_EVERY_MS
      const silent = this.#quietMs >= SILENT_AFTER_MS
      if (silent === this.#silent) return
      this.#silent = silent
      onSilent(silent)
    }, LOOK_EVERY_MS)
  }

  /** 0 to 1, over the last few hundredths of a second. */
  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples)
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length
    if (power === 0) return 0
    return Math.min(1, Math.max(0, 1 - (10 * Math.log10(power)) / FLOOR_DB))
  }

  close(): void {
    clearInterval(this.#timer)
    this.#source.disconnect()
    this.#analyser.disconnect()
  }

  #peak(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples)
    return this.#samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
  }
}
