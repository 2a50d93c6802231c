import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { PresentConsole } from '../../server/protocol/consoles.ts'
import { isRinging } from '../../server/calls/rings.ts'
import { hears, isHeardBy, isThere, legOfPerson, liveCall, outsideOf } from '../../server/calls/roster.ts'
import type { Leg } from '../../server/protocol/lineState.ts'
import type { Marking, Precedence } from '../../server/protocol/words.ts'
import { createCallActivity, type CallActivity } from './callActivity.ts'
import { createCallCommands, type CallCommands, type OtherCall } from './callCommands.ts'
import type { Command } from './commands.ts'
import { createDeskVoice, type DeskVoice } from './deskVoice.ts'
import { createDelegations, type DelegationModel } from './delegations.ts'
import type { ClockPort } from './deskPorts.ts'
import { createEndPresses, type EndPresses } from './endPresses.ts'
import { createHeldCalls, type HeldCalls } from './heldCalls.ts'
import type { KeptOff } from './keptOff.ts'
import { ringAt, type Lines } from './lines.ts'
import { canBeRung } from './partyRing.ts'
import { createOwnCall, isAside, type OwnCall, type OwnCallModel } from './ownCall.ts'
import { createOwnControls, type OwnControls } from './ownControls.ts'
import type { LocalMedia, MediaPort, RemoteTrack, SignalingPort } from './ports.ts'

/** What the screens see of the call that this page is in, and what can be done about calls now. */
export interface CallModel
  extends
    OwnControls,
    CallActivity,
    DelegationModel,
    Pick<OwnCallModel, 'own' | 'aftermath' | 'dismissAftermath'>,
    Pick<CallCommands, 'refusal' | 'refused' | 'busy' | 'dismissRefusal'>,
    Pick<HeldCalls, 'held'>,
    Pick<EndPresses, 'asksEnd'> {
  readonly local: ReadonlySignal<LocalMedia>
  readonly remotes: ReadonlySignal<readonly RemoteTrack[]>
  /** The others whose path carries voices alone. */
  readonly narrowLegs: ReadonlySignal<readonly Leg[]>
  readonly voice: DeskVoice
  /** What can be done on a line now, also with one's own call put aside; read inside a computation, it follows. */
  readonly place: (line: string) => ((precedence: Precedence, marking: Marking) => Promise<void>) | undefined
  readonly join: (line: string) => (() => Promise<void>) | undefined
  /** The leg of the same person at another console, when the call is up there. */
  readonly elsewhere: (line: string) => Leg | undefined
  /** @param other what becomes of the call on another line that this page is in. */
  readonly answer: (line: string, callId: string, other?: OtherCall) => Promise<void>
  readonly cancel: ReadonlySignal<(() => Promise<void>) | undefined>
  /** Puts the call aside; `held` leads back. */
  readonly hold: ReadonlySignal<(() => Promise<void>) | undefined>
  readonly leave: ReadonlySignal<(() => Promise<void>) | undefined>
  /** The first press asks, the second ends. */
  readonly end: ReadonlySignal<(() => void) | undefined>
  readonly ringAgain: (party: string) => (() => Promise<void>) | undefined
  /** Of a party that this call rings: rings one who is signed in, while no ring rings for them. */
  readonly ringOne: (who: PresentConsole) => (() => Promise<void>) | undefined
  /** The session is over: this page is in no call. */
  readonly forget: () => void
  readonly close: () => void
}

export function createCall(
  media: MediaPort,
  signaling: SignalingPort,
  clock: ClockPort,
  lines: Lines,
  command: Command,
  keptOff: KeptOff,
): CallModel {
  const local = signal(media.local())
  const remotes = signal(media.remotes())
  const ownCall = createOwnCall(media, lines, keptOff)
  // Of a call on hold nothing is heard, nor who speaks there.
  const heardCallId = computed(() => (ownCall.own.value?.leg.hold ? undefined : ownCall.callId.value))
  const activity = createCallActivity(signaling, heardCallId)
  const commands = createCallCommands(media, lines, command, ownCall)
  const ending = createEndPresses(clock, ownCall, (call) => void commands.ask('call:end', call))
  const { own, callId: enteredCallId, aftermath } = ownCall
  const { busy, comeIn } = commands
  const voice = createDeskVoice(own, keptOff)
  const controls = createOwnControls(media, own, local, keptOff, voice)
  const delegations = createDelegations({ media, own, keptOff, commands, ...controls })
  const narrowLegs = computed(() => {
    const { call, leg: mine } = own.value ?? {}
    const others = call?.legs.filter(({ console, state }) => state === 'on' && console !== mine?.console) ?? []
    return others.filter(({ console }) => activity.quality.value.get(console)?.narrow === true)
  })
  const isAnyNarrow = computed(() => narrowLegs.value.length > 0)
  const { held, close: forgetHeld } = createHeldCalls(lines, command, commands, enteredCallId)

  const stop = [
    media.onLocal((next) => (local.value = next)),
    media.onRemotes((next) => (remotes.value = next)),
    effect(() => void media.setOthersNarrow(isAnyNarrow.value)),
    forgetHeld,
    ending.close,
    commands.close,
    activity.close,
    delegations.close,
    voice.close,
    ownCall.close,
  ]

  const whenIn = <T>(action: (inside: OwnCall) => T | undefined): ReadonlySignal<T | undefined> =>
    computed(() =>
      own.value && own.value.leg.hold === undefined && busy.value === undefined ? action(own.value) : undefined,
    )

  return {
    own,
    held,
    local,
    remotes,
    speakers: activity.speakers,
    quality: activity.quality,
    narrowLegs,
    aftermath,
    refusal: commands.refusal,
    refused: commands.refused,
    busy,
    asksEnd: ending.asksEnd,
    place(line) {
      const snapshot = lines.snapshotOf(line)
      const elsewhere = enteredCallId.value !== undefined && !isAside(own.value)
      const free = !elsewhere && busy.value === undefined && lines.connection.value === 'connected'
      if (snapshot?.standing !== 'rung' || !free || liveCall(snapshot.state) !== undefined) return undefined
      return (precedence, marking) => comeIn(line, () => command('call:place', { line, precedence, marking }), 'hold')
    },
    join(line) {
      const snapshot = lines.snapshotOf(line)
      const call = snapshot && liveCall(snapshot.state)
      if (!snapshot || !call || busy.value !== undefined) return undefined
      const onHold = held.value.find(({ snapshot: { line: held } }) => held.line === line)
      if (onHold) return onHold.retrieve
      if (enteredCallId.value === call.callId) return undefined
      const me = lines.own.value
      const answers = snapshot.standing === 'rung' || (me && ringAt(snapshot, me) !== undefined)
      if (call.phase === 'ringing' && !answers) return undefined
      return () => comeIn(line, () => command('call:join', { line, callId: call.callId }))
    },
    elsewhere(line) {
      const snapshot = lines.snapshotOf(line)
      const call = snapshot && liveCall(snapshot.state)
      const me = lines.own.value
      const leg = call && me && legOfPerson(call, me.person.person)
      return leg !== undefined && leg.console !== me?.console ? leg : undefined
    },
    answer: (line, callId, other) => comeIn(line, () => command('call:answer', { line, callId }), other),
    cancel: whenIn((now) => (mayCancel(now) ? () => commands.ask('call:cancel', now.call) : undefined)),
    hold: whenIn(({ call }) => (call.phase === 'up' ? () => commands.ask('call:hold', call) : undefined)),
    leave: whenIn((now) =>
      now.call.phase === 'up' || !mayCancel(now) ? () => commands.ask('call:leave', now.call) : undefined,
    ),
    end: whenIn(({ call, snapshot }) =>
      call.phase === 'up' && snapshot.standing === 'rung' ? ending.press.value : undefined,
    ),
    ringAgain(party) {
      const now = own.value
      const ring = now?.call.rings.find((candidate) => candidate.party === party)
      const may = now?.snapshot.standing === 'rung' && now.leg.hold === undefined && busy.value === undefined
      if (!now || !ring || !may || isHeardBy(now.call, party) || isRinging(ring)) return undefined
      if (isThere(now.call, party) && outsideOf(now.call, party, now.snapshot.consoles).length === 0) return undefined
      return () => commands.ringAgain(now.call, party)
    },
    ringOne(who) {
      const now = own.value
      const ring = now?.call.rings.find((candidate) => candidate.party === who.party)
      const may = now?.snapshot.standing === 'rung' && now.leg.hold === undefined && busy.value === undefined
      if (!now || !ring || !may || !canBeRung(ring, who) || hears(now.call, who.person)) return undefined
      return () => commands.ringAgain(now.call, who.party, who.person)
    },
    ...controls,
    voice,
    possible: delegations.possible,
    news: delegations.news,
    forget: () => ownCall.goOut(undefined),
    dismissAftermath: ownCall.dismissAftermath,
    dismissRefusal: commands.dismissRefusal,
    close: () => stop.forEach((end) => end()),
  }
}

/** Who has placed a call that still rings gives it up for all; an interpreter who is in it already leaves it. */
const mayCancel = ({ call, leg, snapshot }: OwnCall): boolean =>
  call.phase === 'ringing' && call.placedBy.party === leg.party && snapshot.standing === 'rung'
