/**
 * How many operations the recorder has at the disk at once. Node has four threads for all files, names and passwords
 * (the supervisor gives it eight): a disk that stalls must not take the rest of the server with it.
 */
const OPERATIONS_AT_ONCE = 3
/**
 * How many of them may be syncs. Two come together in one commit of the file system's journal, and beside them there is
 * always a place for a write: what a killed process loses is what has not been written.
 */
const SYNCS_AT_ONCE = 2
/** How often what was written is forced to the disk. A power cut loses what has come since; a killed process does not. */
const SYNC_INTERVAL_MS = 400

/** A file that may have bytes that are written and not yet known to be on the disk. */
export interface SyncedFile {
  readonly needsSync: boolean
  sync(): Promise<void>
}

/** The recorder's turns at the disk: a few at once, in order of asking, and a sync of everything every 400 ms. */
export class Disk {
  /** Bytes that were handed in and are not on the disk yet, over all files. */
  pendingBytes = 0
  readonly #waiting: (() => void)[] = []
  readonly #files = new Set<SyncedFile>()
  readonly #timer: NodeJS.Timeout
  #running = 0
  #round: Promise<void> | undefined

  constructor() {
    this.#timer = setInterval(() => void this.sync(), SYNC_INTERVAL_MS)
  }

  /** Runs an operation when it is its turn; its failure is the caller's. */
  async turn<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#running >= OPERATIONS_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#running++
    try {
      return await operation()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }

  add(file: SyncedFile): void {
    this.#files.add(file)
  }

  remove(file: SyncedFile): void {
    this.#files.delete(file)
  }

  /** Syncs all files; a round that is under way is awaited instead of starting a second one. */
  sync(): Promise<void> {
    this.#round ??= this.#syncAll().finally(() => (this.#round = undefined))
    return this.#round
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #syncAll(): Promise<void> {
    // Each file goes to the lane that comes to it first.
    const files = this.#files.values()
    const lane = async (): Promise<void> => {
      for (const file of files) if (file.needsSync) await file.sync()
    }
    await Promise.all(Array.from({ length: SYNCS_AT_ONCE }, lane))
  }
}
