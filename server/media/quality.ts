import type { Notice, RequestPayload } from '../protocol/events.ts'
import type { ConsoleId } from '../protocol/identifiers.ts'
import { NarrowPaths } from './narrowPaths.ts'
import { largest, PathMeter, smallest } from './pathMeter.ts'
import { type PathMeasure, qualityOf } from './qualityTable.ts'
import type { Track } from './track.ts'
import type { WarmLine } from './warmLine.ts'

/** Reports of consoles come every five seconds; one that is older than three of those says nothing any more. */
const REPORT_KEPT_MS = 15_000

type Received = RequestPayload<'quality:report'>['received']
type Mark = Notice<'quality:changed'>['consoles'][number]

/**
 * The quality mark of each person in a call. Loss and round trip are measured here on both of a console's ways; freezes
 * are what consoles see. A freeze that all see is the sender's, and one that a console sees of all is its own: so the
 * best of what others report counts, and no single bad listener marks everybody. Where only one of the two has a path that
 * is known to be bad, as between two people no others tell whose it is, the freeze is of that path.
 */
export class Quality {
  /** Whose path carries voices alone. */
  readonly narrow = new NarrowPaths()
  readonly #paths = new PathMeter()
  readonly #reports = new Map<ConsoleId, { readonly atMs: number; readonly received: Received }>()
  /** When a console's path was last seen to be less than good, as long as a report may be about that time. */
  readonly #badPaths = new Map<ConsoleId, number>()
  #told = ''

  report(console: ConsoleId, received: Received, atMs: number): void {
    this.#reports.set(console, { atMs, received })
  }

  /**
   * The marks of everybody in the call, when any has another level than was told last or is narrow or not, or when others
   * are told than last, as `audience` says: who comes later has not been told yet.
   */
  async measure(
    tracks: readonly Track[],
    warmLines: readonly WarmLine[],
    audience: string,
    atMs: number,
  ): Promise<Mark[] | undefined> {
    const paths = await this.#paths.measure(tracks, warmLines)
    const consoles = warmLines.map(({ who }) => who.console)
    this.#forget(consoles, atMs)
    for (const [at, console] of consoles.entries()) {
      if (qualityOf(paths[at] ?? {}) !== 'good') this.#badPaths.set(console, atMs)
    }
    const marks = consoles.map((console, at) => this.#mark(console, paths[at] ?? {}, atMs))
    const told = `${audience} ${marks.map(({ console, level, narrow }) => `${console} ${level} ${narrow}`).join()}`
    if (told === this.#told) return undefined
    this.#told = told
    return marks
  }

  #mark(console: ConsoleId, path: PathMeasure, atMs: number): Mark {
    const freezeMsPerMinute = this.#freezes(console)
    return {
      console,
      level: qualityOf({ ...path, ...(freezeMsPerMinute === undefined ? {} : { freezeMsPerMinute }) }),
      ...path,
      ...(this.narrow.has(console, atMs) && { narrow: true }),
    }
  }

  #freezes(console: ConsoleId): number | undefined {
    const excused = (other: ConsoleId) => this.#badPaths.has(other) && !this.#badPaths.has(console)
    const ofIt = [...this.#reports].flatMap(([by, { received }]) =>
      excused(by) ? [] : received.filter((one) => one.console === console),
    )
    const byIt = (this.#reports.get(console)?.received ?? []).filter((one) => !excused(one.console))
    return largest([ofIt, byIt].flatMap((list) => smallest(list.map((one) => one.freezeMsPerMinute)) ?? []))
  }

  #forget(present: readonly ConsoleId[], atMs: number): void {
    for (const [console, report] of this.#reports) {
      if (atMs - report.atMs > REPORT_KEPT_MS || !present.includes(console)) this.#reports.delete(console)
    }
    for (const [console, badAtMs] of this.#badPaths) {
      if (atMs - badAtMs > REPORT_KEPT_MS) this.#badPaths.delete(console)
    }
  }
}
