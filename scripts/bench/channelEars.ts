/** What a page hears of others at its elements, voice by voice. Times are in milliseconds since 1970. */
export interface ChannelEars {
  begin(pitchesHz: readonly number[]): void
  /** When a pitch was heard first since then; undefined while it was not. */
  first(pitchHz: number, sinceMs: number): number | undefined
  /** When it was heard last; undefined where it never was. */
  last(pitchHz: number): number | undefined
  /** How loud its element plays it at this moment, in dB of full scale. */
  level(pitchHz: number): number
}

declare global {
  interface Window {
    readonly channelEars: ChannelEars
  }
}

/** Runs in the page before anything else does (`addInitScript`), so it can use nothing from outside itself. */
export function installChannelEars(): void {
  const LOOK_EVERY_MS = 4
  const EARS_HZ = 16_000
  /** Of full scale: louder than this is heard. */
  const HEARD = 0.01
  const voices = new Map<MediaStream, { near: AnalyserNode; far: AnalyserNode; pitchHz?: number }>()
  const heardAtMs = new Map<number, number[]>()
  let pitches: readonly number[] = []
  let ears: AudioContext | undefined

  const elements = () =>
    [...document.querySelectorAll('audio')].flatMap(({ paused, muted, volume, srcObject }) =>
      paused || muted || !(srcObject instanceof MediaStream) ? [] : [{ volume, stream: srcObject }],
    )
  const voiceOf = (context: AudioContext, stream: MediaStream) => {
    const known = voices.get(stream)
    if (known !== undefined) return known
    const source = context.createMediaStreamSource(stream)
    const near = new AnalyserNode(context, { fftSize: 128 })
    const far = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0 })
    source.connect(near)
    source.connect(far)
    const made: { near: AnalyserNode; far: AnalyserNode; pitchHz?: number } = { near, far }
    voices.set(stream, made)
    return made
  }
  const loudnessOf = (analyser: AnalyserNode): number => {
    const samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(samples)
    return Math.sqrt((2 * samples.reduce((sum, sample) => sum + sample * sample, 0)) / samples.length)
  }
  /** An element plays one voice, and is known by it from the first time that it says something. */
  const pitchOf = (voice: { far: AnalyserNode; pitchHz?: number }): number | undefined => {
    if (voice.pitchHz !== undefined) return voice.pitchHz
    const spectrum = new Float32Array(voice.far.frequencyBinCount)
    voice.far.getFloatFrequencyData(spectrum)
    const level = (hz: number) => spectrum[Math.round((hz * voice.far.fftSize) / EARS_HZ)] ?? -200
    const loudest = pitches.toSorted((a, b) => level(b) - level(a))[0]
    if (loudest !== undefined && level(loudest) > -45) voice.pitchHz = loudest
    return voice.pitchHz
  }
  const look = (): void => {
    if (ears === undefined) return
    for (const { volume, stream } of elements()) {
      const voice = voiceOf(ears, stream)
      const pitchHz = pitchOf(voice)
      if (pitchHz === undefined || loudnessOf(voice.near) * volume < HEARD) continue
      heardAtMs.set(pitchHz, [
        ...(heardAtMs.get(pitchHz) ?? []).slice(-5_000),
        performance.timeOrigin + performance.now(),
      ])
    }
  }
  const channelEars: ChannelEars = {
    begin(pitchesHz) {
      pitches = pitchesHz
      ears = new AudioContext({ latencyHint: 'interactive', sampleRate: EARS_HZ })
      setInterval(look, LOOK_EVERY_MS)
    },
    first: (pitchHz, sinceMs) => heardAtMs.get(pitchHz)?.find((atMs) => atMs >= sinceMs),
    last: (pitchHz) => heardAtMs.get(pitchHz)?.at(-1),
    level(pitchHz) {
      const found = elements().find(({ stream }) => voices.get(stream)?.pitchHz === pitchHz)
      const voice = found && voices.get(found.stream)
      return found === undefined || voice === undefined
        ? -200
        : 20 * Math.log10(Math.max(1e-10, loudnessOf(voice.far) * found.volume))
    },
  }
  Object.defineProperty(window, 'channelEars', { value: channelEars })
}
