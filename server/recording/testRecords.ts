import { isRoom } from '../calls/room.ts'
import type { Entry } from '../chain/entryChain.ts'
import type { Verification } from '../protocol/records.ts'
import type { IndexedCall, RecordIndex } from './recordIndex.ts'
import { RecordingError } from './recordingError.ts'
import { countTrack, deletedSentence, type OpenTracks, type TrackCount } from './recordTracks.ts'
import { Turns } from './turns.ts'

/** What of a library is of line tests alone: their records are made in rooms, and their recordings are deleted one day. */
export class TestRecords {
  /** Tests are judged by what is read back of them, by a deadline: that waits for no record of a call that people look at. */
  readonly turns = new Turns()
  readonly #index: RecordIndex
  readonly #openTracks: (indexed: IndexedCall) => Promise<OpenTracks>

  constructor(index: RecordIndex, openTracks: (indexed: IndexedCall) => Promise<OpenTracks>) {
    this.#index = index
    this.#openTracks = openTracks
  }

  /** Of all tests that were read, those of which nothing is left as well. */
  all(): readonly IndexedCall[] {
    return this.#index.all().filter(({ line }) => isRoom(line))
  }

  /** How much of each track is in the sealed record: read back out of it, opened and decrypted. */
  async countsOf(callId: string): Promise<TrackCount[]> {
    return await this.turns.take(async () => {
      const indexed = this.#index.get(callId)
      if (indexed === undefined) throw new RecordingError('not-found', 'There is no such record.')
      const { sealed, unreadable } = await this.#openTracks(indexed)
      if (unreadable !== undefined) throw new RecordingError('not-found', unreadable)
      return await Promise.all(sealed.map(countTrack))
    })
  }
}

/**
 * Of a test whose recording is gone its facts are all that there is to verify. @param entries have been read, by which
 * their chain is verified.
 */
export function verifiedByFactsAlone(entries: readonly Entry[], deletedAtMs: number): Verification {
  const slice = `The call's slice of the log: ${entries.length} entries of the log itself.`
  const checks = [slice, deletedSentence(deletedAtMs)].map((what) => ({ what, sound: true }))
  return { sound: true, checks, faults: [] }
}
