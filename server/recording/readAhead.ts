import { setImmediate } from 'node:timers/promises'
import type { TrackScans } from './reading/trackScans.ts'
import type { GrowingRecords } from './growingRecords.ts'
import type { SealedTrack } from './trackFile.ts'

/** A segment is closed every ten seconds: more often there is nothing to read. */
const EVERY_MS = 10_000

export interface ReadAheadOptions {
  /** The calls whose recordings grow. */
  readonly growing: () => readonly string[]
  readonly records: GrowingRecords
  readonly scans: TrackScans
  readonly log: { warn(bindings: object, message: string): void }
}

/**
 * Reads the records of calls that are up as they grow, so that each opens at once when its call has ended, however long
 * it was. Nobody waits for it, and calls are up: one track after the other, between which everything else has its turn.
 * What cannot be read is read again the next time; whoever opens the record is told why.
 */
export class ReadAhead {
  readonly #options: ReadAheadOptions
  /** Tracks that have been read to their end: they are not looked at again. */
  readonly #done = new Set<string>()
  readonly #warned = new Set<string>()
  /** Closed, and still to be concluded. */
  readonly #concluding = new Set<string>()
  readonly #timer: NodeJS.Timeout
  #work: Promise<void> = Promise.resolve()
  #looking: Promise<void> | undefined
  #closed = false

  constructor(options: ReadAheadOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.look(), EVERY_MS)
  }

  /** Reads what has come to all records that grow. */
  look(): Promise<void> {
    // A long call is read from its beginning after a start, which may take longer than it is to the next look.
    this.#looking ??= this.#next(async () => {
      const growing = this.#options.growing()
      for (const callId of growing) await this.#read(callId)
      for (const callId of this.#options.records.callIds) {
        // Race: it may have been closed while this look waited for its turn; what was read is for who concludes it.
        if (!growing.includes(callId) && !this.#concluding.has(callId)) await this.#forget(callId)
      }
    }).finally(() => (this.#looking = undefined))
    return this.#looking
  }

  /** The recording of a call has been closed: reads what is left of it. */
  conclude(callId: string): Promise<void> {
    this.#concluding.add(callId)
    return this.#next(async () => {
      await this.#read(callId)
      this.#concluding.delete(callId)
      await this.#forget(callId)
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#work
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work)
    return this.#work
  }

  async #read(callId: string): Promise<void> {
    try {
      const record = await this.#options.records.open(callId)
      for (const track of record.tracks) {
        if (this.#done.has(track.description.trackId)) continue
        await setImmediate()
        if (this.#closed) return
        await this.#readTrack(track)
      }
    } catch (error) {
      this.#warn(callId, error)
    }
  }

  async #readTrack(track: SealedTrack): Promise<void> {
    const { callId, trackId } = track.description
    try {
      if (await this.#options.scans.readAhead(track)) this.#done.add(trackId)
    } catch (error) {
      this.#warn(callId, error, trackId)
    }
  }

  #warn(callId: string, error: unknown, trackId?: string): void {
    const what = trackId ?? callId
    if (this.#warned.has(what)) return
    this.#warned.add(what)
    this.#options.log.warn({ callId, trackId, err: error }, 'A record could not be read ahead.')
  }

  async #forget(callId: string): Promise<void> {
    this.#warned.delete(callId)
    const record = await this.#options.records.forget(callId)
    for (const { description } of record?.tracks ?? []) {
      this.#done.delete(description.trackId)
      this.#warned.delete(description.trackId)
      this.#options.scans.forget(description.trackId)
    }
  }
}
