import type { Unsubscribe } from '../../client/models/ports.ts'

/** What a fake tells whoever listens, in the order in which they came. */
export class Heard<T> {
  readonly #listeners = new Set<(value: T) => void>()
  listen = (listener: (value: T) => void): Unsubscribe => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
  tell(value: T): void {
    for (const listener of [...this.#listeners]) listener(value)
  }
}
