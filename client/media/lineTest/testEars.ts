import { BURST_EVERY_MS, BURST_MS, PITCHES_HZ, sinceBurstMs } from '../../../server/calls/testSound.ts'
import type { Voices } from '../receiving.ts'
import { burstsIn, loudestPitch } from './bursts.ts'
import type { SoundClock } from './soundClock.ts'

/** At 48,000 samples a second two thirds of one: looked at four times a second, nothing is missed. */
const WINDOW_SAMPLES = 32_768
/** Nothing is heard before it was made: what seems so by no more than this is the clocks', by more is no measurement. */
const CLOCKS_APART_MS = 30
const MOST_EARLY_MS = 200
/** In the middle of a burst there is nothing but its pitch. */
const PITCH_AFTER_MS = 60
const PITCH_FOR_MS = 150

/** What was heard of one voice. */
export interface Heard {
  readonly bursts: number
  /** From the agreed beginning of a burst to its beginning here, by the server's clock; the middle of all bursts. */
  readonly mouthToEarMs?: number
  readonly pitchHz?: number
}

interface Ear {
  readonly source: MediaStreamAudioSourceNode
  readonly analyser: AnalyserNode
  readonly element: HTMLAudioElement
  /** By burst: a burst is seen in several windows. */
  readonly delaysMs: Map<number, number>
  readonly pitches: number[]
}

/** Listens to the voices of a test without sounding: what comes goes into analysis and nowhere else. */
export class TestEars implements Voices {
  readonly #context: AudioContext
  readonly #clock: SoundClock
  readonly #samples = new Float32Array(WINDOW_SAMPLES)
  readonly #ears = new Map<string, Ear>()

  constructor(context: AudioContext, clock: SoundClock) {
    this.#context = context
    this.#clock = clock
  }

  readonly play = (id: string, stream: MediaStream): void => {
    // Chromium takes what comes over a path only for an element that plays it, be it without a sound.
    const element = document.createElement('audio')
    element.muted = true
    element.srcObject = stream
    void element.play().catch(() => undefined)
    const source = this.#context.createMediaStreamSource(stream)
    const analyser = new AnalyserNode(this.#context, { fftSize: WINDOW_SAMPLES })
    source.connect(analyser)
    this.#ears.set(id, { source, analyser, element, delaysMs: new Map(), pitches: [] })
  }

  readonly stop = (id: string): void => {
    const ear = this.#ears.get(id)
    if (ear === undefined) return
    ear.source.disconnect()
    ear.analyser.disconnect()
    ear.element.srcObject = null
  }

  /** To be called at least every half second; what it misses is not measured, and nothing else is wrong for it. */
  listen(): void {
    if (this.#context.state !== 'running') return
    for (const ear of this.#ears.values()) this.#listenTo(ear)
  }

  heard(id: string): Heard {
    const ear = this.#ears.get(id)
    if (ear === undefined) return { bursts: 0 }
    const [mouthToEarMs, pitchHz] = [middle([...ear.delaysMs.values()]), middle(ear.pitches)]
    const isMeasured = mouthToEarMs !== undefined && mouthToEarMs > -CLOCKS_APART_MS
    return {
      bursts: ear.delaysMs.size,
      ...(isMeasured && { mouthToEarMs: Math.max(0, mouthToEarMs) }),
      ...(pitchHz !== undefined && { pitchHz }),
    }
  }

  close(): void {
    for (const id of this.#ears.keys()) this.stop(id)
  }

  #listenTo({ analyser, delaysMs, pitches }: Ear): void {
    const { sampleRate, currentTime } = this.#context
    analyser.getFloatTimeDomainData(this.#samples)
    for (const at of burstsIn(this.#samples, sampleRate)) {
      const atMs = this.#clock.serverMsOf(currentTime - (WINDOW_SAMPLES - at) / sampleRate)
      const burst = Math.floor((atMs + MOST_EARLY_MS) / BURST_EVERY_MS)
      if (!delaysMs.has(burst)) delaysMs.set(burst, delayOf(atMs))
      const from = at + (PITCH_AFTER_MS / 1_000) * sampleRate
      const inside = this.#samples.subarray(from, from + (PITCH_FOR_MS / 1_000) * sampleRate)
      const isWhole = at + (BURST_MS / 1_000) * sampleRate < WINDOW_SAMPLES
      if (isWhole) pitches.push(loudestPitch(inside, sampleRate, PITCHES_HZ))
    }
  }
}

/** Clocks that are apart may say that a burst was heard before it was made. */
function delayOf(atMs: number): number {
  const delayMs = sinceBurstMs(atMs)
  return delayMs > BURST_EVERY_MS - MOST_EARLY_MS ? delayMs - BURST_EVERY_MS : delayMs
}

const middle = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
