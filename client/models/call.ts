import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { isRinging } from '../../server/calls/rings.ts'
import { legOf, legOfPerson, liveCall } from '../../server/calls/roster.ts'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import type { Notice } from '../../server/protocol/events.ts'
import type { Call, Leg } from '../../server/protocol/lineState.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { EndReason, Marking, Precedence } from '../../server/protocol/words.ts'
import type { Command } from './commands.ts'
import type { ClockPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import { createOwnControls, type OwnControls } from './ownControls.ts'
import type { MediaPort, RemoteTrack, SignalingPort, Unsubscribe } from './ports.ts'

/** The call that this page is in. A leg that the server knows from before a reload is not enough: it offers *Join*. */
export interface OwnCall {
  readonly snapshot: LineSnapshot
  readonly call: Call
  readonly leg: Leg
}

/** Why this page is in a call no longer, for the person who is still looking at it. */
export type Aftermath =
  | { readonly line: string; readonly why: EndReason; readonly startedAtMs: number; readonly endedAtMs: number }
  | { readonly line: string; readonly why: 'left' | 'moved' }

export type Quality = Notice<'quality:changed'>['consoles'][number]

export interface CallModel extends OwnControls {
  readonly own: ReadonlySignal<OwnCall | undefined>
  readonly remotes: ReadonlySignal<readonly RemoteTrack[]>
  /** Consoles that speak at this moment. */
  readonly speakers: ReadonlySignal<ReadonlySet<string>>
  readonly quality: ReadonlySignal<ReadonlyMap<string, Quality>>
  readonly aftermath: ReadonlySignal<Aftermath | undefined>
  /** What the last command was refused with, until the next one. */
  readonly refusal: ReadonlySignal<Refusal | undefined>
  /** The line whose command is under way. */
  readonly busy: ReadonlySignal<string | undefined>
  readonly asksEnd: ReadonlySignal<boolean>
  /** What can be done on a line now; read inside a computation, it follows. */
  readonly place: (line: string) => ((precedence: Precedence, marking: Marking) => Promise<void>) | undefined
  readonly join: (line: string) => (() => Promise<void>) | undefined
  /** The leg of the same person at another console, when the call is up there. */
  readonly elsewhere: (line: string) => Leg | undefined
  readonly answer: (line: string, callId: string) => Promise<void>
  readonly cancel: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly leave: ReadonlySignal<(() => Promise<void>) | undefined>
  /** The first press asks, the second ends. */
  readonly end: ReadonlySignal<(() => void) | undefined>
  readonly ringAgain: (party: string) => (() => Promise<void>) | undefined
  /** The session is over: this page is in no call. */
  readonly forget: () => void
  readonly dismissAftermath: () => void
  readonly dismissRefusal: () => void
  readonly close: () => void
}

/** Long enough to read the question, short enough that a later press is a first one again. */
const ASKS_END_MS = 5_000

interface Entered {
  readonly line: string
  readonly callId: string
  /** Until the line has been folded this far, a missing leg only means that the news is still on its way. */
  readonly version: number
}

export function createCall(
  media: MediaPort,
  signaling: SignalingPort,
  clock: ClockPort,
  lines: Lines,
  command: Command,
): CallModel {
  const entered = signal<Entered | undefined>(undefined)
  const busy = signal<string | undefined>(undefined)
  const refusal = signal<Refusal | undefined>(undefined)
  const aftermath = signal<Aftermath | undefined>(undefined)
  const asksEnd = signal(false)
  const local = signal(media.local())
  const remotes = signal(media.remotes())
  const speakers = signal<ReadonlySet<string>>(new Set())
  const quality = signal<ReadonlyMap<string, Quality>>(new Map())
  let askTimer: Unsubscribe = () => {}

  const snapshotOf = (line: string): LineSnapshot | undefined =>
    lines.lines.value.find((snapshot) => snapshot.line.line === line)

  const own = computed<OwnCall | undefined>(() => {
    const inside = entered.value
    const snapshot = inside && snapshotOf(inside.line)
    const call = snapshot && liveCall(snapshot.state)
    const leg = call && call.callId === inside?.callId ? legOf(call, lines.own.value?.console ?? '') : undefined
    return snapshot && call && leg ? { snapshot, call, leg } : undefined
  })

  const run = async <T>(line: string, work: () => Promise<T>): Promise<T> => {
    busy.value = line
    refusal.value = undefined
    try {
      return await work()
    } finally {
      busy.value = undefined
    }
  }

  const stopAsking = (): void => {
    askTimer()
    asksEnd.value = false
  }

  function goOut(why: Aftermath | undefined): void {
    batch(() => {
      entered.value = undefined
      aftermath.value = why
      speakers.value = new Set()
      quality.value = new Map()
    })
    stopAsking()
    media.leave()
  }

  /** Comes into a call by a command; what this page was in before is left once the new one has it. */
  const comeIn = (line: string, send: () => ReturnType<Command>): Promise<void> =>
    run(line, async () => {
      const before = own.peek()
      const answer = await send()
      if (!answer.ok) {
        refusal.value = answer.refusal
        return
      }
      if (before !== undefined && before.call.callId !== answer.body.callId) {
        media.leave()
        void command('call:leave', { line: before.call.line, callId: before.call.callId })
      }
      batch(() => {
        entered.value = { line, ...answer.body }
        aftermath.value = undefined
      })
      media.enter(line, answer.body.callId)
    })

  const ask = async (name: 'call:cancel' | 'call:leave' | 'call:end', inside: OwnCall): Promise<void> =>
    run(inside.call.line, async () => {
      const { line, callId } = inside.call
      const answer = await command(name, { line, callId })
      // A call that is over already is what was wanted.
      if (!answer.ok && answer.refusal.code !== 'too-late') refusal.value = answer.refusal
      else if (name === 'call:leave' && entered.peek()?.callId === callId) goOut({ line, why: 'left' })
    })

  function pressEnd(): void {
    const inside = own.peek()
    if (inside === undefined) return
    if (asksEnd.peek()) {
      stopAsking()
      void ask('call:end', inside)
      return
    }
    asksEnd.value = true
    askTimer = clock.after(ASKS_END_MS, stopAsking)
  }

  const followLeg = effect(() => {
    const inside = entered.value
    if (inside === undefined) return
    const state = snapshotOf(inside.line)?.state
    if (state === undefined) {
      // The newest welcome has no such line for this person any more: nothing of theirs may stay on its air.
      if (lines.own.value !== undefined && lines.connection.value === 'connected')
        goOut({ line: inside.line, why: 'left' })
      return
    }
    if (state.version < inside.version) return
    const { call } = state
    if (call !== undefined && call.callId === inside.callId && own.value !== undefined) return
    const ended = call?.callId === inside.callId && call.endReason !== undefined
    // One's own leaving may be heard of here before its answer: only a leg at another console means that it moved.
    const moved = call !== undefined && legOfPerson(call, lines.own.peek()?.person.person ?? '') !== undefined
    goOut(
      ended
        ? {
            line: inside.line,
            why: call.endReason ?? 'ended',
            startedAtMs: call.upAtMs ?? call.placedAtMs,
            endedAtMs: call.endedAtMs ?? call.placedAtMs,
          }
        : { line: inside.line, why: moved ? 'moved' : 'left' },
    )
  })

  let comingBack = false
  const comeBack = effect(() => {
    const inside = own.value
    const away = inside?.leg.state === 'away' && lines.connection.value === 'connected'
    if (!away || comingBack) return
    // The server lost this console for a while, and the page never left: it is back without a click.
    comingBack = true
    const { line, callId } = inside.call
    void command('call:join', { line, callId }).finally(() => (comingBack = false))
  })

  const stop = [
    media.onLocal((next) => (local.value = next)),
    media.onRemotes((next) => (remotes.value = next)),
    signaling.on('speaker:changed', (notice) => {
      if (notice.callId !== entered.peek()?.callId) return
      speakers.value = new Set(notice.speakers.map(({ console }) => console))
    }),
    signaling.on('quality:changed', (notice) => {
      if (notice.callId !== entered.peek()?.callId) return
      const next = new Map(quality.peek())
      for (const one of notice.consoles) next.set(one.console, one)
      quality.value = next
    }),
    followLeg,
    comeBack,
  ]

  const whenIn = <T>(action: (inside: OwnCall) => T | undefined): ReadonlySignal<T | undefined> =>
    computed(() => (own.value && busy.value === undefined ? action(own.value) : undefined))

  return {
    own,
    remotes,
    speakers,
    quality,
    aftermath,
    refusal,
    busy,
    asksEnd,
    place(line) {
      const snapshot = snapshotOf(line)
      const free = entered.value === undefined && busy.value === undefined && lines.connection.value === 'connected'
      if (snapshot?.standing !== 'rung' || !free || liveCall(snapshot.state) !== undefined) return undefined
      return (precedence, marking) => comeIn(line, () => command('call:place', { line, precedence, marking }))
    },
    join(line) {
      const snapshot = snapshotOf(line)
      const call = snapshot && liveCall(snapshot.state)
      if (!snapshot || !call || entered.value?.callId === call.callId || busy.value !== undefined) return undefined
      if (call.phase === 'ringing' && snapshot.standing !== 'rung') return undefined
      return () => comeIn(line, () => command('call:join', { line, callId: call.callId }))
    },
    elsewhere(line) {
      const snapshot = snapshotOf(line)
      const call = snapshot && liveCall(snapshot.state)
      const me = lines.own.value
      const leg = call && me && legOfPerson(call, me.person.person)
      return leg !== undefined && leg.console !== me?.console ? leg : undefined
    },
    answer: (line, callId) => comeIn(line, () => command('call:answer', { line, callId })),
    cancel: whenIn((inside) =>
      inside.call.phase === 'ringing' && inside.call.placedBy.party === inside.leg.party
        ? () => ask('call:cancel', inside)
        : undefined,
    ),
    leave: whenIn((inside) => (inside.call.phase === 'up' ? () => ask('call:leave', inside) : undefined)),
    end: whenIn(({ call, snapshot }) => (call.phase === 'up' && snapshot.standing === 'rung' ? pressEnd : undefined)),
    ringAgain(party) {
      const inside = own.value
      const ring = inside?.call.rings.find((candidate) => candidate.party === party)
      const there = inside?.call.legs.some((leg) => leg.party === party && leg.state !== 'left')
      const may = inside?.snapshot.standing === 'rung' && busy.value === undefined
      if (!inside || !ring || !may || there || isRinging(ring)) return undefined
      const { line, callId } = inside.call
      return () =>
        run(line, async () => {
          const answer = await command('ring:repeat', { line, callId, party })
          if (!answer.ok) refusal.value = answer.refusal
        })
    },
    ...createOwnControls(media, own, local),
    forget: () => goOut(undefined),
    dismissAftermath: () => (aftermath.value = undefined),
    dismissRefusal: () => (refusal.value = undefined),
    close() {
      askTimer()
      stop.forEach((end) => end())
    },
  }
}
