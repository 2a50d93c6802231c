/** Times are milliseconds since 1970 by the clock of the machine, which all browsers on it share. */
export interface Stopwatch {
  /** Forgets everything, and from now on watches for what follows. */
  reset(): void
  readonly clickedAtMs: number
  /** The ringer puts out a tone. */
  sounding(): Promise<number>
  /** Pictures of that many others are shown; when the last of them was, and their heights in that moment. */
  shown(count: number): Promise<{ readonly atMs: number; readonly heights: readonly number[] }>
  /** Voices of that many others are heard. */
  heard(count: number): Promise<number>
  heights(): number[]
  /** Since the navigation: when the console could be used. */
  usable(): Promise<number>
  /** Bytes on the wire for everything that the page has fetched. */
  bytesFetched(): number
}

declare global {
  interface Window {
    readonly stopwatch: Stopwatch
  }
}

export interface StopwatchWords {
  readonly ownPictures: readonly string[]
  readonly usableButton: string
}

/** Runs in the page before anything else does (`addInitScript`), so it can use nothing from outside itself but
 * the probe, which is there before it. */
export function installStopwatch({ ownPictures, usableButton }: StopwatchWords): void {
  /** The shortest time between two looks that browsers allow a timer. */
  const LOOK_EVERY_MS = 4
  const AUDIBLE = 0.001
  const now = (): number => performance.timeOrigin + performance.now()
  const nextLook = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  const peakOf = (analyser: AnalyserNode): number => {
    const samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(samples)
    return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
  }

  let clickedAtMs = 0
  let ears: AudioContext | undefined
  addEventListener(
    'click',
    (event) => {
      clickedAtMs = performance.timeOrigin + event.timeStamp
      void (ears ??= new AudioContext()).resume()
    },
    { capture: true },
  )

  const voices = new Map<HTMLAudioElement, { readonly analyser: AnalyserNode; heardAtMs?: number }>()
  const pictures = new Map<HTMLVideoElement, { shownAtMs?: number; height?: number }>()
  let usableAtMs: number | undefined

  const lookForElements = (): void => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('video[aria-label]')) {
      if (pictures.has(video) || ownPictures.includes(video.getAttribute('aria-label') ?? '')) continue
      const picture: { shownAtMs?: number; height?: number } = {}
      pictures.set(video, picture)
      video.requestVideoFrameCallback((_now, { height }) => {
        picture.shownAtMs = now()
        picture.height = height
      })
    }
    for (const audio of document.querySelectorAll('audio')) {
      if (voices.has(audio) || !(audio.srcObject instanceof MediaStream) || ears === undefined) continue
      const analyser = new AnalyserNode(ears, { fftSize: 1024 })
      ears.createMediaStreamSource(audio.srcObject).connect(analyser)
      voices.set(audio, { analyser })
    }
    if (usableAtMs !== undefined) return
    const buttons = [...document.querySelectorAll('button')]
    if (buttons.some((button) => button.textContent.trim() === usableButton && !button.disabled)) {
      usableAtMs = performance.now()
    }
  }
  new MutationObserver(lookForElements).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled'],
  })

  const stopwatch: Stopwatch = {
    reset() {
      pictures.clear()
      voices.clear()
      clickedAtMs = 0
    },
    get clickedAtMs() {
      return clickedAtMs
    },
    async sounding() {
      for (;;) {
        const forMs = window.hotlineProbe.ownSoundForMs(AUDIBLE)
        // A page that is busy drawing its dialog looks late, and its loudspeaker does not wait for that.
        if (forMs !== undefined) return now() - forMs
        await nextLook()
      }
    },
    async shown(count) {
      for (;;) {
        const there = [...pictures.values()].filter(({ shownAtMs }) => shownAtMs !== undefined)
        if (there.length >= count) {
          const atMs = Math.max(...there.map(({ shownAtMs = 0 }) => shownAtMs))
          return { atMs, heights: there.map(({ height = 0 }) => height) }
        }
        await nextLook()
      }
    },
    async heard(count) {
      for (;;) {
        lookForElements()
        const all = [...voices.values()]
        for (const voice of all)
          if (voice.heardAtMs === undefined && peakOf(voice.analyser) > AUDIBLE) voice.heardAtMs = now()
        const heard = all.flatMap(({ heardAtMs }) => (heardAtMs === undefined ? [] : [heardAtMs]))
        if (heard.length >= count) return Math.max(...heard)
        await nextLook()
      }
    },
    heights: () => [...pictures.keys()].filter((video) => video.isConnected).map(({ videoHeight }) => videoHeight),
    async usable() {
      while (usableAtMs === undefined) await nextLook()
      return usableAtMs
    },
    bytesFetched() {
      const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      return entries.reduce(
        (sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.transferSize : 0),
        0,
      )
    },
  }
  Object.defineProperty(window, 'stopwatch', { value: stopwatch })
}
