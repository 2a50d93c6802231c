import { Bucket, type Rate } from '../calls/bucket.ts'
import { placeOnLine } from '../calls/roster.ts'
import type { PresentConsole } from '../protocol/consoles.ts'
import type { Consoles, SignedIn } from './consoles.ts'
import type { DirectoryPort, LinesPort } from './ports.ts'

export interface PresenceOptions {
  readonly consoles: Pick<Consoles, 'presentOn'>
  readonly lines: Pick<LinesPort, 'names' | 'definition'>
  readonly directory: Pick<DirectoryPort, 'person'>
  readonly tell: (line: string, consoles: PresentConsole[]) => void
  readonly timer: Timer
}

/** An even clock, and what runs by it. */
interface Timer {
  nowMs(): number
  after(delayMs: number, run: () => void): () => void
}

export const processTimer: Timer = {
  nowMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** At most so often: who comes and goes is told at once, and what follows within this time together. */
const TELL_EVERY_MS = 250
/**
 * What a path measures changes every second at every console, and everybody is told of all: told as soon as it changes, it
 * would be most of what a server with hundreds of consoles does.
 */
const MEASURES_WAIT_MS = 5_000
/**
 * So often the consoles of one person have the whole list told at once, which no device that comes and goes does; what
 * changes at them faster waits for a second. Whoever has twelve consoles flicker would else have it told four times as often.
 */
const AT_ONCE: Rate = { burst: 60, perSecond: 1 }
const FLICKER_WAIT_MS = 1_000

/** Tells the lines who is there, however many consoles come and go. */
export class Presence {
  readonly #options: PresenceOptions
  /** By person: as many as there are people who have signed in. */
  readonly #atOnce = new Map<string, Bucket>()
  /** Whose changes are told at once, with what is told next. */
  readonly #hurried = new Set<string>()
  #toldAtMs = -Infinity
  #cancel: () => void = () => {}
  #dueAtMs = Infinity
  /** Lines whose presence has changed since it was last told. */
  readonly #stale = new Set<string>()

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  /** It has come or gone, is armed or not, or a lamp of it has changed. */
  changed(signedIn: SignedIn): void {
    this.#tellWithin(signedIn, this.#mayAtOnce(signedIn) ? 0 : FLICKER_WAIT_MS)
  }

  /** Only what it measures has changed. */
  measured(signedIn: SignedIn): void {
    this.#tellWithin(signedIn, MEASURES_WAIT_MS)
  }

  /** It is in a call of that line, or is not any more: the others it is on are told, but not while it begins to ring. */
  busyChanged(signedIn: SignedIn, line: string): void {
    this.#tellWithin(signedIn, TELL_EVERY_MS, line)
  }

  close(): void {
    this.#cancel()
  }

  #mayAtOnce({ person }: SignedIn): boolean {
    if (this.#hurried.has(person)) return true
    const nowMs = this.#options.timer.nowMs()
    const bucket = this.#atOnce.get(person) ?? new Bucket(AT_ONCE, nowMs)
    this.#atOnce.set(person, bucket)
    if (!bucket.take(nowMs)) return false
    this.#hurried.add(person)
    return true
  }

  #tellWithin({ person }: SignedIn, waitMs: number, except?: string): void {
    const { directory, lines, timer } = this.#options
    const who = directory.person(person)
    for (const name of lines.names) {
      const line = lines.definition(name)
      if (name !== except && line && who && placeOnLine(who, line)) this.#stale.add(name)
    }
    if (this.#stale.size === 0) return
    const nowMs = timer.nowMs()
    const dueAtMs = Math.max(nowMs + waitMs, this.#toldAtMs + TELL_EVERY_MS)
    if (dueAtMs >= this.#dueAtMs) return
    this.#cancel()
    this.#dueAtMs = dueAtMs
    this.#cancel = timer.after(dueAtMs - nowMs, () => this.#tell())
  }

  #tell(): void {
    this.#dueAtMs = Infinity
    this.#toldAtMs = this.#options.timer.nowMs()
    const stale = [...this.#stale]
    this.#stale.clear()
    this.#hurried.clear()
    for (const name of stale) {
      const line = this.#options.lines.definition(name)
      if (line) this.#options.tell(name, this.#options.consoles.presentOn(line))
    }
  }
}
