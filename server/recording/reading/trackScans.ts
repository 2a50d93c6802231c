import type { SealedTrack, SegmentInfo } from '../trackFile.ts'
import { decodeScan, encodeScan, MemoryReadingCache, type ReadingCache } from './readingCache.ts'
import { scanName, TrackScanning, type TrackScan } from './trackScan.ts'

/**
 * The scans of all tracks that are being read: each is made once, even when a console's microphone, camera and screen
 * are opened in one moment and each asks for all three. One of these is made for the process. Calling `readAhead` for
 * every track of a call every few seconds is what makes its record open at once when it ends, however long it was.
 */
export class TrackScans {
  readonly #cache: ReadingCache
  readonly #running = new Map<string, Promise<TrackScan>>()
  /** Tracks that still grow, by their identifiers, as far as they were read ahead. */
  readonly #begun = new Map<string, TrackScanning>()

  constructor(cache: ReadingCache = new MemoryReadingCache()) {
    this.#cache = cache
  }

  /** Gives the scan of a track as far as `segments` tells it; throws as `scanTrack` does. */
  of(track: SealedTrack, segments: readonly SegmentInfo[]): Promise<TrackScan> {
    const key = scanName(track, segments)
    const running = this.#running.get(key)
    if (running !== undefined) return running
    const scan = this.#make(key, track, segments).finally(() => this.#running.delete(key))
    this.#running.set(key, scan)
    return scan
  }

  /**
   * Reads what a track has more since the last time; of one that is closed, all that is left. Throws as `of` does.
   *
   * @returns whether it is closed and has been read to its end.
   */
  async readAhead(track: SealedTrack): Promise<boolean> {
    const segments = await track.segments()
    if (track.isClosed) {
      await this.of(track, segments)
      return true
    }
    const { trackId } = track.description
    const begun = this.#begun.get(trackId) ?? new TrackScanning(track)
    this.#begun.set(trackId, begun)
    // The last one may be growing.
    await begun.readTo(segments.slice(0, -1)).catch((error: unknown) => {
      this.#begun.delete(trackId)
      throw error
    })
    return false
  }

  /** Forgets how far a track was read ahead, when nobody will read it on. */
  forget(trackId: string): void {
    this.#begun.delete(trackId)
  }

  async #make(key: string, track: SealedTrack, segments: readonly SegmentInfo[]): Promise<TrackScan> {
    const kept = await this.#cache.get(key)
    const known = kept === undefined ? undefined : decodeScan(kept)
    if (known !== undefined) return known
    const scanning = this.#takeBegun(track, segments) ?? new TrackScanning(track)
    await scanning.readTo(segments)
    const scan = scanning.finish()
    await this.#cache.put(key, encodeScan(scan))
    return scan
  }

  /** What was read ahead of a track, if it is over and these are all its segments: it cannot be read on after. */
  #takeBegun(track: SealedTrack, segments: readonly SegmentInfo[]): TrackScanning | undefined {
    const { trackId } = track.description
    const begun = this.#begun.get(trackId)
    if (begun === undefined || !track.isClosed || begun.segments > segments.length) return undefined
    this.#begun.delete(trackId)
    return begun
  }
}
