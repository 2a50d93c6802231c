import { join } from 'node:path'
import { AppendFile } from './appendFile.ts'
import { BatchRecords } from './batchRecords.ts'
import type { Disk } from './disk.ts'
import type { FolderNames } from './folderNames.ts'
import type { KeptFile } from './manifestEntry.ts'
import type { ManifestFile } from './manifestFile.ts'
import { toMicroseconds, toMilliseconds } from './microseconds.ts'
import { trackSegmentFile } from './recordFiles.ts'
import { SafeUpTo } from './safeUpTo.ts'
import { HASH_BYTES } from './segmentFormat.ts'
import { SegmentSeal } from './segmentSeal.ts'
import type { SenderReport, TrackDescription, TrackMark } from './trackFile.ts'
import type { Troubles } from './trouble.ts'

/** A segment is closed after this: short enough that the manifest names what is ten seconds old. */
const SEGMENT_MS = 10_000
/** ... or when it is as large as this, which no camera fills in ten seconds. */
const SEGMENT_BYTES = 32 * 1024 * 1024
/** A batch is sealed at the next tick, or at once when it is as large as this. */
const BATCH_BYTES = 512 * 1024
/** When nothing comes (everybody listens, or it is muted) an empty batch proves this often that the file is written. */
const QUIET_BATCH_MS = 250
/**
 * What may wait in memory for the disk, over all tracks of all calls: more than two minutes of one three-way call. What
 * comes when it is full is counted and named as a gap; what waits already is kept.
 */
const MAX_PENDING_BYTES = 64 * 1024 * 1024

export interface TrackWriterOptions {
  readonly folder: string
  readonly names: FolderNames
  readonly description: TrackDescription
  readonly keyNumber: number
  readonly callKey: Uint8Array
  readonly disk: Disk
  readonly manifest: ManifestFile
  readonly troubles: Troubles
  readonly clock: () => number
  readonly maxPendingBytes?: number
}

interface OpenSegment {
  readonly index: number
  readonly fileName: string
  readonly fromUs: number
  readonly seal: SegmentSeal
  readonly file: AppendFile
  safeTail: SafeTail | undefined
}

/** How far the file of a segment has certainly come: up to the hash with which its last batch ends. */
interface SafeTail {
  readonly bytes: number
  readonly hash: Buffer
}

/**
 * Writes one track: what is handed in is sealed into batches at every tick and follows to the disk. Nothing here waits
 * or throws, since the packets' way from the media worker leads through it.
 */
export class TrackWriter {
  readonly description: TrackDescription
  readonly #options: TrackWriterOptions
  readonly #records = new BatchRecords()
  /** The one that is being written, and those before it that the manifest does not name yet. */
  readonly #open = new Set<OpenSegment>()
  readonly #safeUpTo: SafeUpTo
  readonly #ended = Promise.withResolvers<void>()
  #segment: OpenSegment | undefined
  /** Resolves when every segment that has been closed is in the manifest. */
  #segments: Promise<void> = Promise.resolve()
  #nextIndex = 0
  #untilUs: number
  #latestUs = 0
  #lost: { fromMs: number; untilMs: number; packets: number } | undefined
  #total = { packets: 0, bytes: 0 }
  #closed = false

  constructor(options: TrackWriterOptions) {
    this.#options = options
    this.description = options.description
    this.#untilUs = toMicroseconds(options.description.startedAtMs)
    this.#safeUpTo = new SafeUpTo(this.#untilUs)
  }

  /** Everything that was received before is on the disk. */
  get safeUpToMs(): number {
    return toMilliseconds(this.#safeUpTo.us)
  }

  /** How far the files that the manifest does not name yet have certainly come. */
  get safeTails(): readonly KeptFile[] {
    return [...this.#open].flatMap(({ fileName: file, safeTail: tail }) =>
      tail === undefined ? [] : [{ file, bytes: tail.bytes, sha256: tail.hash.toString('hex') }],
    )
  }

  packet(rtp: Uint8Array, arrivalMs: number): void {
    if (this.#closed) return
    if (!this.#hasRoom()) {
      this.#lose(arrivalMs)
      return
    }
    if (!this.#records.packet(rtp, arrivalMs)) return
    this.#latestUs = Math.max(this.#latestUs, toMicroseconds(arrivalMs))
    if (this.#records.length >= BATCH_BYTES) this.#sealBatch(toMicroseconds(this.#options.clock()))
  }

  senderReport(report: SenderReport): void {
    if (!this.#closed && this.#hasRoom()) this.#records.senderReport(report)
  }

  mark(mark: TrackMark): void {
    // Marks are few and say why the rest is as it is: they are never what is left out.
    if (!this.#closed) this.#records.mark(mark)
  }

  /** Seals what has come, if it is time. To be called every few tens of milliseconds. */
  tick(nowMs: number): void {
    if (this.#closed || !this.#hasRoom()) return
    const nowUs = toMicroseconds(nowMs)
    this.#nameLoss(nowMs)
    if (this.#records.length > 0 || nowUs - this.#untilUs >= QUIET_BATCH_MS * 1000) this.#sealBatch(nowUs)
  }

  /** The track has ended. What has come is sealed at once; `ended` resolves when all of it is on the disk. */
  close(): void {
    if (this.#closed) return
    const nowMs = this.#options.clock()
    this.#nameLoss(nowMs)
    this.#records.mark({ type: 'closed', atMs: nowMs })
    this.#sealBatch(toMicroseconds(nowMs))
    this.#closed = true
    this.#closeSegment()
    const { trackId } = this.description
    this.#segments.then(() => {
      const total = { segments: this.#nextIndex, ...this.#total }
      this.#options.manifest.append({ type: 'track:closed', trackId, how: 'closed', ...total })
      this.#ended.resolve()
    }, this.#ended.reject)
  }

  /** Resolves when the track has been closed and everything of it is on the disk and in the manifest. */
  get ended(): Promise<void> {
    return this.#ended.promise
  }

  /** Leaves the track as it is, for the next start of the server to find: what has come is handed to the disk first. */
  async suspend(): Promise<void> {
    if (this.#records.length > 0) this.#sealBatch(toMicroseconds(this.#options.clock()))
    this.#closed = true
    await Promise.all([...this.#open].map(({ file }) => file.end()))
  }

  async abandon(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#open].map(({ file }) => file.abandon()))
  }

  #hasRoom(): boolean {
    const { disk, maxPendingBytes = MAX_PENDING_BYTES } = this.#options
    return disk.pendingBytes + this.#records.length < maxPendingBytes
  }

  #lose(arrivalMs: number): void {
    if (this.#lost === undefined) this.#options.troubles.losing(this.description.trackId)
    this.#lost ??= { fromMs: arrivalMs, untilMs: arrivalMs, packets: 0 }
    this.#lost.packets++
    this.#lost.untilMs = Math.max(this.#lost.untilMs, arrivalMs)
  }

  #nameLoss(atMs: number): void {
    if (this.#lost === undefined) return
    this.#records.mark({ type: 'gap', atMs, ...this.#lost })
    this.#options.manifest.append({ type: 'packets:lost', trackId: this.description.trackId, ...this.#lost })
    this.#lost = undefined
  }

  #sealBatch(nowUs: number): void {
    const segment = (this.#segment ??= this.#openSegment())
    const fromUs = this.#untilUs
    const untilUs = Math.max(fromUs, nowUs, this.#latestUs)
    const { packets } = this.#records
    const bytes = segment.seal.seal({ fromUs, untilUs, packets, plain: this.#records.bytes() })
    this.#records.clear()
    this.#untilUs = untilUs
    this.#total.packets += packets
    this.#total.bytes += bytes.length
    const { bytes: size, lastHash } = segment.seal
    const tail = { bytes: size - HASH_BYTES, hash: lastHash }
    const isSafe = this.#safeUpTo.sealed(untilUs)
    segment.file.append(bytes, () => {
      segment.safeTail = tail
      isSafe()
    })
    if (untilUs - segment.fromUs >= SEGMENT_MS * 1000 || size >= SEGMENT_BYTES) this.#closeSegment()
  }

  #openSegment(): OpenSegment {
    const { folder, names, callKey, keyNumber, description, disk, troubles } = this.#options
    const index = this.#nextIndex++
    const fileName = trackSegmentFile(description.trackId, index)
    const { callId } = description
    const header = { kind: 'track', format: 1, callId, keyNumber, index, track: description } as const
    const seal = new SegmentSeal(callKey, fileName, header)
    const file = new AppendFile({
      path: join(folder, fileName),
      names,
      disk,
      onFailing: (error) => troubles.failing(fileName, error),
      onMended: () => troubles.mended(fileName),
    })
    file.append(seal.header)
    this.#total.bytes += seal.header.length
    const segment = { index, fileName, fromUs: this.#untilUs, seal, file, safeTail: undefined }
    this.#open.add(segment)
    return segment
  }

  /** The manifest names a segment when all of it, and of those before it, is on the disk: readers count on their order. */
  #closeSegment(): void {
    const segment = this.#segment
    if (segment === undefined) return
    this.#segment = undefined
    const { trackId } = this.description
    const { index, fileName: file, seal } = segment
    const { bytes, batches, packets } = seal
    const sha256 = seal.sha256()
    const [fromMs, untilMs] = [toMilliseconds(segment.fromUs), toMilliseconds(this.#untilUs)]
    const { manifest } = this.#options
    this.#segments = Promise.all([segment.file.end(), this.#segments]).then(() => {
      this.#open.delete(segment)
      manifest.append({
        type: 'segment:closed',
        trackId,
        index,
        file,
        bytes,
        sha256,
        batches,
        packets,
        fromMs,
        untilMs,
      })
    })
    // A file that is given up says so where it is given up.
    this.#segments.catch(() => undefined)
  }
}
