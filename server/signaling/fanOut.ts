import type { LineEntry, LineFact } from '../protocol/lineFacts.ts'

/**
 * What consoles report of a ring comes in bursts, three reports from each within the moment in which the others are to
 * ring: told one by one, each would have every console of the line draw anew. So long nobody sees that they wait.
 */
const TOGETHER_WITHIN_MS = 100
const REPORTS: ReadonlySet<LineFact['type']> = new Set(['ring:reached', 'ring:sounding', 'ring:seen'])

export interface FanOutOptions {
  /** @param except a console of the line that is told apart. */
  readonly tellLine: (line: string, entries: LineEntry[], except: string | undefined) => void
  readonly tellConsole: (console: string, line: string, entries: LineEntry[]) => void
}

interface Waiting {
  readonly entries: LineEntry[]
  /** Who has placed a call among them, and how many of them that console has been told already. */
  ahead: { readonly console: string; readonly told: number } | undefined
}

/**
 * Tells the entries of lines on: in order, at once, and together what would have every console draw its line in the very
 * moment in which it is to ring: reports of a ring, and the placing of a call with its ring, which follows as soon as the
 * recorder has proved itself. Who places it is told at once.
 */
export class FanOut {
  readonly #options: FanOutOptions
  readonly #waiting = new Map<string, Waiting>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: FanOutOptions) {
    this.#options = options
  }

  add(line: string, entry: LineEntry): void {
    const waiting = this.#waiting.get(line) ?? { entries: [], ahead: undefined }
    waiting.entries.push(entry)
    this.#waiting.set(line, waiting)
    const places = entry.facts.some(({ type }) => type === 'call:placed')
    if (!places && !entry.facts.every(({ type }) => REPORTS.has(type))) return this.#flush(line)
    // A call that is placed behind another one has that one's end before it, so that nobody is ahead by then.
    if (places && entry.by.kind === 'console') {
      this.#options.tellConsole(entry.by.console, line, [...waiting.entries])
      waiting.ahead = { console: entry.by.console, told: waiting.entries.length }
    }
    this.#timer ??= setTimeout(() => this.flush(), TOGETHER_WITHIN_MS)
  }

  /** Tells what waits now: whoever is welcomed then gets what follows their welcome, and nothing twice. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const line of [...this.#waiting.keys()]) this.#flush(line)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#waiting.clear()
  }

  #flush(line: string): void {
    const waiting = this.#waiting.get(line)
    this.#waiting.delete(line)
    if (waiting === undefined) return
    const { entries, ahead } = waiting
    this.#options.tellLine(line, entries, ahead?.console)
    const rest = entries.slice(ahead?.told)
    if (ahead !== undefined && rest.length > 0) this.#options.tellConsole(ahead.console, line, rest)
  }
}
