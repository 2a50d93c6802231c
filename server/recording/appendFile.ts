import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Disk, SyncedFile } from './disk.ts'
import { openNew, syncData, without, writeAt } from './fileBytes.ts'
import { FolderNames } from './folderNames.ts'
import { FILE_MODE } from './recordFiles.ts'

/** How long after a failure it is tried again: often enough that an alarm is over soon after the disk works again. */
const RETRY_MS = 200
/** Pieces in one call: more only come together after a failure. The system takes no more than 1024 at once. */
const MAX_PIECES_AT_ONCE = 512

export interface AppendFileOptions {
  readonly path: string
  readonly disk: Disk
  /** Where to go on in a file that is there already; without it the file is new and must not exist. */
  readonly resumeAt?: number
  /** Shared by the files that are made in one folder; a file without has its own. */
  readonly names?: FolderNames
  /** The disk has refused something, for the first time since all was well. */
  readonly onFailing: (error: unknown) => void
  /** Everything that was handed in before the last sync is on the disk again. */
  readonly onMended: () => void
  /** How long after a failure it is tried again. */
  readonly retryMs?: number
}

interface Piece {
  readonly bytes: Buffer
  readonly start: number
  readonly onSafe: (() => void) | undefined
}

interface Pause {
  readonly over: Promise<void>
  readonly wake: () => void
}

/**
 * A file that only grows. `append` never waits and never throws: pieces stay in memory, in order, until the disk has
 * them for sure, and are written again from the exact place where it failed. That also holds for a failed sync, after
 * which the kernel may have thrown away what it had taken.
 */
export class AppendFile implements SyncedFile {
  readonly #options: AppendFileOptions
  /** Not known to be on the disk yet, oldest first. */
  readonly #pieces: Piece[] = []
  #handle: FileHandle | undefined
  readonly #names: FolderNames
  /** When the file was made, until its name is known to be kept. */
  #madeAt: number | undefined
  #size: number
  #written: number
  #synced: number
  #inDoubt = false
  #failing = false
  #pumping: Promise<void> | undefined
  #syncing: Promise<void> | undefined
  #ending = false
  /** Closed for good, with or without all of it. */
  #over = false
  /** The wait for the next try: one for all who wait, however long the disk refuses. */
  #pausing: Pause | undefined
  readonly #ended = Promise.withResolvers<void>()

  constructor(options: AppendFileOptions) {
    this.#options = options
    this.#names = options.names ?? new FolderNames(dirname(options.path))
    this.#size = options.resumeAt ?? 0
    this.#written = this.#size
    this.#synced = this.#size
    options.disk.add(this)
  }

  /** Of everything handed in. */
  get size(): number {
    return this.#size
  }

  get needsSync(): boolean {
    return this.#written > this.#synced && !this.#inDoubt && !this.#over
  }

  /** `onSafe` is called when this piece and all before it are on the disk. */
  append(bytes: Buffer, onSafe?: () => void): void {
    if (this.#ending || this.#over) throw new Error(`The file ${this.#options.path} is at its end.`)
    this.#pieces.push({ bytes, start: this.#size, onSafe })
    this.#size += bytes.length
    this.#options.disk.pendingBytes += bytes.length
    void this.#pump()
  }

  /** Resolves when the system has all that was handed in: a killed process loses none of it, a power cut may. */
  written(): Promise<void> {
    return this.#pump()
  }

  /** Forces what has been written to the disk. It never throws: what fails is told and written again. */
  sync(): Promise<void> {
    if (this.#syncing === undefined && !this.needsSync) return Promise.resolve()
    // One at a time: the system tells a failed sync once, and a second one beside it would be told that all is well.
    this.#syncing ??= this.#sync().finally(() => (this.#syncing = undefined))
    return this.#syncing
  }

  /** No more will come. Resolves when all of it is on the disk and the file is closed, however long that takes. */
  end(): Promise<void> {
    if (!this.#ending) void this.#finish()
    this.#ending = true
    return this.#ended.promise
  }

  /** Gives up what is not on the disk, closes the file and makes `end` reject. */
  async abandon(): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#pausing?.wake()
    this.#options.disk.remove(this)
    this.#options.disk.pendingBytes -= this.#size - this.#synced
    this.#ended.promise.catch(() => undefined)
    this.#ended.reject(new Error(`The file ${this.#options.path} was given up.`))
    // What is under way must not meet the number of a file that somebody else has opened since.
    await Promise.all([this.#pumping, this.#syncing])
    await this.#handle?.close().catch(() => undefined)
  }

  get #hasWork(): boolean {
    return !this.#over && (this.#written < this.#size || this.#inDoubt)
  }

  #pump(): Promise<void> {
    if (this.#hasWork) this.#pumping ??= this.#writeAll()
    return this.#pumping ?? Promise.resolve()
  }

  async #writeAll(): Promise<void> {
    while (this.#hasWork) {
      try {
        await this.#options.disk.turn(() => this.#write())
      } catch (error) {
        this.#fails(error)
        await this.#pause()
      }
    }
    // In the same step as the last look at what there is to do: what is handed in after starts anew.
    this.#pumping = undefined
  }

  async #write(): Promise<void> {
    if (this.#over) return
    this.#handle ??= await this.#open()
    if (this.#inDoubt) {
      this.#written = this.#synced
      this.#inDoubt = false
    }
    const start = this.#written
    const pieces = this.#pieces.filter((piece) => piece.start >= start).slice(0, MAX_PIECES_AT_ONCE)
    let rest = pieces.map(({ bytes }) => bytes)
    let at = start
    try {
      while (rest.length > 0) {
        const bytesWritten = await writeAt(this.#handle.fd, rest, at)
        at += bytesWritten
        rest = without(rest, bytesWritten)
      }
      this.#written = at
    } catch (error) {
      // A full disk takes part of a piece first. The part is cut, so that what is in the file is always whole.
      this.#written = pieces.findLast((piece) => piece.start <= at)?.start ?? start
      await this.#handle.truncate(this.#written).catch(() => undefined)
      throw error
    }
  }

  async #open(): Promise<FileHandle> {
    const { path, resumeAt } = this.#options
    if (resumeAt !== undefined) return await open(path, 'r+')
    const made = await openNew(path, FILE_MODE)
    this.#madeAt = this.#names.now
    return made
  }

  async #sync(): Promise<void> {
    const upTo = this.#written
    try {
      await this.#options.disk.turn(() => this.#syncHandle())
    } catch (error) {
      this.#inDoubt = true
      this.#fails(error)
      void this.#pause().then(() => this.#pump())
      return
    }
    this.#settle(upTo)
  }

  async #syncHandle(): Promise<void> {
    if (this.#handle) await syncData(this.#handle.fd)
    if (this.#madeAt === undefined) return
    await this.#names.keep(this.#madeAt)
    this.#madeAt = undefined
  }

  /** All up to here is on the disk. */
  #settle(upTo: number): void {
    while (!this.#over) {
      const piece = this.#pieces[0]
      if (piece === undefined || piece.start + piece.bytes.length > upTo) break
      this.#pieces.shift()
      this.#synced = piece.start + piece.bytes.length
      this.#options.disk.pendingBytes -= piece.bytes.length
      piece.onSafe?.()
    }
    if (!this.#failing || this.#over) return
    this.#failing = false
    this.#options.onMended()
  }

  async #finish(): Promise<void> {
    while (!this.#over && this.#synced < this.#size) {
      await this.#pump()
      await this.sync()
      if (this.#inDoubt) await this.#pause()
    }
    if (this.#over) return
    this.#over = true
    this.#options.disk.remove(this)
    await this.#handle?.close().catch(() => undefined)
    this.#ended.resolve()
  }

  #fails(error: unknown): void {
    if (this.#failing || this.#over) return
    this.#failing = true
    this.#options.onFailing(error)
  }

  #pause(): Promise<void> {
    this.#pausing ??= this.#startPause()
    return this.#pausing.over
  }

  #startPause(): Pause {
    const { promise: over, resolve } = Promise.withResolvers<void>()
    const wake = (): void => {
      clearTimeout(timer)
      this.#pausing = undefined
      resolve()
    }
    const timer = setTimeout(wake, this.#options.retryMs ?? RETRY_MS)
    return { over, wake }
  }
}
