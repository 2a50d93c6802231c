import { effect, signal } from '@preact/signals'
import type { NoteList } from '../../server/protocol/notes.ts'
import type { ClockPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { SignalingPort, Unsubscribe } from './ports.ts'

export interface NoteLists {
  /** Undefined until it has been read; read inside a computation, it follows. */
  readonly of: (callId: string) => NoteList | undefined
  /** Reads the notes of a call and has them at hand, as they change, until the returned function is called. */
  readonly open: (line: string, callId: string) => Unsubscribe
  readonly close: () => void
}

const AGAIN_MS = 1_000

/** The notes that are shown: all of them once, then what changes; after a gap or a lost connection all of them anew. */
export function createNoteLists(signaling: SignalingPort, clock: ClockPort, lines: Lines): NoteLists {
  const lists = signal<ReadonlyMap<string, NoteList>>(new Map())
  const opened = new Map<string, { readonly line: string; times: number }>()
  const keep = (callId: string, list: NoteList | undefined): void => {
    const next = new Map(lists.peek())
    if (list === undefined) next.delete(callId)
    else next.set(callId, list)
    lists.value = next
  }

  async function read(callId: string): Promise<void> {
    const wanted = opened.get(callId)
    if (wanted === undefined || lines.connection.peek() !== 'connected') return
    const answer = await signaling.request('notes:read', { line: wanted.line, callId })
    if (opened.get(callId) !== wanted) return
    if (answer.ok) {
      // Race: what was told while the answer was on its way may be newer than the answer.
      if (answer.body.version >= (lists.peek().get(callId)?.version ?? 0)) keep(callId, answer.body)
      return
    }
    const { code } = answer.refusal
    if (code === 'unavailable' || code === 'slow-down' || code === 'not-now')
      clock.after(AGAIN_MS, () => void read(callId))
  }

  const stop = [
    signaling.on('notes:changed', ({ callId, version, notes }) => {
      const known = lists.peek().get(callId)
      if (known === undefined || version <= known.version) return
      if (version !== known.version + 1) {
        void read(callId)
        return
      }
      const changed = new Map(notes.map((note) => [note.note, note]))
      const before = known.notes.map((note) => changed.get(note.note) ?? note)
      const added = notes.filter(({ note }) => !known.notes.some((other) => other.note === note))
      keep(callId, { version, notes: [...before, ...added] })
    }),
    effect(() => {
      // Who sits here may be another one, or have another role: what they may read is asked anew.
      if (lines.connection.value === 'connected' && lines.own.value !== undefined)
        for (const callId of opened.keys()) void read(callId)
    }),
  ]

  return {
    of: (callId) => lists.value.get(callId),
    open(line, callId) {
      const known = opened.get(callId) ?? { line, times: 0 }
      known.times += 1
      opened.set(callId, known)
      if (known.times === 1) void read(callId)
      return () => {
        known.times -= 1
        if (known.times > 0 || opened.get(callId) !== known) return
        opened.delete(callId)
        keep(callId, undefined)
      }
    },
    close: () => stop.forEach((end) => end()),
  }
}
