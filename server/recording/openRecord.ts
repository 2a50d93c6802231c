import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openCallKey } from './callKey.ts'
import type { ManifestBodyOf, ManifestHead } from './manifestEntry.ts'
import { readManifest } from './manifestText.ts'
import { toMilliseconds } from './microseconds.ts'
import { openSegment } from './openSegment.ts'
import { keyFile, MANIFEST_FILE, trackSegmentFile } from './recordFiles.ts'
import { RecordingError } from './recordingError.ts'
import { RecordState, type RecordTrack } from './recordState.ts'
import { MAX_SEGMENT_BYTES } from './segmentFormat.ts'
import { walkSegment } from './segmentWalk.ts'
import type { SealedTrack, SegmentContent, SegmentInfo, TrackDescription } from './trackFile.ts'

/** A record to be read, of a call that is over or that still runs. */
export interface OpenRecord {
  readonly callId: string
  /** Null for a call that was never recorded. */
  readonly call: ManifestBodyOf<'record:opened'>['call']
  /** As far as `refresh`, or reading one of them, has seen any. */
  readonly tracks: readonly SealedTrack[]
  /** Sees what has been added since to the record of a call that still runs. */
  refresh(): Promise<void>
  /** As it was when the record was opened. */
  readonly manifest: { readonly head: ManifestHead; readonly closed: boolean }
}

/**
 * Opens a record for reading. Keys are only opened when the first segment is read, so that what there is can be listed
 * without an identity. What is read is checked against the manifest; it does not replace verification, which also
 * checks the manifest itself.
 *
 * @param identities age identities, of which one opens the record.
 * @throws RecordingError `not-found` when there is no record, `damaged` when its manifest is broken.
 */
export async function openRecord(folder: string, identities: readonly string[]): Promise<OpenRecord> {
  const manifest = await ManifestReader.open(folder)
  const { opened, head, isClosed } = manifest.state
  if (opened === undefined) throw new RecordingError('not-found', `There is no record in ${folder}.`)
  const { callId, call } = opened
  const keys = new Map<number, Promise<Buffer>>()
  const keyOf = (keyNumber: number): Promise<Buffer> => {
    const known = keys.get(keyNumber)
    if (known) return known
    const key = readFile(join(folder, keyFile(keyNumber))).then((sealed) => openCallKey(sealed, identities))
    keys.set(keyNumber, key)
    key.catch(() => keys.delete(keyNumber))
    return key
  }
  const known = new Map<string, FolderTrack>()
  return {
    callId,
    call,
    get tracks() {
      for (const trackId of manifest.state.tracks.keys()) {
        if (!known.has(trackId)) known.set(trackId, new FolderTrack(folder, trackId, manifest, keyOf))
      }
      return [...known.values()]
    },
    refresh: () => manifest.refresh(),
    manifest: { head, closed: isClosed },
  }
}

/** Reads a manifest, and on from there when it has grown. */
class ManifestReader {
  readonly state = new RecordState()
  readonly #path: string
  #bytes = 0
  #reading: Promise<void> | undefined

  static async open(folder: string): Promise<ManifestReader> {
    const reader = new ManifestReader(join(folder, MANIFEST_FILE))
    await reader.refresh()
    return reader
  }

  private constructor(path: string) {
    this.#path = path
  }

  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined))
    return this.#reading
  }

  async #read(): Promise<void> {
    if (this.state.isClosed) return
    const added = await readFrom(this.#path, this.#bytes)
    const { entries, bytes, fault } = readManifest(added, this.state.head, this.#bytes)
    if (fault) throw new RecordingError('damaged', `${MANIFEST_FILE} is broken at byte ${fault.offset}.`)
    for (const entry of entries) this.state.add(entry)
    this.#bytes += bytes
  }
}

class FolderTrack implements SealedTrack {
  readonly description: TrackDescription
  readonly #folder: string
  readonly #trackId: string
  readonly #manifest: ManifestReader
  readonly #keyOf: (keyNumber: number) => Promise<Buffer>
  /** What was told of segments that are still being written: reading one gives what was told, not what came since. */
  readonly #told = new Map<number, SegmentInfo>()

  constructor(
    folder: string,
    trackId: string,
    manifest: ManifestReader,
    keyOf: (keyNumber: number) => Promise<Buffer>,
  ) {
    this.#folder = folder
    this.#trackId = trackId
    this.#manifest = manifest
    this.#keyOf = keyOf
    this.description = this.#track.description
  }

  get isClosed(): boolean {
    return this.#track.closed !== undefined
  }

  async segments(): Promise<readonly SegmentInfo[]> {
    await this.#manifest.refresh()
    const { segments, closed } = this.#track
    for (const { index } of segments) this.#told.delete(index)
    const infos = segments
      .map(({ index, fromMs, untilMs, bytes, packets }) => ({ index, startMs: fromMs, endMs: untilMs, bytes, packets }))
      .sort((a, b) => a.index - b.index)
    while (closed === undefined) {
      const open = await this.#openSegment(infos.length)
      if (open === undefined) break
      this.#told.set(open.index, open)
      infos.push(open)
    }
    return infos
  }

  async readSegment(index: number): Promise<SegmentContent> {
    const { callId } = this.description
    const file = trackSegmentFile(this.#trackId, index)
    const told = this.#told.get(index)
    const kept = this.#track.segments.find((segment) => segment.index === index)
    const length = told?.bytes ?? kept?.bytes
    if (length === undefined) throw new RecordingError('not-found', `There is no segment ${index} of ${this.#trackId}.`)
    const walk = walkSegment(await readFrom(join(this.#folder, file), 0, told?.bytes))
    if (walk.fault) throw new RecordingError('damaged', `The file ${file} is broken at byte ${walk.fault.offset}.`)
    if (told === undefined && kept !== undefined) {
      const isKept = walk.wholeBytes === kept.bytes && walk.sha256 === kept.sha256
      if (!isKept) throw new RecordingError('damaged', `The file ${file} is not what the manifest names.`)
    }
    return openSegment(walk, await this.#keyOf(this.#track.keyNumber), callId, file)
  }

  /** A segment that is still being written, as far as it is whole now. */
  async #openSegment(index: number): Promise<SegmentInfo | undefined> {
    const path = join(this.#folder, trackSegmentFile(this.#trackId, index))
    const bytes = await readFrom(path, 0).catch(() => undefined)
    if (bytes === undefined) return undefined
    const { batches, wholeBytes } = walkSegment(bytes)
    const [first, last] = [batches[0], batches.at(-1)]
    if (first === undefined || last === undefined) return undefined
    const packets = batches.reduce((sum, batch) => sum + batch.packets, 0)
    const [startMs, endMs] = [toMilliseconds(first.fromUs), toMilliseconds(last.untilUs)]
    return { index, startMs, endMs, bytes: wholeBytes, packets }
  }

  get #track(): RecordTrack {
    const track = this.#manifest.state.tracks.get(this.#trackId)
    if (track) return track
    throw new RecordingError('not-found', `There is no track ${this.#trackId}.`)
  }
}

/** @throws RecordingError `not-found` when the file is not there, `damaged` when it is larger than any that is written. */
async function readFrom(path: string, offset: number, length?: number): Promise<Buffer> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) throw new RecordingError('not-found', `The file ${path} is not there.`)
  const wanted = Math.max(0, length ?? found.size - offset)
  if (wanted > MAX_SEGMENT_BYTES) throw new RecordingError('damaged', `The file ${path} is too large.`)
  const handle = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(wanted)
    const { bytesRead } = await handle.read(bytes, 0, wanted, offset)
    return bytes.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
