import { effect } from '@preact/signals'
import { isNews } from '../../server/calls/texts.ts'
import type { LineText, LineTexts, Stretch } from '../../server/protocol/texts.ts'
import type { ClockPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

/** A console that is flooded says less often what it has: one receipt stands for all messages up to its number. */
const EVERY_MS = 500

export interface TextReceipts {
  /** Older messages were read here: they follow one another. */
  readonly read: (line: string, texts: readonly LineText[]) => void
  readonly close: Unsubscribe
}

/**
 * Says of each line which messages this console was handed: those that it has folded or read, and nothing else. One
 * console of a party is enough, so where the party's mark is there already nothing is said.
 */
export function createTextReceipts(signaling: SignalingPort, clock: ClockPort, lines: Lines): TextReceipts {
  /** By line: what came here without a gap, up to the newest. A snapshot that begins later begins anew. */
  const handed = new Map<string, Stretch>()
  /** By line: the number that was said last. Nothing is said twice on one connection, whatever became of it. */
  const said = new Map<string, number>()
  /** By line: what was read of what came before, and is not said yet. */
  const pages = new Map<string, readonly Stretch[]>()
  const busy = new Set<string>()
  let closed = false

  function hand(line: string, { count, newest }: LineTexts): void {
    const [first] = newest
    if (first === undefined) return
    const known = handed.get(line)
    const goesOn = known !== undefined && first.number <= known.upTo + 1
    handed.set(line, { from: goesOn ? known.from : first.number, upTo: count })
  }

  const dueOn = (line: string): { readonly stretch: Stretch; readonly isPage: boolean } | undefined => {
    const party = lines.own.peek()?.person.party
    const texts = lines.lines.peek().find((snapshot) => snapshot.line.line === line)?.state.texts
    const isCutOff = closed || lines.connection.peek() !== 'connected'
    if (party === undefined || texts === undefined || isCutOff) return undefined
    hand(line, texts)
    const stretch = handed.get(line)
    const isDue =
      stretch !== undefined &&
      (said.get(line) ?? 0) < stretch.upTo &&
      texts.newest.some((text) => isNews(text, party, stretch))
    if (isDue) return { stretch, isPage: false }
    const page = pages.get(line)?.[0]
    return page && { stretch: page, isPage: true }
  }

  async function tell(line: string): Promise<void> {
    if (busy.has(line)) return
    busy.add(line)
    for (let due = dueOn(line); due !== undefined; due = dueOn(line)) {
      const { stretch, isPage } = due
      if (!isPage) said.set(line, stretch.upTo)
      const answer = await signaling.request('text:receive', { commandId: crypto.randomUUID(), line, ...stretch })
      // What the server does not know for sure, or had no time for, is said again.
      const again = !answer.ok && (answer.refusal.code === 'unavailable' || answer.refusal.code === 'slow-down')
      if (again && !isPage) said.delete(line)
      if (!again && isPage) pages.set(line, pages.get(line)?.filter((page) => page !== stretch) ?? [])
      await new Promise<void>((resolve) => clock.after(EVERY_MS, resolve))
    }
    busy.delete(line)
  }

  const stop = effect(() => {
    if (lines.own.value === undefined) {
      handed.clear()
      pages.clear()
    }
    if (lines.connection.value !== 'connected' || lines.own.value === undefined) return said.clear()
    for (const { line, state } of lines.lines.value) {
      hand(line.line, state.texts)
      if (dueOn(line.line) !== undefined) void tell(line.line)
    }
    return undefined
  })
  return {
    read(line, texts) {
      const party = lines.own.peek()?.person.party
      const [first, last] = [texts[0], texts.at(-1)]
      if (party === undefined || first === undefined || last === undefined) return
      const stretch = { from: first.number, upTo: last.number }
      if (!texts.some((text) => isNews(text, party, stretch))) return
      pages.set(line, [...(pages.get(line) ?? []), stretch])
      void tell(line)
    },
    close() {
      closed = true
      stop()
    },
  }
}
