import { SilenceJudge, trailingSilenceMs } from './silenceJudge.ts'

const LOOK_EVERY_MS = 200
/** As many samples as the browser keeps (0.7 s at 48 kHz): between two looks none is missed, nor many in a hidden page. */
const KEPT_SAMPLES = 32_768
/** The level is of the last few hundredths of a second. */
const LEVEL_SAMPLES = 2_048
/** What is shown as full is as loud as speech gets close to a microphone. */
const FLOOR_DB = -60

/** How loud the microphone is, and whether it is live but delivers nothing (switched off at its cable, for example). */
export class MicrophoneMeter {
  readonly #source: MediaStreamAudioSourceNode
  readonly #analyser: AnalyserNode
  readonly #samples: Float32Array<ArrayBuffer>
  readonly #timer: ReturnType<typeof setInterval>
  readonly #judge = new SilenceJudge()
  /** Undefined until it is known: a meter before this one may have told otherwise. */
  #silent: boolean | undefined

  /** `listens`: does the meter hear the microphone at present? Neither a muted one nor a sleeping context tells anything. */
  constructor(
    context: AudioContext,
    track: MediaStreamTrack,
    listens: () => boolean,
    onSilent: (silent: boolean) => void,
  ) {
    this.#source = context.createMediaStreamSource(new MediaStream([track]))
    this.#analyser = new AnalyserNode(context, { fftSize: KEPT_SAMPLES })
    this.#source.connect(this.#analyser)
    this.#samples = new Float32Array(this.#analyser.fftSize)
    this.#timer = setInterval(() => {
      const nowMs = performance.now()
      if (!listens() || !track.enabled || context.state !== 'running') {
        this.#judge.rest(nowMs)
        return
      }
      // A track that the browser calls muted is live and brings nothing: the system keeps it from this page.
      const silent = this.#judge.hear(nowMs, track.muted ? 'all' : this.#trailingMs(context.sampleRate))
      if (silent === undefined || silent === this.#silent) return
      this.#silent = silent
      onSilent(silent)
    }, LOOK_EVERY_MS)
  }

  /** 0 to 1, over the last few hundredths of a second. */
  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples)
    const newest = this.#samples.subarray(-LEVEL_SAMPLES)
    const power = newest.reduce((sum, sample) => sum + sample * sample, 0) / newest.length
    if (power === 0) return 0
    return Math.min(1, Math.max(0, 1 - (10 * Math.log10(power)) / FLOOR_DB))
  }

  close(): void {
    clearInterval(this.#timer)
    this.#source.disconnect()
    this.#analyser.disconnect()
  }

  #trailingMs(sampleRateHz: number): number | 'all' {
    this.#analyser.getFloatTimeDomainData(this.#samples)
    return trailingSilenceMs(this.#samples, sampleRateHz)
  }
}
