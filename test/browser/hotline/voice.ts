import type { BrowserContext } from 'playwright-core'

/** A voice that a page speaks with, at a pitch of its own. */
interface Voice {
  /** Whether it says anything at this moment; it does from the beginning. */
  speak(on: boolean): void
  /** The loudest that it was lately, 0 to 1, before anything of the softphone. */
  peak(): number
}

declare global {
  interface Window {
    readonly voice: Voice
  }
}

/**
 * Gives the pages of a context a microphone that hears one pitch, and no camera: so several people sit at one browser
 * process, whose own microphone hears the same for all. Nothing of it is noise that a browser would suppress.
 */
export async function withVoice(context: BrowserContext, pitchHz: number): Promise<void> {
  await context.addInitScript(installVoice, pitchHz)
}

/** Runs in the page before anything else does, so it can use nothing from outside itself. */
function installVoice(pitchHz: number): void {
  let open: Promise<{ stream: MediaStream; gain: GainNode; analyser: AnalyserNode }> | undefined
  let speaks = true
  const begin = async () => {
    const context = new AudioContext()
    const tone = new OscillatorNode(context, { frequency: pitchHz })
    const swell = new OscillatorNode(context, { frequency: 4 })
    const loudness = new GainNode(context, { gain: 0.35 })
    const gain = new GainNode(context, { gain: speaks ? 1 : 0 })
    const analyser = new AnalyserNode(context, { fftSize: 256 })
    const out = context.createMediaStreamDestination()
    swell.connect(new GainNode(context, { gain: 0.1 })).connect(loudness.gain)
    tone.connect(loudness).connect(gain).connect(out)
    gain.connect(analyser)
    for (const source of [tone, swell]) source.start()
    await context.resume()
    return { stream: out.stream, gain, analyser }
  }
  let now: { gain: GainNode; analyser: AnalyserNode } | undefined
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    if (constraints?.audio === undefined) throw new DOMException('There is no camera.', 'NotAllowedError')
    const voice = await (open ??= begin())
    now = voice
    return voice.stream.clone()
  }
  const voice: Voice = {
    speak(on) {
      speaks = on
      now?.gain.gain.setValueAtTime(on ? 1 : 0, 0)
    },
    peak() {
      if (now === undefined) return 0
      const samples = new Float32Array(now.analyser.fftSize)
      now.analyser.getFloatTimeDomainData(samples)
      return Math.max(...samples.map(Math.abs))
    },
  }
  Object.defineProperty(window, 'voice', { value: voice })
}
