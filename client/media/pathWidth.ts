import { isNarrowPath, PAIRS_LOOKED_AT } from '../../server/calls/narrowPath.ts'
import { Listeners } from './listeners.ts'

/** Whether one line's path is too narrow for pictures. It outlives sessions: who is lost on a narrow path comes back narrow. */
export class PathWidth {
  readonly changed = new Listeners<boolean>()
  #pairs: (number | undefined)[] = []
  #narrow = false

  get narrow(): boolean {
    return this.#narrow
  }

  /** One more pair, in kbit/s; undefined where not both of it came back. `lossPercent` is of all messages. */
  pair(kbps: number | undefined, lossPercent: number | undefined): void {
    this.#pairs = [...this.#pairs, kbps].slice(-PAIRS_LOOKED_AT)
    const width = { pairs: this.#pairs, ...(lossPercent === undefined ? {} : { lossPercent }) }
    this.#become(isNarrowPath(width, this.#narrow))
  }

  /** Media come, and nothing that goes round does: there is too much on it. */
  full(): void {
    this.#pairs = []
    this.#become(true)
  }

  #become(narrow: boolean): void {
    if (narrow === this.#narrow) return
    this.#narrow = narrow
    this.changed.tell(narrow)
  }
}
