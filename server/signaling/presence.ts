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

/** At most so often: who comes and goes is told at once, and what follows within this time together. */
const TELL_EVERY_MS = 250

/** Tells the lines who is there, however many consoles come and go. */
export class Presence {
  readonly #options: PresenceOptions
  #toldAtMs = -TELL_EVERY_MS
  #timer: NodeJS.Timeout | undefined
  /** Lines whose presence has changed since it was last told. */
  readonly #stale = new Set<string>()

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  changed({ person }: SignedIn): void {
    const { directory, lines } = this.#options
    const who = directory.person(person)
    for (const name of lines.names) {
      const line = lines.definition(name)
      if (line && who && placeOnLine(who, line)) this.#stale.add(name)
    }
    if (this.#stale.size > 0) this.#timer ??= setTimeout(() => this.#tell(), this.#waitMs)
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  get #waitMs(): number {
    return Math.max(0, this.#toldAtMs + TELL_EVERY_MS - performance.now())
  }

  #tell(): void {
    this.#timer = undefined
    this.#toldAtMs = performance.now()
    const stale = [...this.#stale]
    this.#stale.clear()
    for (const name of stale) {
      const line = this.#options.lines.definition(name)
      if (line) this.#options.tell(name, this.#options.consoles.presentOn(line))
    }
  }
}
