import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { isFor } from '../../server/calls/ladder.ts'
import { stillSounds } from '../../server/calls/missedRings.ts'
import { takesConsole } from '../../server/calls/otherLines.ts'
import { isHigher } from '../../server/calls/precedence.ts'
import { isRinging } from '../../server/calls/rings.ts'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import type { Answer } from '../../server/protocol/events.ts'
import type { Call, MissedRing, Ring } from '../../server/protocol/lineState.ts'
import { PRECEDENCES, type DeclineReason, type RingReport } from '../../server/protocol/words.ts'
import type { CallModel } from './call.ts'
import type { Command } from './commands.ts'
import type { ConsoleLamps } from './consoleLamps.ts'
import type { AttentionPort, ClockPort, NotificationPort } from './deskPorts.ts'
import { ringAt, selfOn, type Lines, type OwnConsole } from './lines.ts'
import { isAside } from './ownCall.ts'
import { perLine } from './perLine.ts'
import type { MediaPort, Unsubscribe } from './ports.ts'

export interface IncomingRing {
  /** The same for one attempt to reach this party in one call, and anew for who is then rung by name. */
  readonly key: string
  readonly snapshot: LineSnapshot
  readonly call: Call
  readonly ring: Ring
}

export interface Missed {
  readonly line: string
  readonly lineName: string
  readonly ring: MissedRing
  readonly acknowledge: () => Promise<void>
  /** It goes on sounding, here if this console is in no call. */
  readonly sounds: boolean
}

export interface RingModel {
  /** Most urgent first. */
  readonly incoming: ReadonlySignal<readonly IncomingRing[]>
  /** Whether the browser lets this console sound the ring; undefined while it is being tried. */
  readonly sounds: ReadonlySignal<boolean | undefined>
  readonly missed: ReadonlySignal<readonly Missed[]>
  /** Leaves the call that this page is in; one that the ring takes the console out of is held instead. */
  readonly answer: (ring: IncomingRing) => (() => Promise<void>) | undefined
  /** Undefined where there is no other call, and where `answer` does the same. */
  readonly holdAndAnswer: (ring: IncomingRing) => (() => Promise<void>) | undefined
  /** How a ring stands to the call that this page is in; undefined where it is in none, or has put it aside. */
  readonly besides: (ring: IncomingRing) => 'takes' | 'higher' | 'lower' | undefined
  readonly decline: (
    ring: IncomingRing,
  ) => ((reason: DeclineReason, callBackAtMs?: number) => Promise<void>) | undefined
  /** The dialog of this ring is on the screen until the function that comes back is called. */
  readonly shown: (key: string) => Unsubscribe
  readonly close: () => void
}

const keyOf = ({ call, ring }: { call: Call; ring: Ring }, { person }: OwnConsole): string => {
  const called = ring.called?.find((one) => one.person === person.person)
  return `${call.callId}/${ring.attempt}${called ? `/${called.atMs}` : ''}`
}

/** A browser that kept silent may sound after any gesture: tried again this often while it rings. */
const TRY_SOUND_MS = 1_000

/** The rings that reach this console. It says of a ring only what is true here: see DESIGN.md, *ring*. */
export function createRings(
  parts: {
    media: MediaPort
    clock: ClockPort
    attention: AttentionPort
    notifications: NotificationPort
    lines: Lines
    lamps: ConsoleLamps
    call: CallModel
    command: Command
  },
  words: (ring: IncomingRing) => { title: string; body: string },
): RingModel {
  const { media, clock, attention, lines, lamps, call: own, command } = parts
  const shownKey = signal<string | undefined>(undefined)
  const attentive = signal(attention.attentive())
  /** The ring whose dialog was on the screen when somebody last used the page. */
  const seenKey = signal<string | undefined>(undefined)
  const sounds = signal<boolean | undefined>(undefined)
  const settling = signal<ReadonlySet<string>>(new Set())

  const incoming = computed<readonly IncomingRing[]>(() => {
    const me = lines.own.value
    if (me === undefined) return []
    const rings = lines.lines.value.flatMap((snapshot): IncomingRing[] => {
      const here = ringAt(snapshot, me)
      return here ? [{ key: keyOf(here, me), snapshot, ...here }] : []
    })
    const rank = ({ call }: IncomingRing): number => PRECEDENCES.indexOf(call.precedence)
    return rings.toSorted((a, b) => rank(b) - rank(a) || a.call.placedAtMs - b.call.placedAtMs)
  })

  /** The same, once what follows from it here has been done: a ring sounds first, and is reported then. */
  const reportable = signal<readonly IncomingRing[]>([])
  const told = new Set<string>()
  async function tell({ key, call, ring }: IncomingRing, state: RingReport): Promise<void> {
    const name = `${key}/${state}`
    if (told.has(name)) return
    told.add(name)
    const armed = lamps.arming.peek() === 'armed'
    const about = { line: call.line, callId: call.callId, attempt: ring.attempt, state, armed }
    const answer = await command('ring:report', about)
    // What the server does not know for sure is told again at the next change.
    if (!answer.ok && answer.refusal.code === 'unavailable') told.delete(name)
  }

  /** What is over already, or was done by somebody else, is what was wanted. */
  function refusable(answer: Answer<unknown>): void {
    if (!answer.ok && answer.refusal.code !== 'too-late') own.refused(answer.refusal)
  }

  const missedOn = perLine((line) => lines.snapshotOf(line)?.state.missed ?? [])
  const missed = computed<readonly Missed[]>(() => {
    const me = lines.own.value
    if (me === undefined) return []
    const { party, person } = me.person
    return lines.definitions.value.flatMap((line) => {
      const self = selfOn({ line }, me)
      return missedOn(line.line)
        .filter((ring) => ring.party === party && !ring.acknowledgedBy.includes(person))
        .filter((ring) => self !== undefined && isFor(ring, self))
        .map((ring) => ({
          line: line.line,
          lineName: line.name,
          ring,
          // Who has declined it knows of it, and is not to be disturbed where they said they were.
          sounds: stillSounds(ring) && ring.declinedBy?.includes(person) !== true,
          acknowledge: async () =>
            refusable(await command('ring:acknowledge', { line: line.line, callId: ring.callId })),
        }))
    })
  })
  /** The most urgent missed one that goes on sounding; at a console in a call it would sound into the call. */
  const lasting = computed(() => {
    if (own.own.value) return undefined
    const rings = missed.value.filter(({ sounds: lasts }) => lasts).map(({ ring }) => ring)
    return rings.toSorted((a, b) => PRECEDENCES.indexOf(b.precedence) - PRECEDENCES.indexOf(a.precedence))[0]
  })

  const outgoing = computed(() => (own.own.value?.call.phase === 'ringing' ? own.own.value.call : undefined))
  /** What should be heard now: one tone at a time, and a ring from outside goes before one's own. */
  const tone = computed(() => {
    const first = incoming.value[0]
    if (first) return `incoming ${first.key} ${first.call.precedence}`
    if (lasting.value) return `incoming missed ${lasting.value.callId} ${lasting.value.precedence}`
    const call = outgoing.value
    return call && call.rings.some(isRinging) ? `outgoing ${call.callId} ${call.precedence}` : ''
  })

  async function sound(wanted: string): Promise<void> {
    const [kind, of] = wanted.startsWith('incoming')
      ? (['incoming', incoming.peek()[0]?.call ?? lasting.peek()] as const)
      : (['outgoing', outgoing.peek()] as const)
    const heard = await media.ring(kind, of?.precedence ?? 'routine')
    // The ring may have been settled while the browser made up its mind.
    if (tone.peek() === wanted) sounds.value = heard
    else if (tone.peek() === '') media.silence()
  }

  /** The ring that has a notice, which stays as it is: what else happens on the line does not show anew what was pressed. */
  const noticed = computed(() => (attentive.value ? undefined : incoming.value[0]?.key))

  const stop = [
    effect(() => {
      // Whoever signs in next at this page is another console, which has told nothing yet.
      if (lines.own.value === undefined) told.clear()
    }),
    effect(() => {
      const wanted = tone.value
      sounds.value = undefined
      if (wanted === '') media.silence()
      else void sound(wanted)
    }),
    clock.every(TRY_SOUND_MS, () => {
      if (tone.peek() === '') return
      // A browser may stop a tone that it has let sound: then it is said to be silent here, and tried again.
      if (sounds.peek() === true && !media.soundRunning()) sounds.value = false
      if (sounds.peek() === false) void sound(tone.peek())
    }),
    effect(() => {
      reportable.value = incoming.value
    }),
    effect(() => {
      if (lines.connection.value !== 'connected') return
      for (const ring of reportable.value) {
        void tell(ring, 'reached')
        // Only the tone of the first is heard, but it is heard at this console: it rings for all of them.
        if (sounds.value === true) void tell(ring, 'sounding')
        if (seenKey.value === ring.key) void tell(ring, 'seen')
      }
    }),
    attention.onUse(() => (seenKey.value = shownKey.peek())),
    attention.onChange(() => (attentive.value = attention.attentive())),
    effect(() => {
      const first = noticed.value === undefined ? undefined : incoming.peek()[0]
      if (first === undefined) return undefined
      const { title, body } = words(first)
      return parts.notifications.show(title, body)
    }),
  ]

  const settle = async (key: string, work: () => Promise<void>): Promise<void> => {
    settling.value = new Set(settling.peek()).add(key)
    try {
      await work()
    } finally {
      const rest = new Set(settling.peek())
      rest.delete(key)
      settling.value = rest
    }
  }

  function besides({ call, ring, snapshot }: IncomingRing): 'takes' | 'higher' | 'lower' | undefined {
    const inside = own.own.value
    // The server may not have taken the console yet when the ring is seen: the rule is the same here and there.
    if (inside === undefined || isAside(inside)) return undefined
    const me = lines.own.value
    const self = me && selfOn(snapshot, me)
    if (self && takesConsole(call, ring, self, inside.call)) return 'takes'
    return isHigher(call.precedence, inside.call.precedence) ? 'higher' : 'lower'
  }

  return {
    incoming,
    sounds,
    missed,
    besides,
    answer(ring) {
      const { key, call } = ring
      if (settling.value.has(key)) return undefined
      return () => settle(key, () => own.answer(call.line, call.callId, besides(ring) === 'takes' ? 'hold' : 'leave'))
    },
    holdAndAnswer(ring) {
      const { key, call } = ring
      const stands = besides(ring)
      if (settling.value.has(key) || stands === undefined || stands === 'takes') return undefined
      return () => settle(key, () => own.answer(call.line, call.callId, 'hold'))
    },
    decline({ key, call }) {
      if (settling.value.has(key)) return undefined
      return (reason, callBackAtMs) =>
        settle(key, async () => {
          const about = { line: call.line, callId: call.callId, reason }
          refusable(await command('call:decline', { ...about, ...(callBackAtMs !== undefined && { callBackAtMs }) }))
        })
    },
    shown(key) {
      shownKey.value = key
      return () => {
        if (shownKey.peek() === key) shownKey.value = undefined
      }
    },
    close: () => stop.forEach((end) => end()),
  }
}
