import type { Entry } from './log.ts'

type Listener<State> = (entry: Entry, state: State) => void

/** Who hears of every entry of one stream. One that throws is reported; the others still hear. */
export class Listeners<State> {
  readonly #listeners = new Set<Listener<State>>()
  readonly #onError: (error: unknown, entry: Entry) => void

  constructor(onError: (error: unknown, entry: Entry) => void) {
    this.#onError = onError
  }

  add(listener: Listener<State>): () => void {
    // A function of its own, so that one listener registered twice is called twice and removed once.
    const own: Listener<State> = (entry, state) => listener(entry, state)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  tell(entry: Entry, state: State): void {
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue
      try {
        listener(entry, state)
      } catch (error) {
        this.#onError(error, entry)
      }
    }
  }

  clear(): void {
    this.#listeners.clear()
  }
}
