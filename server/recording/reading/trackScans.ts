import type { SealedTrack, SegmentInfo } from '../trackFile.ts'
import { decodeScan, encodeScan, MemoryReadingCache, type ReadingCache } from './readingCache.ts'
import { scanName, scanTrack, type TrackScan } from './trackScan.ts'

/**
 * The scans of all tracks that are being read: each is made once, even when a console's microphone, camera and screen
 * are opened in one moment and each asks for all three. One of these is made for the process. Calling `of` for every
 * track when a call ends, in the background, is what makes its record open at once.
 */
export class TrackScans {
  readonly #cache: ReadingCache
  readonly #running = new Map<string, Promise<TrackScan>>()

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

  async #make(key: string, track: SealedTrack, segments: readonly SegmentInfo[]): Promise<TrackScan> {
    const kept = await this.#cache.get(key)
    const known = kept === undefined ? undefined : decodeScan(kept)
    if (known !== undefined) return known
    const scan = await scanTrack(track, segments)
    await this.#cache.put(key, encodeScan(scan))
    return scan
  }
}
