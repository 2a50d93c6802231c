/** What a test can find out about a page that runs the softphone; it only listens. */
export interface Probe {
  /**
   * The loudest that each pitch became in what this page plays of others during that time, in dB of full scale. Where that
   * is to be looked at `again`, it is of another such time right after it.
   */
  hear(pitchesHz: readonly number[], windowMs: number, again: (found: number[]) => boolean): Promise<number[]>
  /** Of each pitch how loud the element plays it in which it is heard, 0 to 1; 0 where it is heard in none. */
  volumes(
    pitchesHz: readonly number[],
    windowMs: number,
    heardDb: number,
    again: (found: number[]) => boolean,
  ): Promise<number[]>
  /** The same of what this page plays again out of the record of its call. */
  hearAgain(pitchesHz: readonly number[], windowMs: number): Promise<number[]>
  /** The loudest sample that the page's own sounds (the ringer) put out during that time, 0 to 1. */
  ownSound(windowMs: number): Promise<number>
  /**
   * How long ago the first sample of them above a level came that is still at hand, which are those of some 85 ms; undefined
   * where they are silent.
   */
  ownSoundForMs(level: number): number | undefined
  /** Why nothing is heard, if nothing is: every element that is to play a voice, and whether its track brings something. */
  players(): string
  transports(): Promise<Transport[]>
}

export interface Transport {
  readonly srtpCipher: string
  readonly availableOutgoingBps: number | undefined
}

declare global {
  interface Window {
    readonly hotlineProbe: Probe
  }
}

/** Runs in the page before anything else does (`addInitScript`), so it can use nothing from outside itself. */
export function installProbe(): void {
  const LOOK_EVERY_MS = 40
  /** Enough for every pitch there is, and a third of the work of what the loudspeakers get. */
  const EARS_HZ = 16_000
  /** Ears need a moment until they hear. */
  const BEGIN_MS = 400
  const DEAF_MAX_MS = 10_000
  const connections = new Set<RTCPeerConnection>()
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.add(this)
    }
  }

  const ownOutputs = new Map<BaseAudioContext, AnalyserNode>()
  const connect = AudioNode.prototype.connect as (
    this: AudioNode,
    to: AudioNode | AudioParam,
    ...rest: number[]
  ) => void
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode | AudioParam, ...rest: number[]) {
    if (to instanceof AudioDestinationNode) {
      let analyser = ownOutputs.get(this.context)
      if (analyser === undefined) {
        analyser = new AnalyserNode(this.context, { fftSize: 4096 })
        ownOutputs.set(this.context, analyser)
      }
      connect.call(this, analyser)
    }
    connect.call(this, to, ...rest)
    return to
  } as AudioNode['connect']

  /** The elements that really play a voice: each runs, and is not silent. */
  const playing = (): MediaStream[] =>
    [...document.querySelectorAll('audio')].flatMap(({ paused, muted, volume, srcObject }) =>
      paused || muted || volume === 0 || !(srcObject instanceof MediaStream) ? [] : [srcObject],
    )
  const volumeOf = (stream: MediaStream | undefined): number =>
    [...document.querySelectorAll('audio')].find(({ srcObject }) => srcObject === stream)?.volume ?? 0
  /** What is heard again comes from an address. An element has one stream of it for as long as it lives. */
  const captured = new WeakMap<HTMLAudioElement, MediaStream>()
  const playingAgain = (): MediaStream[] =>
    [...document.querySelectorAll('audio')].flatMap((element) => {
      if (element.paused || element.muted || element.volume === 0 || element.getAttribute('src') === null) return []
      const known = captured.get(element)
      // In every Chromium, and not in the types of the DOM.
      const stream = known ?? (element as HTMLAudioElement & { captureStream(): MediaStream }).captureStream()
      captured.set(element, stream)
      return stream.getAudioTracks().length > 0 ? [stream] : []
    })
  const levelOf = (spectrum: Float32Array, pitchHz: number, binHz: number): number => {
    const bin = Math.round(pitchHz / binHz)
    return Math.max(...spectrum.subarray(bin - 2, bin + 3))
  }
  const during = async (windowMs: number, look: () => unknown): Promise<void> => {
    const untilMs = performance.now() + windowMs
    do {
      look()
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    } while (performance.now() < untilMs)
  }

  /** Ears that are there only while somebody listens: all the while they would cost as much as another voice. */
  const listening = async (
    windowMs: number,
    look: (voices: readonly AnalyserNode[]) => void,
    sounding: () => MediaStream[],
    again: () => boolean = () => false,
  ): Promise<void> => {
    const ears = new AudioContext({ latencyHint: 'playback', sampleRate: EARS_HZ })
    const analysers = new Map<MediaStream, AnalyserNode>()
    const voices = () =>
      sounding().map((stream) => {
        const known = analysers.get(stream)
        if (known !== undefined) return known
        const analyser = new AnalyserNode(ears, { fftSize: 2048, smoothingTimeConstant: 0 })
        ears.createMediaStreamSource(stream).connect(analyser)
        analysers.set(stream, analyser)
        return analyser
      })
    try {
      await during(BEGIN_MS, voices)
      // Deaf ears would take every voice for silence.
      const deafUntilMs = performance.now() + DEAF_MAX_MS
      while (ears.currentTime === 0 && performance.now() < deafUntilMs) await during(LOOK_EVERY_MS, voices)
      if (ears.currentTime === 0) throw new Error(`The ears of this page do not run: they are ${ears.state}.`)
      await during(windowMs, () => look(voices()))
      if (again()) await during(windowMs, () => look(voices()))
    } finally {
      await ears.close()
    }
  }

  const ownPeak = (): number => {
    let peak = 0
    for (const output of ownOutputs.values()) {
      const samples = new Float32Array(output.fftSize)
      if (output.context.state === 'running') output.getFloatTimeDomainData(samples)
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
    }
    return peak
  }

  const loudestOf = async (
    pitchesHz: readonly number[],
    windowMs: number,
    sounding: () => MediaStream[],
    again: (found: number[]) => boolean = () => false,
  ): Promise<number[]> => {
    let loudest = pitchesHz.map(() => -200)
    const look = (voices: readonly AnalyserNode[]): void => {
      for (const voice of voices) {
        const spectrum = new Float32Array(voice.frequencyBinCount)
        voice.getFloatFrequencyData(spectrum)
        const binHz = voice.context.sampleRate / voice.fftSize
        for (const [at, pitchHz] of pitchesHz.entries()) {
          loudest[at] = Math.max(loudest[at] ?? -200, levelOf(spectrum, pitchHz, binHz))
        }
      }
    }
    await listening(windowMs, look, sounding, () => {
      const isAgain = again(loudest)
      if (isAgain) loudest = pitchesHz.map(() => -200)
      return isAgain
    })
    return loudest
  }

  const probe: Probe = {
    async volumes(pitchesHz, windowMs, heardDb, again) {
      let found = pitchesHz.map(() => 0)
      const look = (voices: readonly AnalyserNode[]): void => {
        const streams = playing()
        for (const [at, voice] of voices.entries()) {
          const spectrum = new Float32Array(voice.frequencyBinCount)
          voice.getFloatFrequencyData(spectrum)
          const binHz = voice.context.sampleRate / voice.fftSize
          for (const [of, pitchHz] of pitchesHz.entries())
            if (levelOf(spectrum, pitchHz, binHz) > heardDb) found[of] = Math.max(found[of] ?? 0, volumeOf(streams[at]))
        }
      }
      await listening(windowMs, look, playing, () => {
        const isAgain = again(found)
        if (isAgain) found = pitchesHz.map(() => 0)
        return isAgain
      })
      return found
    },
    hear: (pitchesHz, windowMs, again) => loudestOf(pitchesHz, windowMs, playing, again),
    hearAgain: (pitchesHz, windowMs) => loudestOf(pitchesHz, windowMs, playingAgain),

    async ownSound(windowMs) {
      let loudest = 0
      await during(windowMs, () => {
        loudest = Math.max(loudest, ownPeak())
      })
      return loudest
    },

    ownSoundForMs(level) {
      const begun = [...ownOutputs.values()].flatMap((output) => {
        const samples = new Float32Array(output.fftSize)
        if (output.context.state === 'running') output.getFloatTimeDomainData(samples)
        const first = samples.findIndex((sample) => Math.abs(sample) > level)
        return first === -1 ? [] : [((samples.length - first) / output.context.sampleRate) * 1_000]
      })
      return begun.length === 0 ? undefined : Math.max(...begun)
    },

    players: () =>
      [...document.querySelectorAll('audio')]
        .map(({ paused, muted, currentTime, srcObject }) => {
          const [track] = srcObject instanceof MediaStream ? srcObject.getTracks() : []
          const state = `${track?.readyState}${track?.muted === true ? ', nothing comes' : ''}`
          return `${paused ? 'paused' : 'plays'} at ${currentTime.toFixed(1)} s${muted ? ', silent' : ''}: ${state}`
        })
        .join('; '),

    async transports() {
      const live = [...connections].filter(({ connectionState }) => connectionState === 'connected')
      const found = await Promise.all(
        live.map(async (connection) => {
          const reports = [...(await connection.getStats()).values()] as Record<string, unknown>[]
          const pair = reports.find(({ type, nominated }) => type === 'candidate-pair' && nominated === true)
          const transport = reports.find(({ type }) => type === 'transport')
          const bps = pair?.['availableOutgoingBitrate']
          const cipher = transport?.['srtpCipher']
          return {
            srtpCipher: typeof cipher === 'string' ? cipher : '',
            availableOutgoingBps: typeof bps === 'number' ? bps : undefined,
          }
        }),
      )
      return found.filter(({ srtpCipher }) => srtpCipher !== '')
    },
  }
  Object.defineProperty(window, 'hotlineProbe', { value: probe })
}
