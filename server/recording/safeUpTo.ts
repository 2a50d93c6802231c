interface BatchOnItsWay {
  readonly untilUs: number
  isSafe: boolean
}

/**
 * Up to when (microseconds since 1970 UTC) everything of one track is on the disk. Batches are sealed one after the
 * other, but at a change of segment they go into two files, and each file is written, refused and synced by itself.
 */
export class SafeUpTo {
  /** From the oldest that is not known to be on the disk; in the order in which they were sealed. */
  readonly #onTheirWay: BatchOnItsWay[] = []
  #us: number

  /** @param fromUs when the track begins: before, there is nothing that could be lost. */
  constructor(fromUs: number) {
    this.#us = fromUs
  }

  get us(): number {
    return this.#us
  }

  /** A batch that ends here follows to the disk. @returns what is to be called when it is there. */
  sealed(untilUs: number): () => void {
    const batch: BatchOnItsWay = { untilUs, isSafe: false }
    this.#onTheirWay.push(batch)
    return () => {
      batch.isSafe = true
      this.#advance()
    }
  }

  /** Race: the first batch of a segment may be on the disk before the last one of the segment before it. It waits for that. */
  #advance(): void {
    for (let oldest = this.#onTheirWay[0]; oldest?.isSafe === true; oldest = this.#onTheirWay[0]) {
      this.#us = oldest.untilUs
      this.#onTheirWay.shift()
    }
  }
}
