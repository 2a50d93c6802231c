/** Keeps what was made under the names that were asked for last, up to so many; what could not be made is made again. */
export class NewestKept<Value> {
  readonly #most: number
  readonly #kept = new Map<string, Promise<Value>>()

  constructor(most: number) {
    this.#most = most
  }

  /** @throws what `make` throws. */
  of(name: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(name)
    this.#kept.delete(name)
    const value = known ?? make()
    this.#kept.set(name, value)
    if (known === undefined) {
      value.catch(() => {
        if (this.#kept.get(name) === value) this.#kept.delete(name)
      })
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break
      this.#kept.delete(oldest)
    }
    return value
  }
}
