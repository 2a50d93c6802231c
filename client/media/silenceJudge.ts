/** With the look that finds it out, and the report, well within two seconds. */
const SILENT_AFTER_MS = 1_600
/** Of a microphone that is known to say nothing between words. */
const GATED_SILENT_AFTER_MS = 10_000
/** A pause of nothing at all that is longer than this and shorter than a dead one's is what a gate makes of speech. */
const GATE_PAUSE_MS = 300
const GATED_AFTER = 3
const GATED_WITHIN_MS = 60_000

/**
 * Tells a dead microphone from a person who pauses. A room is never without sound, nor is a converter: also after the
 * browser's noise suppression some of it is left, so that samples which are exactly zero, one after the other, come from
 * a switch, a cable or a mute in the system, and never from a pause in speech. The exception is a headset with a gate
 * of its own, which sends zeros between words: whoever comes back from such pauses again and again is given longer.
 */
export class SilenceJudge {
  #quietMs = 0
  #lookedAtMs: number | undefined
  readonly #returnsAtMs: number[] = []

  /**
   * @param trailingMs for how long the newest samples are zero; `all` where every sample that can be seen is.
   * @returns whether it is dead; undefined as long as that is not known, of zeros that have not lasted.
   */
  hear(nowMs: number, trailingMs: number | 'all'): boolean | undefined {
    const sinceMs = nowMs - (this.#lookedAtMs ?? nowMs)
    this.#lookedAtMs = nowMs
    if (trailingMs === 'all') {
      this.#quietMs += sinceMs
    } else {
      // A silence that goes on grows. One that was over for longer than a gate's was switched, or plugged, by hand.
      const isOver = trailingMs < this.#quietMs
      const wasGate = this.#quietMs > GATE_PAUSE_MS && this.#quietMs < SILENT_AFTER_MS
      if (isOver && wasGate) this.#returnsAtMs.push(nowMs)
      this.#quietMs = trailingMs
    }
    const isDead = this.#quietMs >= this.#limitMs(nowMs)
    return isDead || trailingMs !== 'all' ? isDead : undefined
  }

  /** Nothing can be heard at present, which says nothing of the microphone. */
  rest(nowMs: number): void {
    this.#lookedAtMs = nowMs
    this.#quietMs = 0
  }

  #limitMs(nowMs: number): number {
    while ((this.#returnsAtMs[0] ?? nowMs) < nowMs - GATED_WITHIN_MS) this.#returnsAtMs.shift()
    return this.#returnsAtMs.length >= GATED_AFTER ? GATED_SILENT_AFTER_MS : SILENT_AFTER_MS
  }
}

/** For how long the newest samples are exactly zero. */
export function trailingSilenceMs(samples: Float32Array, sampleRateHz: number): number | 'all' {
  const last = samples.findLastIndex((sample) => sample !== 0)
  return last < 0 ? 'all' : ((samples.length - 1 - last) / sampleRateHz) * 1_000
}
