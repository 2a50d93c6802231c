import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { z } from 'zod'
import type { Answer } from '../../server/protocol/events.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type { ClockPort, StoragePort, TabsPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import { createOutboxStore, type AnyOutgoing } from './outboxStore.ts'

export interface Outbox<Item extends AnyOutgoing> {
  /** What was written here and does not stand in the log yet, oldest first; read inside a computation, it follows. */
  readonly of: (queue: string) => readonly Item[]
  /** The same of all queues. */
  readonly all: ReadonlySignal<readonly Item[]>
  /** Whether it is there again after the page was closed; read inside a computation, it follows. */
  readonly isKept: (item: AnyOutgoing) => boolean
  /** Undefined while there is no more room, or nobody is signed in. */
  readonly write: (queue: string) => ((written: Written<Item>) => void) | undefined
  /** Sends a message that was held, after all. */
  readonly release: (commandId: string) => void
  readonly discard: (commandId: string) => void
  readonly close: () => void
}

/** What is written; the outbox adds its identifier and when that was. */
type Written<Item extends AnyOutgoing> = Omit<Item, keyof AnyOutgoing>

/** What is written in one kind of outbox. */
export interface OutboxKind<Item extends AnyOutgoing> {
  /** Where it is kept in the browser's storage. */
  readonly name: string
  readonly schema: z.ZodType<Item>
  /** Those of one queue are sent one after the other: a line's, or a call's. */
  readonly queueOf: (item: Item) => string
  readonly send: (item: Item) => Promise<Answer<{ readonly version: number }>>
  /**
   * Whether this console has it from the log; read inside a computation, it follows. @param takenAt the version of the
   * stream that holds it, once the server has taken it.
   */
  readonly isThere: (item: Item, takenAt: number | undefined) => boolean
  /** What is found again after this may not be meant any more; absent where it is meant whenever it is sent. */
  readonly oldAfterMs?: number
}

/** Of one queue: hours of writing. Who has written so much into a network that is away had better call. */
const MOST_WAITING = 50
/** How often it is looked whether a tab was closed with something waiting in it, and whether there is room again. */
const TIDY_EVERY_MS = 5_000

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
 * Sends what was written: of each queue one after the other, each under the one identifier that it got when it
 * was written, again until there is an answer, also over a reload. The server takes a command once, so nothing is sent
 * twice; and nothing is sent before what was written before it is settled, so nothing overtakes.
 */
export function createOutbox<Item extends AnyOutgoing>(
  parts: { clock: ClockPort; storage: StoragePort; tabs: TabsPort; lines: Lines },
  kind: OutboxKind<Item>,
): Outbox<Item> {
  const { clock, tabs, lines } = parts
  const { queueOf, oldAfterMs = Infinity } = kind
  const store = createOutboxStore(parts.storage, kind.name, kind.schema)
  const items = signal<readonly Item[]>([])
  /** What is kept under the name of this console, and what others have left behind and is kept under theirs still. */
  const keptHere = signal<ReadonlySet<string>>(new Set())
  const keptThere = signal<ReadonlySet<string>>(new Set())
  /** What stands in the log, or was thrown away, since this page was opened. */
  const dropped = new Set<string>()
  /** The versions of the streams that hold what the server has taken: shown as waiting until this console has folded them. */
  const taken = new Map<string, number>()
  const sending = new Set<string>()
  let owner: Owner | undefined
  let closed = false

  /** First kept, then shown and sent: what a person has seen waiting is not lost with the page, or is said not to be kept. */
  const change = (next: readonly Item[]): void => {
    if (owner === undefined) return
    if (store.write(owner.person, owner.console, next)) keptHere.value = idsOf(next)
    items.value = next
  }
  const idsOf = (some: readonly Item[]): ReadonlySet<string> => new Set(some.map(({ commandId }) => commandId))
  const drop = (commandIds: ReadonlySet<string>): void => {
    const next = items.peek().filter(({ commandId }) => !commandIds.has(commandId))
    for (const commandId of commandIds) {
      taken.delete(commandId)
      dropped.add(commandId)
    }
    if (next.length < items.peek().length) change(next)
  }
  const patch = (commandId: string, how: (item: Item) => Item): void =>
    change(items.peek().map((item) => (item.commandId === commandId ? how(item) : item)))
  const nextOf = (queue: string): Item | undefined =>
    items.peek().find((item) => queueOf(item) === queue && item.held === undefined && !taken.has(item.commandId))
  const found = (stored: readonly Item[]): Item[] =>
    stored.map((item) =>
      item.held === undefined && clock.nowMs() - item.writtenAtMs > oldAfterMs ? { ...item, held: 'old' } : item,
    )

  async function send(queue: string): Promise<void> {
    if (sending.has(queue)) return
    sending.add(queue)
    const by = owner
    try {
      for (let next = nextOf(queue); next !== undefined; next = nextOf(queue)) {
        if (closed || owner !== by || lines.connection.peek() !== 'connected') return
        const waitMs = await sendOne(next, by)
        if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve))
      }
    } finally {
      sending.delete(queue)
    }
    // Race: what was written, or who came, while the last answer was on its way found this queue busy.
    if (!closed && nextOf(queue) !== undefined && lines.connection.peek() === 'connected') void send(queue)
  }

  /** @returns how long to wait before anything else of its queue is sent. */
  async function sendOne(item: Item, by: Owner | undefined): Promise<number> {
    const { commandId } = item
    const answer = await kind.send(item)
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
    if (items.peek().some((known) => known.commandId === commandId))
      patch(commandId, (known) => ({ ...known, held: code }))
    return 0
  }

  /** What this console has folded is shown by what it has folded from now on. */
  function settle(): void {
    const there = items.value.filter((item) => kind.isThere(item, taken.get(item.commandId)))
    if (there.length > 0) drop(idsOf(there))
  }

  /**
   * Keeps what there was no room for, and takes over what was left behind at a console of this person that is open nowhere
   * any more. Where there is no room for that twice it stays where it is kept until it is settled.
   */
  async function tidy(): Promise<void> {
    const by = owner
    if (by === undefined) return
    const others = store.consolesOf(by.person).filter((console) => console !== by.console)
    const open = others.length === 0 ? [] : await tabs.siblings()
    if (owner !== by || closed) return
    const left = others
      .filter((console) => !open.includes(console))
      .map((console) => ({ console, items: store.read(by.person, console) }))
    const theirs = left.flatMap((one) => one.items)
    const known = new Set([...idsOf(items.peek()), ...dropped])
    const mine = found(theirs.filter(({ commandId }) => !known.has(commandId)))
    keptThere.value = idsOf(theirs)
    if (mine.length > 0 || items.peek().some(({ commandId }) => !keptHere.peek().has(commandId)))
      change([...mine, ...items.peek()].toSorted((one, other) => one.writtenAtMs - other.writtenAtMs))
    for (const { console, items: stored } of left)
      if (stored.every(({ commandId }) => keptHere.peek().has(commandId) || dropped.has(commandId)))
        store.write(by.person, console, [])
  }

  const stop = [
    effect(() => {
      const me = lines.own.value
      if (me?.person.person === owner?.person && me?.console === owner?.console) return
      owner = me && { person: me.person.person, console: me.console }
      taken.clear()
      const stored = owner === undefined ? [] : store.read(owner.person, owner.console)
      keptHere.value = idsOf(stored)
      keptThere.value = new Set()
      items.value = found(stored)
    }),
    effect(settle),
    effect(() => {
      if (lines.connection.value !== 'connected') return
      for (const queue of new Set(items.value.map(queueOf))) if (nextOf(queue)) void send(queue)
    }),
    clock.every(TIDY_EVERY_MS, () => void tidy()),
  ]

  return {
    all: items,
    isKept: ({ commandId }) => keptHere.value.has(commandId) || keptThere.value.has(commandId),
    of: (queue) => items.value.filter((item) => queueOf(item) === queue),
    write(queue) {
      const waiting = items.value.filter((item) => queueOf(item) === queue).length
      if (lines.own.value === undefined || waiting >= MOST_WAITING) return undefined
      return (written) => {
        const item = { ...written, commandId: crypto.randomUUID(), writtenAtMs: clock.nowMs() }
        change([...items.peek(), kind.schema.parse(item)])
      }
    },
    release: (commandId) => patch(commandId, ({ held: _held, ...item }) => kind.schema.parse(item)),
    discard: (commandId) => drop(new Set([commandId])),
    close() {
      closed = true
      stop.forEach((end) => end())
    },
  }
}
