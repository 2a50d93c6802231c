import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { canConfirm, confirmsRollCalls, standingIn } from '../../server/calls/rollCalls.ts'
import { placeOnLine } from '../../server/calls/roster.ts'
import type { RollCall } from '../../server/protocol/rollCalls.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { CallModel } from './call.ts'
import type { Command } from './commands.ts'
import type { AttentionPort, NotificationPort } from './deskPorts.ts'
import type { Lines } from './lines.ts'
import type { MediaPort } from './ports.ts'
import type { ServerClock } from './serverClock.ts'

/** A roll-call that is open, or is over and still of interest. */
export interface ShownRollCall {
  readonly line: string
  readonly lineName: string
  readonly rollCall: RollCall
  /** Whoever sits here is to confirm it for their party, and nobody has. */
  readonly mine: boolean
}

export interface RollCallModel {
  /** The ones to be confirmed here first, then those that are due sooner. */
  readonly shown: ReadonlySignal<readonly ShownRollCall[]>
  /** Undefined while it is being sent, and where it is not for this console. */
  readonly confirm: (shown: ShownRollCall) => (() => Promise<void>) | undefined
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly close: () => void
}

/** How long what became of it stays: long enough to be read, and for what was missed to be seen by who comes back. */
const PASSED_SHOWN_MS = 60_000
const MISSED_SHOWN_MS = 10 * 60_000
/** When so much is left of its time who has not confirmed is told again. */
const NEAR_MS = 60_000
const NEAR_SHARE = 0.25

export function createRollCalls(
  parts: {
    media: MediaPort
    attention: AttentionPort
    notifications: NotificationPort
    lines: Lines
    serverClock: ServerClock
    call: CallModel
    command: Command
  },
  words: (shown: ShownRollCall) => { title: string; body: string },
): RollCallModel {
  const { media, attention, lines, serverClock, call, command } = parts
  const sending = signal<ReadonlySet<string>>(new Set())
  const refusal = signal<Refusal | undefined>(undefined)
  const attentive = signal(attention.attentive())

  const all = computed<readonly ShownRollCall[]>(() => {
    const me = lines.own.value?.person
    if (me === undefined) return []
    return lines.lines.value.flatMap(({ line, state }) => {
      const place = placeOnLine(me, line)
      const confirms = place !== undefined && confirmsRollCalls(place.role)
      return state.rollCalls.map((rollCall) => {
        const own = rollCall.parties.find(({ party }) => party === me.party)
        const mine = confirms && own !== undefined && own.confirmed === undefined
        return { line: line.line, lineName: line.name, rollCall, mine }
      })
    })
  })

  const shown = computed(() => {
    const nowMs = serverClock.nowMs.value
    return all.value
      .map((one) => ({ ...one, mine: one.mine && isMineAt(one, nowMs) }))
      .filter((one) => one.mine || isOfInterest(one.rollCall, nowMs))
      .toSorted((a, b) => Number(b.mine) - Number(a.mine) || a.rollCall.dueMs - b.rollCall.dueMs)
  })

  const isMineAt = ({ rollCall }: ShownRollCall, nowMs: number): boolean =>
    canConfirm(rollCall, lines.own.peek()?.person.party ?? '', nowMs)

  /** The ones that wait for whoever sits here, in time, and how urgently; only what changes is told. */
  const waiting = computed(() => {
    const open = shown.value.filter(({ mine, rollCall }) => mine && rollCall.closedAtMs === undefined)
    return open.map(({ rollCall }) => `${rollCall.rollCallId} ${isNear(rollCall, serverClock.nowMs.value)}`).join('\n')
  })

  const told = new Set<string>()
  const stop = [
    effect(() => {
      const news = waiting.value.split('\n').filter((one) => one !== '' && !told.has(one))
      for (const one of news) told.add(one)
      // Softly, once when it opens and once before its time is up; who is in a call hears that and sees a strip.
      if (news.length > 0 && call.own.peek() === undefined) media.chime()
    }),
    attention.onChange(() => (attentive.value = attention.attentive())),
    effect(() => {
      const first = waiting.value === '' || attentive.value ? undefined : shown.peek().find(({ mine }) => mine)
      if (first === undefined) return undefined
      const { title, body } = words(first)
      return parts.notifications.show(title, body)
    }),
  ]

  async function confirm({ line, rollCall: { rollCallId } }: ShownRollCall): Promise<void> {
    sending.value = new Set(sending.peek()).add(rollCallId)
    const answer = await command('rollcall:confirm', { line, rollCallId })
    refusal.value = answer.ok ? undefined : answer.refusal
    sending.value = new Set([...sending.peek()].filter((other) => other !== rollCallId))
  }

  return {
    shown,
    confirm(one) {
      const possible = one.mine && lines.connection.value === 'connected'
      return possible && !sending.value.has(one.rollCall.rollCallId) ? () => confirm(one) : undefined
    },
    refusal,
    close: () => stop.forEach((end) => end()),
  }
}

function isOfInterest({ closedAtMs, parties }: RollCall, nowMs: number): boolean {
  if (closedAtMs === undefined) return true
  const passed = parties.every((party) => standingIn(party) === 'passed')
  return nowMs < closedAtMs + (passed ? PASSED_SHOWN_MS : MISSED_SHOWN_MS)
}

const isNear = ({ dueMs, deadlineMs }: RollCall, nowMs: number): boolean =>
  deadlineMs - nowMs <= Math.min(NEAR_MS, (deadlineMs - dueMs) * NEAR_SHARE)
