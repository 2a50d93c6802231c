import type { Unsubscribe } from '../models/ports.ts'

/** Those who listen to one thing. One that throws does not keep the others from hearing. */
export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>()

  on(listener: (value: T) => void): Unsubscribe {
    // Wrapped, so that the same function may listen twice and stop once.
    const own = (value: T) => listener(value)
    this.#all.add(own)
    return () => this.#all.delete(own)
  }

  tell(value: T): void {
    for (const listener of [...this.#all]) {
      try {
        listener(value)
      } catch (error) {
        reportError(error)
      }
    }
  }
}
