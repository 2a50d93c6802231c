import { join } from 'node:path'
import type { SigningKey } from '../chain/signature.ts'
import type { SignedHead } from '../protocol/lineFacts.ts'
import { AppendFile, type AppendFileOptions } from './appendFile.ts'
import type { Disk } from './disk.ts'
import { nextEntry, signHead, type ManifestBody, type ManifestHead } from './manifestEntry.ts'
import { manifestLine } from './manifestText.ts'
import { roundedMs } from './microseconds.ts'
import { MANIFEST_FILE } from './recordFiles.ts'
import { RecordingError } from './recordingError.ts'
import { RecordState } from './recordState.ts'

export interface ManifestFileOptions extends Pick<AppendFileOptions, 'onFailing' | 'onMended'> {
  readonly folder: string
  readonly callId: string
  readonly disk: Disk
  readonly clock: () => number
  readonly signingKey: SigningKey
}

/** What is in the file already. */
export interface ManifestSoFar {
  readonly state: RecordState
  readonly bytes: number
}

/** The manifest of one record, as it is being written: entries are chained at once and follow to the disk. */
export class ManifestFile {
  /** What all entries come to, those on their way to the disk included. */
  readonly state: RecordState
  readonly #options: ManifestFileOptions
  readonly #file: AppendFile
  #waiting: Promise<void> = Promise.resolve()
  #onRefusal: ((error: unknown) => void) | undefined

  constructor(options: ManifestFileOptions, soFar: ManifestSoFar | undefined) {
    const { folder, disk, onFailing, onMended } = options
    this.#options = options
    this.state = soFar?.state ?? new RecordState()
    const path = join(folder, MANIFEST_FILE)
    const refused = (error: unknown): void => {
      onFailing(error)
      this.#onRefusal?.(error)
    }
    const resume = soFar === undefined ? {} : { resumeAt: soFar.bytes }
    this.#file = new AppendFile({ path, disk, onFailing: refused, onMended, ...resume })
  }

  /** The newest entry, on the disk or on its way there. */
  get head(): ManifestHead {
    return this.state.head
  }

  append(body: ManifestBody): void {
    const entry = nextEntry(this.head, roundedMs(this.#options.clock()), body)
    this.state.add(entry)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting = promise
    this.#file.append(manifestLine(entry), resolve)
  }

  /** Appends the signature over the head as it is now. */
  sign(): SignedHead {
    const { callId, signingKey } = this.#options
    const signed = signHead(callId, this.head, signingKey)
    this.append({ type: 'head:signed', ...signed, publicKey: signingKey.publicKey })
    return signed
  }

  /** Resolves when everything appended so far is on the disk, however long that takes. */
  async flushed(): Promise<void> {
    const all = this.#waiting
    await this.#file.written()
    await this.#file.sync()
    await all
  }

  /**
   * The same for who would rather have an answer: a disk that takes its time is waited for, one that refuses is not.
   *
   * @throws RecordingError `not-written`
   */
  async flushedOrRefused(): Promise<void> {
    const { promise: refusal, reject } = Promise.withResolvers<never>()
    this.#onRefusal = (cause) => {
      reject(new RecordingError('not-written', `The manifest cannot be written: ${String(cause)}`, { cause }))
    }
    try {
      await Promise.race([this.flushed(), refusal])
    } finally {
      this.#onRefusal = undefined
    }
  }

  async end(): Promise<void> {
    await this.#file.end()
  }

  async abandon(): Promise<void> {
    await this.#file.abandon()
  }
}
