import { computed, signal } from '@preact/signals'
import { z } from 'zod'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import type { StoragePort } from './deskPorts.ts'
import type { Lines, OwnConsole } from './lines.ts'
import type { ServerClock } from './serverClock.ts'

/** Somebody of this console's party has declined a ring and said that they will call back. */
export interface CallBackPromise {
  readonly key: string
  readonly person: string
  /** Whoever sits here has said so. */
  readonly isOwn: boolean
  /** Whom they will call back. */
  readonly party: string
  /** Absent when they have not said when. */
  readonly atMs?: number
}

export interface CallBackPromises {
  /** What is promised on a line and not kept yet, until half an hour after it was due. */
  readonly on: (line: string) => readonly CallBackPromise[]
  /** For this person in this browser, also when the page is loaded anew: the others of the party may need to know still. */
  readonly dismiss: (key: string) => void
}

const SHOWN_AFTER_MS = 30 * 60_000

const NAME = 'ringdown.call-backs-dismissed'
/** A line reminds of its last call alone: more than are ever due at once. */
const KEPT = 32
/** Each with its person first: several may use one browser. */
const keptSchema = z.array(z.string()).catch([])

/** Reminds a party of what its people have promised, on the line on which it was. */
export function createCallBackPromises(
  lines: Pick<Lines, 'lines' | 'own'>,
  { minuteMs }: Pick<ServerClock, 'minuteMs'>,
  storage: Pick<StoragePort, 'read' | 'write'>,
): CallBackPromises {
  const kept = (): string[] => keptSchema.parse(storage.read(NAME))
  const dismissed = signal<ReadonlySet<string>>(new Set(kept()))
  const nameOf = (me: OwnConsole, key: string): string => `${me.person.person}/${key}`
  const promises = computed(() => {
    const me = lines.own.value
    const given = lines.lines.value.map((snapshot): [string, readonly CallBackPromise[]] => [
      snapshot.line.line,
      me ? promisesOn(snapshot, me, minuteMs.value).filter(({ key }) => !dismissed.value.has(nameOf(me, key))) : [],
    ])
    return new Map(given)
  })
  return {
    on: (line) => promises.value.get(line) ?? [],
    dismiss(key) {
      const me = lines.own.peek()
      if (me === undefined) return
      const name = nameOf(me, key)
      dismissed.value = new Set(dismissed.peek()).add(name)
      // Another tab may have dismissed something since this one was loaded.
      storage.write(NAME, [name, ...kept().filter((other) => other !== name)].slice(0, KEPT))
    },
  }
}

/** The line holds its last call alone: whichever is placed after it takes its place, and the promise is kept or void. */
function promisesOn({ state: { call }, standing }: LineSnapshot, me: OwnConsole, nowMs: number): CallBackPromise[] {
  const { party, person } = me.person
  const declines = call?.rings.find((ring) => ring.party === party)?.declines ?? []
  return declines.flatMap((decline): CallBackPromise[] => {
    const { callBackAtMs, atMs, reason } = decline
    const isOwn = decline.person === person
    if (call === undefined || reason !== 'call-back-later' || !(isOwn || standing === 'rung')) return []
    const isKept = call.legs.some((leg) => leg.party === party && (leg.toMs ?? Infinity) > atMs)
    if (isKept || nowMs >= (callBackAtMs ?? atMs) + SHOWN_AFTER_MS) return []
    return [
      {
        key: `${call.callId}/${decline.person}/${atMs}`,
        person: decline.person,
        isOwn,
        party: call.placedBy.party,
        ...(callBackAtMs !== undefined && { atMs: callBackAtMs }),
      },
    ]
  })
}
