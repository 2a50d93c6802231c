import { placeOnLine } from '../calls/roster.ts'
import type { PresentConsole } from '../protocol/consoles.ts'
import type { Consoles, SignedIn } from './consoles.ts'
import type { DirectoryPort, LinesPort } from './ports.ts'

export interface PresenceOptions {
  readonly consoles: Pick<Consoles, 'presentOn'>
  readonly lines: Pick<LinesPort, 'names' | 'definition'>
  readonly directory: Pick<DirectoryPort, 'person'>
  readonly tell: (line: string, consoles: PresentConsole[]) => void
}

/** Tells the lines who is there: once per turn of the event loop, however many consoles come and go in it. */
export class Presence {
  readonly #options: PresenceOptions
  /** Lines whose presence has changed since it was last told. */
  readonly #stale = new Set<string>()
  #closed = false

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  changed({ person }: SignedIn): void {
    const { directory, lines } = this.#options
    const who = directory.person(person)
    const idle = this.#stale.size === 0
    for (const name of lines.names) {
      const line = lines.definition(name)
      if (line && who && placeOnLine(who, line)) this.#stale.add(name)
    }
    if (idle && this.#stale.size > 0) setImmediate(() => this.#tell())
  }

  close(): void {
    this.#closed = true
  }

  #tell(): void {
    const stale = [...this.#stale]
    this.#stale.clear()
    if (this.#closed) return
    for (const name of stale) {
      const line = this.#options.lines.definition(name)
      if (line) this.#options.tell(name, this.#options.consoles.presentOn(line))
    }
  }
}
