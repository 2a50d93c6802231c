import { BURST_EVERY_MS, BURST_MS } from '../../../server/calls/testSound.ts'
import type { SoundClock } from './soundClock.ts'

/** As the server's own console sounds: a fundamental and two overtones. */
const LOUDNESS = [0.35, 0.12, 0.06] as const
const SLOPE_S = 0.004
/** A page that nobody looks at is woken once a second: so much is laid down in advance, and no more, as clocks drift. */
const AHEAD_MS = 2_500
const SOONEST_MS = 50

/** The sound that this console sends: bursts at the agreed times, made in a graph that leads to no output. */
export class TestSound {
  readonly track: MediaStreamTrack | undefined
  readonly #clock: SoundClock
  readonly #gain: GainNode
  readonly #voices: OscillatorNode[]
  #plannedMs = 0

  constructor(context: AudioContext, clock: SoundClock, pitchHz: number) {
    this.#clock = clock
    this.#gain = new GainNode(context, { gain: 0 })
    const destination = context.createMediaStreamDestination()
    this.#gain.connect(destination)
    this.#voices = LOUDNESS.map((loudness, overtone) => {
      const voice = new OscillatorNode(context, { frequency: pitchHz * (overtone + 1) })
      voice.connect(new GainNode(context, { gain: loudness })).connect(this.#gain)
      voice.start()
      return voice
    })
    ;[this.track] = destination.stream.getAudioTracks()
  }

  /** Lays down the bursts of the next seconds; to be called more often than these are long. */
  plan(nowMs: number): void {
    const from = Math.max(this.#plannedMs, nowMs + SOONEST_MS)
    const { gain } = this.#gain
    for (
      let atMs = Math.ceil(from / BURST_EVERY_MS) * BURST_EVERY_MS;
      atMs < nowMs + AHEAD_MS;
      atMs += BURST_EVERY_MS
    ) {
      const [begin, end] = [this.#clock.contextSOf(atMs), this.#clock.contextSOf(atMs + BURST_MS)]
      gain.setValueAtTime(0, begin)
      gain.linearRampToValueAtTime(1, begin + SLOPE_S)
      gain.setValueAtTime(1, end - SLOPE_S)
      gain.linearRampToValueAtTime(0, end)
      this.#plannedMs = atMs + 1
    }
  }

  close(): void {
    for (const voice of this.#voices) voice.stop()
    this.#gain.disconnect()
    this.track?.stop()
  }
}
