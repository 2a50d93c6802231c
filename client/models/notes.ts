import { effect, signal, type ReadonlySignal } from '@preact/signals'
import { readsNotes, refuseNoting } from '../../server/calls/noteAuthority.ts'
import { notesInOrder } from '../../server/calls/notes.ts'
import type { Note, NoteKind } from '../../server/protocol/notes.ts'
import type { ClockPort, StoragePort, TabsPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import { createNoteLists, type NoteLists } from './noteLists.ts'
import { createOutbox } from './outbox.ts'
import { noteOutbox, type OutgoingNote } from './outgoingNote.ts'
import type { SignalingPort } from './ports.ts'
import type { ServerClock } from './serverClock.ts'
import { written } from './written.ts'

/** What is being written: a note of its own or, with `of`, one that is being changed. */
export interface NoteDraft {
  readonly kind: NoteKind
  readonly text: string
  /** When its first character was typed; absent while there is none. */
  readonly startedAtMs?: number
  readonly of?: Note
}

/** What was begun or written in an earlier call of a line and does not stand in the log: it is finished, or thrown away. */
export interface LeftNotes {
  readonly drafts: readonly { readonly callId: string; readonly startedAtMs: number; readonly draft: NoteDraft }[]
  readonly waiting: readonly OutgoingNote[]
}

/** The note-taker's desk: what this person's party notes of a call. What is said of one is read inside a computation. */
export interface Notes {
  /** Whether whoever sits here reads the notes of the call that is up on a line, or was last. */
  readonly reads: (line: string) => boolean
  /** Undefined for who only reads. */
  readonly draft: (line: string, callId: string) => NoteDraft | undefined
  /** Those that count, in the order of the call; undefined until they have been read. */
  readonly of: (callId: string) => readonly Note[] | undefined
  readonly open: NoteLists['open']
  /** What was written here and is not in the log yet. */
  readonly waiting: (callId: string) => readonly OutgoingNote[]
  /** Whether that is there again after the page was closed. */
  readonly isKept: (item: OutgoingNote) => boolean
  /** Of the calls before the one that is up on a line, or was last. */
  readonly left: (line: string) => LeftNotes
  readonly change: (callId: string, change: { readonly text: string } | { readonly kind: NoteKind }) => void
  readonly write: (line: string, callId: string) => (() => void) | undefined
  /** Takes a note into the draft, to be changed; with none, what was begun is a note of its own again. */
  readonly edit: (callId: string, note: Note | undefined) => void
  readonly withdraw: (line: string, callId: string, note: Note) => (() => Promise<void>) | undefined
  /** Writes what was refused as a note of its own, so that nothing of it is lost. */
  readonly writeApart: (item: OutgoingNote) => (() => void) | undefined
  readonly discard: (item: OutgoingNote) => void
  /** Why a note was not withdrawn. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly close: () => void
}

export interface NoteParts {
  readonly signaling: SignalingPort
  readonly clock: ClockPort
  readonly serverClock: ServerClock
  readonly storage: StoragePort
  readonly tabs: TabsPort
  readonly lines: Lines
}

const EMPTY: NoteDraft = { kind: 'note', text: '' }

export function createNotes(parts: NoteParts): Notes {
  const { signaling, clock, serverClock, lines } = parts
  const lists = createNoteLists(signaling, clock, lines)
  const outbox = createOutbox(parts, noteOutbox(signaling, lists.of))
  const drafts = signal<ReadonlyMap<string, NoteDraft & { readonly line?: string | undefined }>>(new Map())
  const refusal = signal<Refusal | undefined>(undefined)
  const withdrawing = signal<ReadonlySet<string>>(new Set())
  const draftOf = (callId: string): NoteDraft => drafts.value.get(callId) ?? EMPTY
  /** Of the line on which the call is up, or was last: undefined of an earlier one. */
  const lineOf = (callId: string): string | undefined =>
    lines.lines.peek().find(({ state }) => state.call?.callId === callId)?.line.line
  const redraft = (callId: string, draft: NoteDraft): void => {
    const line = lineOf(callId) ?? drafts.peek().get(callId)?.line
    drafts.value = new Map(drafts.peek()).set(callId, { ...draft, line })
  }
  const stop = effect(() => {
    // What somebody had begun to write is theirs alone.
    if (lines.own.value !== undefined) return
    drafts.value = new Map()
    refusal.value = undefined
  })
  const mayWrite = (line: string, callId: string): boolean => {
    const snapshot = lines.snapshotOf(line)
    const who = lines.own.value?.person
    const call = snapshot?.state.call
    if (!snapshot || !who) return false
    if (call?.callId === callId)
      return refuseNoting(who, snapshot.line, { endedAtMs: call.endedAtMs, people: call.legs }) === undefined
    // What was begun in an earlier call is finished: that one is over, whenever that was.
    const isBegun = drafts.value.get(callId)?.line === line
    return isBegun && refuseNoting(who, snapshot.line, { endedAtMs: 0, people: [] }) === undefined
  }

  return {
    reads(line) {
      const snapshot = lines.snapshotOf(line)
      const who = lines.own.value?.person
      return snapshot !== undefined && who !== undefined && readsNotes(who, snapshot.line)
    },
    draft: (line, callId) => (mayWrite(line, callId) ? draftOf(callId) : undefined),
    of(callId) {
      const known = lists.of(callId)
      return known && notesInOrder(known.notes)
    },
    open: lists.open,
    waiting: outbox.of,
    isKept: outbox.isKept,
    left(line) {
      const now = lines.snapshotOf(line)?.state.call?.callId
      return {
        drafts: [...drafts.value].flatMap(([callId, draft]) => {
          const { startedAtMs, text, kind, of } = draft
          const isOfNow = callId === now || draft.line !== line || startedAtMs === undefined
          const isAsItWas = of !== undefined && of.text === text && of.kind === kind
          return isOfNow || isAsItWas ? [] : [{ callId, startedAtMs, draft }]
        }),
        waiting: outbox.all.value.filter((item) => item.line === line && item.callId !== now),
      }
    },
    change(callId, change) {
      const { startedAtMs = serverClock.readMs(), ...draft } = { ...draftOf(callId), ...change }
      // Begun again from nothing it is of another moment, as long as its call is there to have one.
      const isAnew = draft.text === '' && lineOf(callId) !== undefined
      redraft(callId, isAnew ? draft : { ...draft, startedAtMs })
    },
    write(line, callId) {
      const { kind, text, startedAtMs = serverClock.readMs(), of } = draftOf(callId)
      const put = mayWrite(line, callId) ? outbox.write(callId) : undefined
      const writing = written(text)
      if (put === undefined || writing === undefined) return undefined
      return () => {
        const changed = of && { of: { note: of.note, revision: of.revision } }
        put({ line, callId, kind, text: writing, startedAtMs, ...changed })
        redraft(callId, of === undefined ? { ...EMPTY, kind } : EMPTY)
      }
    },
    edit(callId, note) {
      if (note === undefined) redraft(callId, EMPTY)
      else redraft(callId, { kind: note.kind, text: note.text, startedAtMs: note.atMs, of: note })
    },
    withdraw(line, callId, { note, revision }) {
      if (!mayWrite(line, callId) || lines.connection.value !== 'connected' || withdrawing.value.has(note))
        return undefined
      return async () => {
        withdrawing.value = new Set(withdrawing.peek()).add(note)
        const command = { commandId: crypto.randomUUID(), line, callId, note, revision }
        const answer = await signaling.request('note:withdraw', command)
        refusal.value = answer.ok ? undefined : answer.refusal
        const rest = new Set(withdrawing.peek())
        rest.delete(note)
        withdrawing.value = rest
      }
    },
    writeApart(item) {
      const put = outbox.write(item.callId)
      if (put === undefined) return undefined
      const { line, callId, kind, text, startedAtMs } = item
      return () => {
        put({ line, callId, kind, text, startedAtMs })
        outbox.discard(item.commandId)
      }
    },
    discard: ({ commandId }) => outbox.discard(commandId),
    refusal,
    close() {
      stop()
      outbox.close()
      lists.close()
    },
  }
}
