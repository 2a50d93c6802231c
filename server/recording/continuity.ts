import type { ContentSink } from './batchRecords.ts'
import type { Gap } from './findings.ts'

/** Silence that nothing explains is named from here on: a microphone sends fifty packets in a second, a still screen one. */
const SILENCE_MS = 2_000

/** Follows one track through its segments and names the silences that neither a mute nor an absence explains. */
export class Continuity {
  readonly gaps: Gap[] = []
  readonly #trackId: string
  readonly #streams = new Map<number, { first: number; highest: number; received: number }>()
  /** Since when packets are expected; undefined while none are. */
  #lastMs: number | undefined
  #silent = new Set<'muted' | 'away'>()

  constructor(trackId: string, startedAtMs: number) {
    this.#trackId = trackId
    this.#lastMs = startedAtMs
  }

  /** RTP packets that never arrived, as far as their numbers tell. */
  get missing(): number {
    let missing = 0
    for (const { first, highest, received } of this.#streams.values()) {
      missing += Math.max(0, highest - first + 1 - received)
    }
    return missing
  }

  add({ packets, marks }: ContentSink): void {
    const events = [
      ...packets.map(({ arrivalMs, rtp }) => ({ atMs: arrivalMs, mark: undefined, rtp })),
      ...marks.map((mark) => ({ atMs: mark.atMs, mark: mark.type, rtp: undefined })),
    ].sort((a, b) => a.atMs - b.atMs)
    for (const { atMs, mark, rtp } of events) {
      if (rtp) this.#count(rtp)
      // What comes in spite of a mute is what was under way.
      if (mark === undefined) this.#came(atMs)
      else this.#marked(mark, atMs)
    }
  }

  #came(atMs: number): void {
    this.#name(atMs)
    if (this.#silent.size === 0) this.#lastMs = atMs
  }

  #marked(mark: string, atMs: number): void {
    if (mark === 'muted' || mark === 'away') {
      this.#name(atMs)
      this.#silent.add(mark)
      this.#lastMs = undefined
    } else if (mark === 'unmuted' || mark === 'back') {
      this.#silent.delete(mark === 'unmuted' ? 'muted' : 'away')
      if (this.#silent.size === 0) this.#lastMs = atMs
    } else if (mark === 'gap') {
      // It is named by the manifest already.
      if (this.#silent.size === 0) this.#lastMs = atMs
    } else {
      this.#name(atMs)
      this.#lastMs = undefined
    }
  }

  #name(untilMs: number): void {
    const fromMs = this.#lastMs
    if (fromMs === undefined || untilMs - fromMs < SILENCE_MS) return
    this.gaps.push({ trackId: this.#trackId, fromMs, untilMs, cause: 'nothing-received' })
  }

  #count(rtp: Uint8Array): void {
    if (rtp.length < 12) return
    const view = new DataView(rtp.buffer, rtp.byteOffset, rtp.byteLength)
    const [sequence, ssrc] = [view.getUint16(2), view.getUint32(8)]
    const stream = this.#streams.get(ssrc)
    if (stream === undefined) {
      this.#streams.set(ssrc, { first: sequence, highest: sequence, received: 1 })
      return
    }
    // The number goes on past 16 bits: take the one that is nearest to the highest so far.
    const step = ((sequence - stream.highest) << 16) >> 16
    const extended = stream.highest + step
    stream.highest = Math.max(stream.highest, extended)
    stream.first = Math.min(stream.first, extended)
    stream.received++
  }
}
