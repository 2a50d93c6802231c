import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { speaks } from '../../server/calls/authority.ts'
import { placeOnLine } from '../../server/calls/roster.ts'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import { NO_TEXTS } from '../../server/calls/texts.ts'
import type { PreparedMessage } from '../../server/protocol/prepared.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { LineText } from '../../server/protocol/texts.ts'
import type { Command } from './commands.ts'
import type { AttentionPort, ClockPort, NotificationPort, StoragePort, TabsPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import { createOutbox } from './outbox.ts'
import { textOutbox, type Outgoing } from './outgoingText.ts'
import { perLine } from './perLine.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'
import { createTextNotices } from './textNotices.ts'
import { createOlderTexts, type OlderTexts } from './olderTexts.ts'
import { createTextReceipts } from './textReceipts.ts'
import { written } from './written.ts'

/** What is about to be sent: what was typed, or, instead of it, a prepared message that was chosen. */
export interface Draft {
  readonly text: string
  readonly language: string
  readonly prepared?: PreparedMessage
}

/** The text lines; what is said of one is read inside a computation, and follows. */
export interface TextLines {
  readonly messages: (line: string) => readonly LineText[]
  /** From before those: what this party has to acknowledge still. */
  readonly apart: (line: string) => readonly LineText[]
  /** What came before those is read page by page. */
  readonly older: Pick<OlderTexts, 'isThere' | 'read' | 'failed'>
  /** What was written here and is not on the line yet. */
  readonly waiting: (line: string) => readonly Outgoing[]
  /** Whether that is there again after the page was closed. */
  readonly isKept: (item: Outgoing) => boolean
  /** Of the other parties' messages, those that nobody of this party has acknowledged. */
  readonly unacknowledged: (line: string) => number
  /** Those, oldest first. */
  readonly open: (line: string) => readonly LineText[]
  /** Undefined for who only reads. */
  readonly draft: (line: string) => Draft | undefined
  readonly change: (line: string, change: Pick<Draft, 'text'> | Pick<Draft, 'language'>) => void
  /** Those in which whoever sits here writes. */
  readonly languages: ReadonlySignal<readonly string[]>
  readonly prepared: ReadonlySignal<readonly PreparedMessage[]>
  readonly choose: (line: string, message: PreparedMessage | undefined) => void
  readonly send: (line: string) => (() => void) | undefined
  readonly acknowledge: (line: string, text: LineText) => (() => Promise<void>) | undefined
  /** Takes a message that was held back into the draft. */
  readonly edit: (item: Outgoing) => void
  readonly release: (item: Outgoing) => void
  readonly discard: (item: Outgoing) => void
  readonly close: () => void
}

export interface TextLineParts {
  readonly signaling: SignalingPort
  readonly clock: ClockPort
  readonly storage: StoragePort
  readonly tabs: TabsPort
  readonly attention: AttentionPort
  readonly notifications: NotificationPort
  readonly lines: Lines
  readonly command: Command
  /** What was refused of an acknowledgement. */
  readonly refused: (refusal: Refusal) => void
}

export function createTextLines(
  parts: TextLineParts,
  words: (text: LineText, snapshot: LineSnapshot) => { title: string; body: string },
): TextLines {
  const { lines, command, signaling, clock } = parts
  const outbox = createOutbox(parts, textOutbox(signaling, lines))
  const drafts = signal<ReadonlyMap<string, Partial<Draft>>>(new Map())
  const acknowledging = signal<ReadonlySet<string>>(new Set())
  const receipts = createTextReceipts(signaling, clock, lines)
  const older = createOlderTexts(signaling, lines, receipts.read)
  const languages = computed(() => {
    const party = lines.own.value?.person.party
    return lines.parties.value.find((known) => known.party === party)?.languages ?? ['en']
  })

  const stop: Unsubscribe[] = [
    receipts.close,
    older.close,
    createTextNotices(parts, words),
    outbox.close,
    effect(() => {
      // What somebody had begun to write is theirs alone.
      if (lines.own.value === undefined) drafts.value = new Map()
    }),
  ]

  const mayWrite = perLine((line): boolean => {
    const snapshot = lines.snapshotOf(line)
    const person = lines.own.value?.person
    const place = snapshot && person && placeOnLine(person, snapshot.line)
    return place !== undefined && snapshot?.broken === undefined && speaks(place.role)
  })
  const draftOf = perLine((line): Draft => ({
    text: '',
    language: languages.value[0] ?? 'en',
    ...drafts.value.get(line),
  }))
  const redraft = (line: string, { prepared, ...draft }: Draft): void => {
    drafts.value = new Map(drafts.peek()).set(line, { ...draft, ...(prepared && { prepared }) })
  }
  const isOwn = (text: LineText): boolean => text.from.party === lines.own.value?.person.party
  const isAnswered = (text: LineText): boolean =>
    isOwn(text) || text.acknowledged.some(({ party }) => party === lines.own.value?.person.party)
  const textsOf = perLine((line) => lines.snapshotOf(line)?.state.texts ?? NO_TEXTS)
  const newest = (line: string): readonly LineText[] => textsOf(line).newest
  const unanswered = (line: string): readonly LineText[] => textsOf(line).unanswered
  const open = perLine((line): readonly LineText[] =>
    [...unanswered(line), ...newest(line)].filter((text) => !isAnswered(text)),
  )

  return {
    messages: perLine((line) => [...lines.rename(older.of(line)), ...newest(line)]),
    apart: perLine((line) => {
      const first = (older.of(line)[0] ?? newest(line)[0])?.number ?? 0
      return unanswered(line).filter((text) => text.number < first && !isAnswered(text))
    }),
    older,
    waiting: perLine(outbox.of),
    isKept: outbox.isKept,
    unacknowledged: (line) => open(line).length,
    open,
    draft: (line) => (mayWrite(line) ? draftOf(line) : undefined),
    change: (line, change) => redraft(line, { ...draftOf(line), ...change }),
    languages,
    prepared: lines.prepared,
    choose(line, message) {
      const { prepared: _before, ...draft } = draftOf(line)
      redraft(line, message ? { ...draft, prepared: message } : draft)
    },
    send: perLine((line) => {
      const { prepared, ...draft } = draftOf(line)
      const write = mayWrite(line) ? outbox.write(line) : undefined
      if (write === undefined) return undefined
      const [original, ...translations] = prepared?.texts ?? []
      if (prepared !== undefined && original !== undefined)
        return () => {
          write({ line, ...original, prepared: prepared.id, translations })
          redraft(line, draft)
        }
      const text = written(draft.text)
      if (text === undefined) return undefined
      return () => {
        write({ line, language: draft.language, text })
        redraft(line, { ...draft, text: '' })
      }
    }),
    acknowledge(line, text) {
      const key = `${line}/${text.number}`
      const may = lines.connection.value === 'connected' && !acknowledging.value.has(key)
      // Of older ones only those that are kept for it: of the others the server would refuse it as too late.
      const isKept = unanswered(line).some(({ number }) => number === text.number)
      const isOld = !isKept && text.number < (newest(line)[0]?.number ?? 0)
      if (!mayWrite(line) || isAnswered(text) || isOld || !may) return undefined
      return async () => {
        acknowledging.value = new Set(acknowledging.peek()).add(key)
        const answer = await command('text:acknowledge', { line, number: text.number })
        if (!answer.ok && answer.refusal.code !== 'too-late') parts.refused(answer.refusal)
        const rest = new Set(acknowledging.peek())
        rest.delete(key)
        acknowledging.value = rest
      }
    },
    edit(item) {
      const draft = draftOf(item.line)
      const text = draft.text.trim() === '' ? item.text : `${item.text}\n${draft.text}`
      redraft(item.line, { text, language: item.language })
      outbox.discard(item.commandId)
    },
    release: ({ commandId }) => outbox.release(commandId),
    discard: ({ commandId }) => outbox.discard(commandId),
    close: () => stop.forEach((end) => end()),
  }
}
