import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import type { LineText } from '../../server/protocol/texts.ts'
import type { Arming } from './consoleLamps.ts'
import type { Lines } from './lines.ts'
import type { MediaPort, Unsubscribe } from './ports.ts'
import type { RingModel } from './ring.ts'
import type { TextLines } from './textLine.ts'

/** A message of another party that nobody of this one has acknowledged, and nobody has opened here. */
export interface TextNewsItem {
  readonly snapshot: LineSnapshot
  readonly text: LineText
  readonly acknowledge: (() => Promise<void>) | undefined
}

export interface TextNews {
  /** Newest first. */
  readonly items: ReadonlySignal<readonly TextNewsItem[]>
  /** How many this person's party has to acknowledge on all of its lines, opened or not. */
  readonly count: ReadonlySignal<number>
  /** Its messages up to the newest are in front of somebody. */
  readonly open: (line: string) => void
  readonly close: Unsubscribe
}

/** That somebody of another party has written, to who sits at a console in use: what is to be seen, and one short sound. */
export function createTextNews(parts: {
  readonly media: MediaPort
  readonly lines: Lines
  readonly texts: Pick<TextLines, 'open' | 'acknowledge'>
  readonly rings: Pick<RingModel, 'incoming' | 'missed'>
  readonly armed: ReadonlySignal<Arming>
  readonly inCall: ReadonlySignal<boolean>
}): TextNews {
  const { media, lines, texts, rings, armed, inCall } = parts
  /** By line: the newest that somebody has opened. */
  const opened = signal<ReadonlyMap<string, number>>(new Map())
  /** By line: up to where it has sounded, or was there before this console was. */
  const heard = new Map<string, number>()

  function sound(): void {
    // Whoever is rung hears the ring alone; what was written stands on the screen all the same.
    const rung =
      rings.incoming.peek().length > 0 || (!inCall.peek() && rings.missed.peek().some(({ sounds }) => sounds))
    if (armed.peek() === 'armed' && !rung) media.notice(inCall.peek() ? 'message-in-call' : 'message')
  }

  const stop = [
    effect(() => {
      const party = lines.own.value?.person.party
      if (party === undefined) {
        heard.clear()
        opened.value = new Map()
        return
      }
      let isNew = false
      for (const { line, state } of lines.lines.value) {
        const before = heard.get(line.line) ?? state.texts.count
        heard.set(line.line, state.texts.count)
        isNew ||= state.texts.newest.some(({ number, from }) => number > before && from.party !== party)
      }
      if (isNew) sound()
    }),
  ]

  return {
    items: computed(() =>
      lines.lines.value
        .flatMap((snapshot) => {
          const { line } = snapshot.line
          return texts
            .open(line)
            .filter(({ number }) => number > (opened.value.get(line) ?? 0))
            .map((text) => ({ snapshot, text, acknowledge: texts.acknowledge(line, text) }))
        })
        .toSorted((one, other) => other.text.atMs - one.text.atMs),
    ),
    count: computed(() => lines.lines.value.reduce((sum, { line }) => sum + texts.open(line.line).length, 0)),
    open(line) {
      const count = lines.snapshotOf(line)?.state.texts.count ?? 0
      opened.value = new Map(opened.peek()).set(line, count)
    },
    close: () => stop.forEach((end) => end()),
  }
}
