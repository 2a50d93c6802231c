import type { ReceivedPacket, SealedTrack, SegmentInfo } from '../trackFile.ts'

/** A frame lies in one segment or two; a retransmission may come from the third. */
const SEGMENTS_KEPT = 4

/** Packets of a track by their ordinal, with only the last few segments in memory. */
export class SegmentWindow {
  readonly #track: SealedTrack
  readonly #segments: readonly SegmentInfo[]
  /** Ordinal of the first packet of each segment, and behind the last one. */
  readonly #firsts: readonly number[]
  readonly #open = new Map<number, Promise<readonly ReceivedPacket[]>>()

  constructor(track: SealedTrack, segments: readonly SegmentInfo[]) {
    this.#track = track
    this.#segments = segments
    let first = 0
    this.#firsts = [...segments.map(({ packets }) => (first += packets) - packets), first]
  }

  async packet(ordinal: number): Promise<Uint8Array> {
    const place = this.#placeOf(ordinal)
    const packets = await this.#packets(place)
    const packet = packets[ordinal - (this.#firsts[place] ?? 0)]
    if (packet === undefined) throw new Error(`packet ${ordinal} is not in its segment any more`)
    return packet.rtp
  }

  #placeOf(ordinal: number): number {
    let low = 0
    let high = this.#segments.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#firsts[middle] ?? 0) <= ordinal) low = middle
      else high = middle
    }
    return low
  }

  #packets(place: number): Promise<readonly ReceivedPacket[]> {
    const known = this.#open.get(place)
    if (known !== undefined) {
      this.#open.delete(place)
      this.#open.set(place, known)
      return known
    }
    const segment = this.#segments[place]
    if (segment === undefined) return Promise.reject(new Error(`there is no segment ${place}`))
    const reading = this.#track.readSegment(segment.index).then(({ packets }) => packets)
    this.#open.set(place, reading)
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= SEGMENTS_KEPT) break
      this.#open.delete(oldest)
    }
    return reading
  }
}
