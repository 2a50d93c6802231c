import { effect, signal } from '@preact/signals'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type { ClockPort, StoragePort, TabsPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import { createOutboxStore, type Outgoing } from './outboxStore.ts'
import type { SignalingPort } from './ports.ts'

export interface Outbox {
  /** What was written here and does not stand in the log yet, oldest first; read inside a computation, it follows. */
  readonly of: (line: string) => readonly Outgoing[]
  /** Undefined while there is no more room, or nobody is signed in. */
  readonly write: (line: string) => ((written: Written) => void) | undefined
  /** Sends a message that was held, after all. */
  readonly release: (commandId: string) => void
  readonly discard: (commandId: string) => void
  readonly close: () => void
}

export type Written = Pick<Outgoing, 'language' | 'text' | 'prepared' | 'translations'>

/** Of one line: hours of writing. Who has written so much into a network that is away had better call. */
const MOST_WAITING = 50
/** What is found again after this may not be meant any more: "stand by" is not sent the next morning by itself. */
const OLD_AFTER_MS = 10 * 60_000
/** How often it is looked whether a tab was closed with something waiting in it. */
const ADOPT_EVERY_MS = 5_000

/**
 * After these the same message is sent again, after so long. `not-now` is a role that has just changed; without a session
 * nothing is sent, and who signs in again has it sent. All others are for good: sending again would change nothing.
 */
const AGAIN_MS: Partial<Record<RefusalCode, number>> = {
  unavailable: 250,
  'not-now': 500,
  'signed-out': 1_000,
  'slow-down': 2_000,
}

interface Owner {
  readonly person: string
  readonly console: string
}

/**
 * Sends what was written on text lines: of each line one after the other, each under the one identifier that it got when it
 * was written, again until there is an answer, also over a reload. The server takes a command once, so nothing is sent
 * twice; and nothing is sent before what was written before it is settled, so nothing overtakes.
 */
export function createOutbox(parts: {
  signaling: SignalingPort
  clock: ClockPort
  storage: StoragePort
  tabs: TabsPort
  lines: Lines
}): Outbox {
  const { signaling, clock, tabs, lines } = parts
  const store = createOutboxStore(parts.storage)
  const items = signal<readonly Outgoing[]>([])
  /** The versions of the lines that hold what the server has taken: shown as waiting until this console has folded them. */
  const taken = new Map<string, number>()
  const sending = new Set<string>()
  let owner: Owner | undefined
  let closed = false

  const change = (next: readonly Outgoing[]): void => {
    if (owner === undefined) return
    // First kept, then shown and sent: what a person has seen waiting is not lost with the page.
    store.write(owner.person, owner.console, next)
    items.value = next
  }
  const drop = (commandIds: ReadonlySet<string>): void => {
    const next = items.peek().filter(({ commandId }) => !commandIds.has(commandId))
    for (const commandId of commandIds) taken.delete(commandId)
    if (next.length < items.peek().length) change(next)
  }
  const patch = (commandId: string, how: (item: Outgoing) => Outgoing): void =>
    change(items.peek().map((item) => (item.commandId === commandId ? how(item) : item)))
  const nextOf = (line: string): Outgoing | undefined =>
    items.peek().find((item) => item.line === line && item.held === undefined && !taken.has(item.commandId))
  const found = (kept: readonly Outgoing[]): Outgoing[] =>
    kept.map((item) =>
      item.held === undefined && clock.nowMs() - item.writtenAtMs > OLD_AFTER_MS ? { ...item, held: 'old' } : item,
    )

  async function send(line: string): Promise<void> {
    if (sending.has(line)) return
    sending.add(line)
    const by = owner
    try {
      for (let next = nextOf(line); next !== undefined; next = nextOf(line)) {
        if (closed || owner !== by || lines.connection.peek() !== 'connected') return
        const waitMs = await sendOne(next, by)
        if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve))
      }
    } finally {
      sending.delete(line)
    }
    // Race: what was written, or who came, while the last answer was on its way found this line busy.
    if (!closed && nextOf(line) !== undefined && lines.connection.peek() === 'connected') void send(line)
  }

  /** @returns how long to wait before anything else is sent on the line. */
  async function sendOne(item: Outgoing, by: Owner | undefined): Promise<number> {
    const { held: _held, writtenAtMs: _atMs, ...message } = item
    const { commandId } = message
    const answer = await signaling.request('text:send', message)
    // Somebody else has signed in meanwhile: what is theirs is theirs.
    if (owner !== by || closed) return 0
    if (answer.ok) {
      taken.set(commandId, answer.body.version)
      settle()
      return 0
    }
    const { code } = answer.refusal
    const againMs = AGAIN_MS[code]
    if (againMs !== undefined) return againMs
    // Race: its first sending may have been granted, the answer lost, and what was allowed then taken away since. What
    // stands in the log was sent, and is dropped as soon as it is folded.
    if (items.peek().some((kept) => kept.commandId === commandId)) patch(commandId, (kept) => ({ ...kept, held: code }))
    return 0
  }

  /** What this console has folded is on the line itself now. */
  function settle(): void {
    const there = new Set<string>()
    for (const { state } of lines.lines.value) {
      for (const { commandId } of state.texts.newest) there.add(commandId)
      for (const { commandId, line } of items.peek())
        if (line === state.line && state.version >= (taken.get(commandId) ?? Infinity)) there.add(commandId)
    }
    drop(there)
  }

  /** Takes over what was left behind at a console of this person that is open nowhere any more. */
  async function adopt(): Promise<void> {
    const by = owner
    if (by === undefined) return
    const others = store.consolesOf(by.person).filter((console) => console !== by.console)
    if (others.length === 0) return
    const open = await tabs.siblings()
    if (owner !== by || closed) return
    const left = others.filter((console) => !open.includes(console))
    const theirs = left.flatMap((console) => store.read(by.person, console))
    const known = new Set(items.peek().map(({ commandId }) => commandId))
    const mine = found(theirs.filter(({ commandId }) => !known.has(commandId)))
    change([...mine, ...items.peek()].toSorted((one, other) => one.writtenAtMs - other.writtenAtMs))
    for (const console of left) store.write(by.person, console, [])
  }

  const stop = [
    effect(() => {
      const me = lines.own.value
      if (me?.person.person === owner?.person && me?.console === owner?.console) return
      owner = me && { person: me.person.person, console: me.console }
      taken.clear()
      items.value = owner === undefined ? [] : found(store.read(owner.person, owner.console))
    }),
    effect(settle),
    effect(() => {
      if (lines.connection.value !== 'connected') return
      for (const line of new Set(items.value.map((item) => item.line))) if (nextOf(line)) void send(line)
    }),
    clock.every(ADOPT_EVERY_MS, () => void adopt()),
  ]

  return {
    of: (line) => items.value.filter((item) => item.line === line),
    write(line) {
      const waiting = items.value.filter((item) => item.line === line).length
      if (lines.own.value === undefined || waiting >= MOST_WAITING) return undefined
      return (written) =>
        change([...items.peek(), { ...written, line, commandId: crypto.randomUUID(), writtenAtMs: clock.nowMs() }])
    },
    release: (commandId) => patch(commandId, ({ held: _held, ...item }) => item),
    discard: (commandId) => drop(new Set([commandId])),
    close() {
      closed = true
      stop.forEach((end) => end())
    },
  }
}
