import { byDeadline } from './deadline.ts'
import type { Disk } from './disk.ts'
import { FolderNames } from './folderNames.ts'
import type { ManifestHead } from './manifestEntry.ts'
import type { ManifestFile } from './manifestFile.ts'
import type { SignedHead } from '../protocol/lineFacts.ts'
import type { Interruption, Unsafe } from './exceptionWatch.ts'
import { RecordingError } from './recordingError.ts'
import type { TrackDescription } from './trackFile.ts'
import { TrackWriter } from './trackWriter.ts'
import type { Troubles } from './trouble.ts'

/**
 * How long packets wait in memory for their batch at most: what a killed process loses of what it had. Every batch
 * costs a seal and a write, so that half of this would cost nearly twice as much.
 */
const TICK_MS = 80
/** What is older and not on the disk is an alarm, whatever the disk says. */
const ALARM_AFTER_MS = 1_000
const DEADLINE_MS = 5_000

export interface CallRecordingOptions {
  readonly folder: string
  readonly callId: string
  readonly keyNumber: number
  readonly callKey: Uint8Array
  readonly disk: Disk
  readonly manifest: ManifestFile
  readonly troubles: Troubles
  readonly clock: () => number
  readonly knownTracks: ReadonlySet<string>
  /** Where this record has nothing because there was no server. */
  readonly interruptions: readonly Interruption[]
  readonly maxPendingBytes?: number
  /** Puts the facts beside and the last entries into the manifest, when everything else is in it. */
  readonly seal: () => Promise<ClosedRecording>
  readonly onEnd: () => void
}

export interface ClosedRecording {
  readonly head: SignedHead
  readonly tracks: number
  /** Of everything that is sealed. */
  readonly bytes: number
}

/** The recording of one call by one run of the server. */
export class CallRecording {
  readonly #options: CallRecordingOptions
  readonly #names: FolderNames
  readonly #tracks = new Map<string, TrackWriter>()
  readonly #timer: NodeJS.Timeout
  #closing: Promise<ClosedRecording> | undefined
  #closedTracks: Promise<unknown> | undefined
  #over = false

  constructor(options: CallRecordingOptions) {
    this.#options = options
    this.#names = new FolderNames(options.folder)
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  get keyNumber(): number {
    return this.#options.keyNumber
  }

  /** Whether the disk refuses something at this moment, or has let something wait for more than a second. */
  get failing(): boolean {
    return this.unsafe !== undefined
  }

  /** What it is that the disk does. */
  get unsafe(): Unsafe | undefined {
    return this.#options.troubles.now
  }

  /** How often something began to be given up because it could wait no longer. */
  get losses(): number {
    return this.#options.troubles.losses
  }

  get interruptions(): readonly Interruption[] {
    return this.#options.interruptions
  }

  /**
   * Opens a track at once. Its first file is made when there is something to write; when that fails it is told as
   * trouble, and what is handed in waits in memory.
   *
   * @throws RecordingError `already-open` when this call has or had a track of that name.
   */
  openTrack(description: TrackDescription): TrackWriter {
    const { trackId } = description
    if (this.#over) throw new RecordingError('closed', 'This recording is closed.')
    if (this.#tracks.has(trackId) || this.#options.knownTracks.has(trackId)) {
      throw new RecordingError('already-open', `The track ${trackId} is or was recorded already.`)
    }
    const writer = new TrackWriter({ ...this.#options, names: this.#names, description })
    this.#options.manifest.append({ type: 'track:opened', keyNumber: this.keyNumber, track: description })
    this.#tracks.set(trackId, writer)
    writer.ended.then(
      () => this.#tracks.delete(trackId),
      () => undefined,
    )
    return writer
  }

  /**
   * Up to when (server time, ms) everything that was received of a track is on the disk. Undefined for a track that has
   * ended and is on the disk as a whole.
   */
  safeUpTo(trackId: string): number | undefined {
    return this.#tracks.get(trackId)?.safeUpToMs
  }

  /** The manifest's newest entry, on the disk or on its way there. */
  manifestHead(): ManifestHead {
    return this.#options.manifest.head
  }

  /**
   * Signs what there is, the segments that are still being written included as far as they are on the disk.
   *
   * @returns the head that was signed, once it is on the disk.
   * @throws RecordingError `not-written` when the disk does not take it in five seconds.
   */
  async checkpoint(): Promise<SignedHead> {
    const { manifest } = this.#options
    const open = [...this.#tracks.values()].flatMap(({ safeTails }) => safeTails)
    manifest.append({ type: 'checkpoint:taken', open })
    const signed = manifest.sign()
    await byDeadline('a checkpoint', DEADLINE_MS, manifest.flushed())
    return signed
  }

  /**
   * Closes all tracks and the record, for ever. Asked again it gives the same answer, or waits on for it.
   *
   * @throws RecordingError `not-written` when the disk does not take it in five seconds; it goes on meanwhile.
   */
  async close(): Promise<ClosedRecording> {
    this.#over = true
    for (const track of this.#tracks.values()) track.close()
    this.#closedTracks ??= Promise.all([...this.#tracks.values()].map((track) => track.ended))
    this.#closing ??= this.#closedTracks.then(() => this.#seal())
    this.#closing.catch(() => (this.#closing = undefined))
    return await byDeadline('the end of a recording', DEADLINE_MS, this.#closing)
  }

  /** Puts what there is on the disk and lets go: the next start of the server goes on with this record. */
  async suspend(): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#end()
    const { manifest } = this.#options
    const writers = [...this.#tracks.values()]
    const written = Promise.all([...writers.map((track) => track.suspend()), manifest.end()])
    try {
      await byDeadline('the last batches', DEADLINE_MS, written)
    } catch {
      written.catch(() => undefined)
      void Promise.all([...writers.map((track) => track.abandon()), manifest.abandon()])
    }
  }

  async #seal(): Promise<ClosedRecording> {
    const closed = await this.#options.seal()
    this.#end()
    return closed
  }

  #end(): void {
    clearInterval(this.#timer)
    this.#options.onEnd()
  }

  #tick(): void {
    const nowMs = this.#options.clock()
    let oldestMs = nowMs
    for (const track of this.#tracks.values()) {
      track.tick(nowMs)
      oldestMs = Math.min(oldestMs, track.safeUpToMs)
    }
    this.#options.troubles.waited(nowMs - oldestMs, ALARM_AFTER_MS)
  }
}
