/**
 * Keeps what was made under the names that were asked for last, up to so many. What could not be made, and what is not
 * `lasting`, is made again the next time.
 */
export class NewestKept<Value> {
  readonly #most: number
  readonly #isLasting: (value: Value) => boolean
  readonly #kept = new Map<string, Promise<Value>>()

  constructor(most: number, isLasting: (value: Value) => boolean) {
    this.#most = most
    this.#isLasting = isLasting
  }

  /** @throws what `make` throws. */
  of(name: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(name)
    this.#kept.delete(name)
    const value = known ?? make()
    this.#kept.set(name, value)
    if (known === undefined) {
      const drop = (): void => {
        if (this.#kept.get(name) === value) this.#kept.delete(name)
      }
      value.then((made) => this.#isLasting(made) || drop(), drop)
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break
      this.#kept.delete(oldest)
    }
    return value
  }
}
