import type { SignedHead } from '../protocol/lineFacts.ts'
import { EMPTY_MANIFEST, type ManifestBody, type ManifestBodyOf, type ManifestEntry } from './manifestEntry.ts'
import type { Interruption } from './exceptionWatch.ts'
import type { TrackDescription } from './trackFile.ts'

export type ClosedSegment = ManifestBodyOf<'segment:closed'>

export interface RecordTrack {
  readonly description: TrackDescription
  readonly keyNumber: number
  /** In the order of the manifest. */
  readonly segments: ClosedSegment[]
  closed: ManifestBodyOf<'track:closed'> | undefined
}

/** What the entries of one manifest come to. */
export class RecordState {
  opened: ManifestBodyOf<'record:opened'> | undefined
  readonly keys = new Map<number, ManifestBodyOf<'key:sealed'>>()
  readonly tracks = new Map<string, RecordTrack>()
  /** Every file that the manifest names. */
  readonly files = new Set<string>()
  facts: ManifestBodyOf<'facts:kept'> | undefined
  closed: ManifestBodyOf<'record:closed'> | undefined
  /** The newest signature, and whether it is the last entry of all. */
  signed: SignedHead | undefined
  isSigned = false
  /** A key has been sealed, and neither an end nor an interruption has been named since. */
  isRunning = false
  /** The stretches without a recorder, oldest first; the last has no end until a key is sealed again. */
  readonly interruptions: Interruption[] = []
  /** The latest time of which the manifest knows. */
  lastMs = 0
  segments = 0
  bytes = 0
  head = EMPTY_MANIFEST

  static of(entries: readonly ManifestEntry[]): RecordState {
    const state = new RecordState()
    for (const entry of entries) state.add(entry)
    return state
  }

  add({ version, hash, atMs, body }: ManifestEntry): void {
    this.head = { version, hash }
    this.lastMs = Math.max(this.lastMs, atMs)
    this.isSigned = body.type === 'head:signed'
    this.#fold(body, atMs)
  }

  get isClosed(): boolean {
    return this.closed !== undefined && this.isSigned
  }

  #fold(body: ManifestBody, atMs: number): void {
    switch (body.type) {
      case 'record:opened':
        this.opened ??= body
        return
      case 'key:sealed':
        this.keys.set(body.keyNumber, body)
        this.files.add(body.key.file).add(body.proof.file)
        this.isRunning = true
        this.#resumed(atMs)
        return
      case 'track:opened': {
        const { track: description, keyNumber } = body
        if (this.tracks.has(description.trackId)) return
        this.tracks.set(description.trackId, { description, keyNumber, segments: [], closed: undefined })
        return
      }
      case 'segment:closed':
        this.tracks.get(body.trackId)?.segments.push(body)
        this.files.add(body.file)
        this.segments++
        this.bytes += body.bytes
        return
      case 'track:closed': {
        const track = this.tracks.get(body.trackId)
        if (track) track.closed = body
        return
      }
      case 'recording:interrupted':
        this.isRunning = false
        this.interruptions.push({ fromMs: body.lastMs })
        return
      case 'file:left':
        this.files.add(body.file)
        return
      case 'head:signed': {
        const { version, hash, keyId, signature } = body
        this.signed = { version, hash, keyId, signature }
        return
      }
      case 'facts:kept':
        this.facts = body
        this.files.add(body.file)
        return
      case 'record:closed':
        this.closed = body
        this.isRunning = false
        return
      case 'packets:lost':
      case 'checkpoint:taken':
        return
    }
  }

  #resumed(atMs: number): void {
    const last = this.interruptions.at(-1)
    if (last === undefined || last.untilMs !== undefined) return
    this.interruptions.splice(-1, 1, { ...last, untilMs: atMs })
  }
}
