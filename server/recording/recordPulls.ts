import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { entrySchema, type Entry } from '../chain/entryChain.ts'
import { refusal, RefusedError } from '../protocol/refusal.ts'
import type { ReadableTrack } from './reading/readableTrack.ts'
import type { TrackScans } from './reading/trackScans.ts'
import { archive, bytesFile, sealedFiles, type ArchivedFile } from './recordArchive.ts'
import { factLines } from './recordClosing.ts'
import { CLOSING_FACTS_FILE, FACTS_FILE, MANIFEST_FILE } from './recordFiles.ts'
import type { IndexedCall } from './recordIndex.ts'
import { RecordingError } from './recordingError.ts'
import { openTrack, type OpenTracks } from './recordTracks.ts'

export interface RecordPullsOptions {
  readonly folderOf: (call: IndexedCall) => string
  readonly tracksOf: (call: IndexedCall) => Promise<OpenTracks>
  /** The call's slice of the log as it is now. */
  readonly entriesOf: (call: IndexedCall) => Promise<readonly Entry[]>
  readonly scans: TrackScans
  readonly clock: () => number
}

/** What leaves the installation of a record: its manifest, a track as it can be played, or everything in one file. */
export class RecordPulls {
  readonly #options: RecordPullsOptions

  constructor(options: RecordPullsOptions) {
    this.#options = options
  }

  /** @throws RefusedError `unknown` when nothing of the call was recorded. */
  async manifest(call: IndexedCall) {
    const path = join(this.#options.folderOf(call), MANIFEST_FILE)
    const { size } = await stat(path).catch(() => ({ size: 0 }))
    if (size === 0) throw new RefusedError(refusal('unknown', 'Nothing of this call was recorded.'))
    return {
      mimeType: 'application/jsonl',
      fileName: `ringdown-${markOf(call)}${call.callId}-${MANIFEST_FILE}`,
      stream: readLazily(path, size),
    }
  }

  /** @throws RefusedError `unknown` when there is no such track, `unavailable` when it cannot be read. */
  async track(call: IndexedCall, trackId: string) {
    const { tracksOf, scans, clock } = this.#options
    const readable = await refusing(async () => await openTrack(await tracksOf(call), trackId, scans))
    const { mimeType, byteLength, etag } = readable
    return {
      mimeType,
      byteLength,
      etag,
      fileName: `${markOf(call)}${webmName(readable)}`,
      lastModifiedMs: call.call.endedAtMs ?? clock(),
      stream: (start: number, endInclusive: number) => readable.stream(start, endInclusive),
    }
  }

  /** @throws RefusedError `unavailable` when something of it cannot be read. */
  async archive(call: IndexedCall) {
    const files = await refusing(async () => await this.#archived(call))
    const name = `ringdown-${markOf(call)}${call.callId}`
    const below = files.map((file) => ({ ...file, name: `${name}/${file.name}` }))
    return {
      mimeType: 'application/x-tar',
      fileName: `${name}.tar`,
      stream: archive(below, this.#options.clock()),
    }
  }

  /** The sealed record with its facts, to be verified and kept, and beside it every track as it can be played. */
  async #archived(call: IndexedCall): Promise<ArchivedFile[]> {
    const { folderOf, tracksOf, entriesOf, scans } = this.#options
    const sealed = await sealedFiles(folderOf(call))
    const keptVersion = await lastKeptVersion(folderOf(call))
    const later = (await entriesOf(call)).filter(({ version }) => version > keptVersion)
    const facts = bytesFile(`record/${CLOSING_FACTS_FILE}`, factLines(later))
    const tracks = await tracksOf(call)
    const playable: ArchivedFile[] = []
    for (const { description } of tracks.sealed) {
      await setImmediate()
      const readable = await openTrack(tracks, description.trackId, scans)
      const { byteLength } = readable
      playable.push({ name: `tracks/${webmName(readable)}`, byteLength, stream: () => readable.stream() })
    }
    return [...sealed.map((file) => ({ ...file, name: `record/${file.name}` })), facts, ...playable]
  }
}

/** What leaves the installation says by its very name that it is of no real call. */
const markOf = ({ call: { marking } }: IndexedCall): string => (marking === 'real' ? '' : `${marking}-`)

const webmName = ({ description: { person, kind, channel, trackId } }: ReadableTrack): string =>
  `${[person, kind, channel, trackId].filter((part) => part !== undefined).join('-')}.webm`

/** Up to which entry of the line the record has its facts in itself. */
async function lastKeptVersion(folder: string): Promise<number> {
  const text = await readFile(join(folder, FACTS_FILE), 'utf8').catch(() => '')
  const last = text.trimEnd().split('\n').at(-1)
  return last === undefined || last === '' ? 0 : entrySchema.parse(JSON.parse(last)).version
}

async function* readLazily(path: string, size: number): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { end: size - 1 }) as AsyncIterable<Uint8Array>
}

/** What recording says of a record, as a refusal to whoever asked for it. */
async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error
    if (error.code === 'not-found') throw new RefusedError(refusal('unknown', error.message), error)
    const sentence = `This cannot be read: ${error.message} Verifying the record says more.`
    throw new RefusedError(refusal('unavailable', sentence), error)
  }
}
