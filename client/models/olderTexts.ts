import { effect, signal } from '@preact/signals'
import { foldText, NO_TEXTS } from '../../server/calls/texts.ts'
import type { LineEntry } from '../../server/protocol/lineFacts.ts'
import type { LineText } from '../../server/protocol/texts.ts'
import type { Lines } from './lines.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

export interface OlderTexts {
  /** Those before what every console has at hand that were read here, oldest first; it follows. */
  readonly of: (line: string) => readonly LineText[]
  /** Reads those before the first that is shown; undefined where that is the first of all, or none can be read now. */
  readonly read: (line: string) => (() => Promise<void>) | undefined
  /** Whether there are older ones than those that are shown. */
  readonly isThere: (line: string) => boolean
  /** The last try to read them came to nothing. */
  readonly failed: (line: string) => boolean
  readonly close: () => void
}

type ByLine = ReadonlyMap<string, readonly LineText[]>

/** The messages of the text lines that are too old to be at hand: somebody reads them page by page, from the newest on. */
export function createOlderTexts(
  signaling: SignalingPort,
  lines: Lines,
  onRead: (line: string, texts: readonly LineText[]) => void,
): OlderTexts {
  const pages = signal<ByLine>(new Map())
  const tries = signal<ReadonlyMap<string, 'reading' | 'failed'>>(new Map())
  /** By line: what was at hand last. */
  const before = new Map<string, readonly LineText[]>()

  const put = (line: string, texts: readonly LineText[]): void =>
    void (pages.value = new Map(pages.peek()).set(line, texts))
  const tried = (line: string, outcome?: 'reading' | 'failed'): void => {
    const next = new Map(tries.peek())
    if (outcome === undefined) next.delete(line)
    else next.set(line, outcome)
    tries.value = next
  }
  const newestOf = (line: string): readonly LineText[] => lines.snapshotOf(line)?.state.texts.newest ?? []
  const firstOf = (line: string): LineText | undefined => pages.value.get(line)?.[0] ?? newestOf(line)[0]

  /** What drops out of what is at hand stays here, so that who reads older ones loses none in between. */
  function follow(line: string, newest: readonly LineText[]): void {
    const older = pages.peek().get(line)
    const dropped = (before.get(line) ?? []).filter(({ number }) => number < (newest[0]?.number ?? 0))
    before.set(line, newest)
    const last = older?.at(-1)
    if (older === undefined || last === undefined) return
    const all = [...older, ...dropped.filter(({ number }) => number > last.number)]
    const next = newest[0]?.number ?? 0
    // Race: a console that was cut off for long has missed what lies between; it reads anew from what is at hand.
    if ((all.at(-1)?.number ?? 0) + 1 === next) {
      if (all.length > older.length) put(line, all)
    } else put(line, [])
  }

  /** What becomes of those that are not at hand any more is told all the same. */
  function advance(line: string, entries: readonly LineEntry[]): void {
    const older = pages.peek().get(line) ?? []
    let next = older
    for (const entry of entries) {
      for (const fact of entry.facts) {
        const isNew =
          fact.type === 'text:delivered' ||
          (fact.type === 'text:acknowledged' &&
            next.some(
              ({ number, acknowledged }) =>
                number === fact.number && !acknowledged.some(({ person }) => person === fact.person),
            ))
        if (isNew) next = foldText({ ...NO_TEXTS, newest: [...next] }, fact, entry).newest
      }
    }
    if (next !== older) put(line, next)
  }

  const stop: Unsubscribe[] = [
    signaling.on('line:advanced', ({ line, entries }) => advance(line, entries)),
    effect(() => {
      if (lines.own.value === undefined) {
        pages.value = new Map()
        tries.value = new Map()
        return before.clear()
      }
      for (const { line, state } of lines.lines.value) follow(line.line, state.texts.newest)
      return undefined
    }),
  ]

  async function read(line: string, first: LineText): Promise<void> {
    tried(line, 'reading')
    const answer = await signaling.request('texts:read', { line, before: first.number })
    const texts = answer.ok ? answer.body.texts : []
    // Race: what was first then may have dropped out of what is at hand while these were read.
    const isNext = texts.at(-1)?.number === (firstOf(line)?.number ?? 0) - 1
    tried(line, isNext ? undefined : 'failed')
    if (!isNext) return
    put(line, [...texts, ...(pages.peek().get(line) ?? [])])
    onRead(line, texts)
  }

  const isThere = (line: string): boolean => (firstOf(line)?.number ?? 1) > 1
  return {
    of: (line) => pages.value.get(line) ?? [],
    isThere,
    read(line) {
      const first = firstOf(line)
      const may = isThere(line) && lines.connection.value === 'connected' && tries.value.get(line) !== 'reading'
      return first && may ? async () => await read(line, first) : undefined
    },
    failed: (line) => tries.value.get(line) === 'failed',
    close: () => stop.forEach((end) => end()),
  }
}
