import type { LineEntry, LineFact } from '../protocol/lineFacts.ts'

/**
 * What consoles report of a ring comes in bursts, three reports from each within the moment in which the others are to
 * ring: told one by one, each would have every console of the line draw anew. So long nobody sees that they wait.
 */
const TOGETHER_WITHIN_MS = 100
const REPORTS: ReadonlySet<LineFact['type']> = new Set(['ring:reached', 'ring:sounding', 'ring:seen'])

/**
 * Tells the entries of lines on: in order, at once, and together what would have every console draw its line in the very
 * moment in which it is to ring: reports of a ring, and the placing of a call with its ring, which follows as soon as the
 * recorder has proved itself.
 */
export class FanOut {
  readonly #tell: (line: string, entries: LineEntry[]) => void
  readonly #waiting = new Map<string, LineEntry[]>()
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (line: string, entries: LineEntry[]) => void) {
    this.#tell = tell
  }

  add(line: string, entry: LineEntry): void {
    const waiting = this.#waiting.get(line) ?? []
    waiting.push(entry)
    this.#waiting.set(line, waiting)
    const waits = entry.facts.every(({ type }) => REPORTS.has(type)) || entry.facts.some(isPlacing)
    if (waits) {
      this.#timer ??= setTimeout(() => this.#flushAll(), TOGETHER_WITHIN_MS)
    } else this.#flush(line)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#waiting.clear()
  }

  #flushAll(): void {
    this.#timer = undefined
    for (const line of [...this.#waiting.keys()]) this.#flush(line)
  }

  #flush(line: string): void {
    const entries = this.#waiting.get(line)
    this.#waiting.delete(line)
    if (entries) this.#tell(line, entries)
  }
}

const isPlacing = ({ type }: LineFact): boolean => type === 'call:placed'
