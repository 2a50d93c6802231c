import { syncFolder } from './fileBytes.ts'

interface RunningSync {
  readonly number: number
  readonly done: Promise<void>
}

/**
 * The names of the new files in one folder. A sync of a folder keeps every name that was in it when the sync began, so
 * files that are made in one moment (a console's microphone and camera, or all tracks when a call begins) need one
 * between them and not one each. A file's own sync keeps no name, so one there must be.
 */
export class FolderNames {
  readonly #sync: () => Promise<void>
  /** Syncs are numbered from 1 in the order in which they begin. */
  #begun = 0
  /** The newest that has ended well. */
  #kept = 0
  #newest: RunningSync | undefined

  /** @param sync stands in for the sync of the folder. */
  constructor(folder: string, sync: (folder: string) => Promise<void> = syncFolder) {
    this.#sync = () => sync(folder)
  }

  /** To be asked when a name has been made: only a sync that begins after this one keeps it. */
  get now(): number {
    return this.#begun
  }

  /**
   * Resolves when every name survives a power cut that had been made at `madeAt`.
   *
   * @throws what the system throws, to everybody who waits for that sync: nobody's name is known to be kept then.
   */
  async keep(madeAt: number): Promise<void> {
    if (this.#kept > madeAt) return
    if (this.#newest === undefined || this.#newest.number <= madeAt) this.#newest = this.#begin()
    await this.#newest.done
  }

  #begin(): RunningSync {
    const number = (this.#begun += 1)
    const done = this.#sync()
      .then(() => void (this.#kept = Math.max(this.#kept, number)))
      .finally(() => {
        if (this.#newest?.number === number) this.#newest = undefined
      })
    return { number, done }
  }
}
