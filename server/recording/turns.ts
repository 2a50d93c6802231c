/** Work of which one thing is done after the other, in the order in which it was asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** @throws what `work` throws; the next has its turn all the same. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => undefined)
    return await mine
  }

  /** Resolves when all that was asked for so far is done. */
  async done(): Promise<void> {
    await this.#last
  }
}
