import { batch, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import { deskOf, isCarried, liveOn, partnersOn } from '../../server/calls/desks.ts'
import type { Channel, Desk, FloorOrChannel, Turn } from '../../server/protocol/interpretation.ts'
import type { LineCommandPayload } from '../../server/protocol/lineCommands.ts'
import type { Call, Leg } from '../../server/protocol/lineState.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import { confersIn } from './caucus.ts'
import { seatedAt, type Seated } from './channels.ts'
import type { Command } from './commands.ts'
import type { DeskVoice } from './deskVoice.ts'
import type { OwnCall } from './ownCall.ts'
import type { MediaPort } from './ports.ts'

type Action = ReadonlySignal<(() => Promise<void>) | undefined>

/** Whether who sits here has a desk in the call: it takes two languages to interpret between them. */
export const interpretsIn = ({ call, leg }: OwnCall): boolean =>
  leg.role === 'interpreter' && (call.channels?.length ?? 0) > 1

/** A channel that can be taken over now. */
export interface TakeOver {
  readonly channel: Channel
  /** Who has asked for it; absent where nothing comes from whoever was live on it. */
  readonly from?: Leg
  readonly act: () => Promise<void>
}

/** The working place of whoever interprets at this console; each action is undefined while it is not possible. */
export interface InterpreterDesk {
  /** Whether whoever sits here is an interpreter of this call, at a desk or not yet. */
  readonly isInterpreter: ReadonlySignal<boolean>
  readonly desk: ReadonlySignal<Desk | undefined>
  /** The others whose desk has the channel into which this one speaks; on the floor, any channel of its pair. */
  readonly partners: ReadonlySignal<readonly Seated[]>
  /** What of this console goes out at this moment, and where to. */
  readonly onAir: ReadonlySignal<FloorOrChannel | undefined>
  readonly coughing: ReadonlySignal<boolean>
  /** By themselves or by their own party, until they unmute. */
  readonly muted: ReadonlySignal<boolean>
  readonly take: ReadonlySignal<
    ((pair: readonly [Channel, Channel], output: FloorOrChannel) => Promise<void>) | undefined
  >
  readonly leave: Action
  /** Into the other channel of the pair: one key. */
  readonly turn: Action
  readonly turnTo: (output: FloorOrChannel) => (() => Promise<void>) | undefined
  /** While it is held, nothing goes out. */
  readonly cough: ReadonlySignal<((held: boolean) => void) | undefined>
  /** Asks the partner to take over. */
  readonly handOver: Action
  /** Takes back what was asked. */
  readonly keep: Action
  readonly takeOver: ReadonlySignal<TakeOver | undefined>
  readonly setMode: (mode: LineCommandPayload<'mode:set'>['mode']) => (() => Promise<void>) | undefined
  readonly setTurn: (turn: Exclude<Turn, 'speaking'>) => (() => Promise<void>) | undefined
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly close: () => void
}

export function createInterpreterDesk(
  media: Pick<MediaPort, 'interpret' | 'setMuted'>,
  command: Command,
  own: ReadonlySignal<OwnCall | undefined>,
  voice: Pick<DeskVoice, 'muted'>,
): InterpreterDesk {
  const coughing = signal(false)
  const { muted } = voice
  const refusal = signal<Refusal | undefined>(undefined)

  /** Where one can work: in a call that has channels, and not from a caucus, nor while this console is on hold or lost to it. */
  const inside = computed(() => {
    const now = own.value
    const isThere = now && interpretsIn(now) && now.leg.state === 'on' && now.leg.hold === undefined
    return isThere && !confersIn(now) ? now : undefined
  })
  const desk = computed(() => own.value && deskOf(own.value.call, own.value.leg.console))
  const onAir = computed((): FloorOrChannel | undefined => {
    const [now, at] = [inside.value, desk.value]
    if (now === undefined || at === undefined || !at.live || coughing.value || muted.value) return undefined
    return at.output === 'floor' && now.call.consecutive === undefined ? undefined : at.output
  })
  const partners = computed(() => {
    const [now, at] = [own.value, desk.value]
    if (now === undefined || at === undefined) return []
    const shared = at.output === 'floor' ? at.pair : [at.output]
    return seatedAt(now.call).filter(
      ({ desk: { console, pair } }) => console !== at.console && pair.some((one) => shared.includes(one)),
    )
  })
  const ask = async (asking: ReturnType<Command>): Promise<void> => {
    refusal.value = undefined
    const answer = await asking
    if (!answer.ok) refusal.value = answer.refusal
  }
  type At<T> = (named: Pick<Call, 'line' | 'callId'>, at: Desk, call: Call) => T | undefined
  const whenAt = <T>(action: At<T>): T | undefined => {
    const [now, at] = [inside.value, desk.value]
    return now && at && action({ line: now.call.line, callId: now.call.callId }, at, now.call)
  }
  const turnTo = (output: FloorOrChannel) =>
    whenAt((call, at) => (at.output === output ? undefined : () => ask(command('desk:turn', { ...call, output }))))

  /** Words, so that what follows them runs when they change and not with every fact of the line. */
  const channels = computed(() => desk.value?.pair.join(' '))
  /** Nothing of a call is on the air of another, nor of one that comes back from hold, before this has been said again. */
  const sitting = computed(() => {
    const now = own.value
    return now && desk.value && `${now.call.callId} ${now.leg.hold === undefined ? 'there' : 'held'}`
  })
  const stop = [
    effect(() => {
      // Both channels are sent, wherever the desk is live: what waits is held by the server, so that turning and taking over
      // wait for no request of this console. To be muted here says that nothing comes, and would give the channel away.
      const [sent, coughs] = [inside.value !== undefined && !muted.value, coughing.value && desk.value?.output]
      const pair = channels.value?.split(' ') ?? []
      untracked(() => void media.interpret(pair.map((channel) => ({ channel, muted: !sent || channel === coughs }))))
    }),
    effect(() => {
      const off = onAir.value !== 'floor'
      // A button that is gone is not held.
      if (sitting.value === undefined) coughing.value = false
      else untracked(() => void media.setMuted(off))
    }),
  ]

  return {
    isInterpreter: computed(() => inside.value !== undefined),
    desk,
    partners,
    onAir,
    coughing,
    muted,
    take: computed(() => {
      const now = inside.value
      if (now === undefined) return undefined
      const { line, callId } = now.call
      return ([one, other], output) => ask(command('desk:take', { line, callId, pair: [one, other], output }))
    }),
    leave: computed(() => whenAt((call) => () => ask(command('desk:leave', call)))),
    turn: computed(() => whenAt((_call, { pair: [one, other], output }) => turnTo(output === one ? other : one))),
    turnTo,
    cough: computed(() => whenAt(() => (held: boolean) => void (coughing.value = held))),
    handOver: computed(() =>
      whenAt((call, at, now) => {
        const isAsked = at.offeredAtMs !== undefined
        if (isAsked || !at.live || at.output === 'floor') return undefined
        if (partnersOn(now, at.output, at.console).length === 0) return undefined
        return () => ask(command('channel:offer', call))
      }),
    ),
    keep: computed(() =>
      whenAt((call, at) => (at.offeredAtMs === undefined ? undefined : () => ask(command('channel:keep', call)))),
    ),
    takeOver: computed(() =>
      whenAt((named, at, call) =>
        takeOverOf(call, at, (channel) => ask(command('channel:take', { ...named, channel }))),
      ),
    ),
    setMode(mode) {
      const now = inside.value
      if (now === undefined || (now.call.consecutive === undefined) === (mode === 'simultaneous')) return undefined
      const { line, callId } = now.call
      return () => ask(command('mode:set', { line, callId, mode }))
    },
    setTurn(turn) {
      const now = inside.value
      if (now?.call.consecutive === undefined || now.call.consecutive.turn === turn) return undefined
      const { line, callId } = now.call
      return () => ask(command('turn:set', { line, callId, turn }))
    },
    refusal,
    close: () => batch(() => stop.forEach((end) => end())),
  }
}

/** The channel that somebody asks to be relieved of goes before one from which nothing comes. */
function takeOverOf(call: Call, at: Desk, take: (channel: Channel) => Promise<void>): TakeOver | undefined {
  for (const channel of at.pair) {
    const holder = liveOn(call, channel)
    if (holder?.offeredAtMs === undefined || holder.console === at.console) continue
    const from = call.legs.find(({ console, state }) => console === holder.console && state !== 'left')
    return { channel, ...(from && { from }), act: () => take(channel) }
  }
  const { output } = at
  return at.live || output === 'floor' || isCarried(call, output)
    ? undefined
    : { channel: output, act: () => take(output) }
}
