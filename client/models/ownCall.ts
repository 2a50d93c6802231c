import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { comesInMuted } from '../../server/calls/delegation.ts'
import { hushOf } from '../../server/calls/hush.ts'
import { legOf, legOfPerson, liveCall, placeOnLine } from '../../server/calls/roster.ts'
import type { Hush } from '../../server/protocol/caucus.ts'
import type { LineSnapshot } from '../../server/protocol/consoles.ts'
import type { Call, Leg, Ring } from '../../server/protocol/lineState.ts'
import type { EndReason, Marking } from '../../server/protocol/words.ts'
import type { KeptOff } from './keptOff.ts'
import type { Lines } from './lines.ts'
import type { MediaPort } from './ports.ts'

/** The call that this page is in. A leg that the server knows from before a reload is not enough: it offers *Join*. */
export interface OwnCall {
  readonly snapshot: LineSnapshot
  readonly call: Call
  readonly leg: Leg
}

/**
 * Whether its person has put the call aside: on hold, for nothing that rings at this console or has taken it. Other lines can
 * be seen to meanwhile, and called on.
 */
export const isAside = (own: OwnCall | undefined): boolean => own?.leg.hold?.reason === 'asked'

/** Why this page is in a call no longer, for the person who is still looking at it. */
export type Aftermath =
  | {
      readonly line: string
      readonly why: EndReason
      readonly startedAtMs: number
      readonly endedAtMs: number
      readonly marking: Marking
      /** Who declined, of parties that did not come: what they said is of use after the call. */
      readonly declined: readonly { readonly party: string; readonly decline: Ring['declines'][number] }[]
    }
  | { readonly line: string; readonly why: 'left' | 'moved' }

interface Entered {
  readonly line: string
  readonly callId: string
  /** Until the line has been folded this far, a missing leg only means that the news is still on its way. */
  readonly version: number
}

export interface OwnCallModel {
  readonly own: ReadonlySignal<OwnCall | undefined>
  /** Of the call that this page has come into, also while the line has not told of its leg yet. */
  readonly callId: ReadonlySignal<string | undefined>
  readonly aftermath: ReadonlySignal<Aftermath | undefined>
  readonly enter: (entered: Entered) => void
  readonly goOut: (why: Aftermath | undefined) => void
  readonly dismissAftermath: () => void
  readonly close: () => void
}

/** Holds which call this page is in, and goes out of it when the line says that this console is in it no longer. */
export function createOwnCall(media: MediaPort, lines: Lines, keptOff: KeptOff): OwnCallModel {
  const entered = signal<Entered | undefined>(undefined)
  const aftermath = signal<Aftermath | undefined>(undefined)

  const own = computed<OwnCall | undefined>(() => {
    const inside = entered.value
    const snapshot = inside && lines.snapshotOf(inside.line)
    const call = snapshot && liveCall(snapshot.state)
    const leg = call && call.callId === inside?.callId ? legOf(call, lines.own.value?.console ?? '') : undefined
    return snapshot && call && leg ? { snapshot, call, leg } : undefined
  })

  function enter(inside: Entered): void {
    batch(() => {
      entered.value = inside
      aftermath.value = undefined
    })
    putOn(inside)
  }

  function putOn({ line, callId }: Entered): void {
    onHold = false
    // Before anything is on the air. Who comes out of a caucus says so anew, also where they have been on the air before.
    for (const kind of hushedKinds(lines, line, callId)) keptOff.keep(callId, kind, true)
    if (keptOff.isOff(callId, 'microphone', isMutedAtFirst(lines, line))) void media.setMuted(true)
    if (keptOff.isOff(callId, 'camera')) void media.setCamera(false)
    media.enter(line, callId)
  }

  function goOut(why: Aftermath | undefined): void {
    batch(() => {
      entered.value = undefined
      aftermath.value = why
    })
    media.leave()
  }

  /** Whether this page has taken itself off the air of the call that it is in, because its leg is held. */
  let onHold = false
  const followHold = effect(() => {
    const inside = entered.value
    const now = own.value
    if (inside === undefined || now === undefined || now.snapshot.state.version < inside.version) return
    const isHeld = now.leg.hold !== undefined
    if (isHeld === onHold) return
    if (isHeld) {
      onHold = true
      media.leave()
    } else putOn(inside)
  })

  const followLeg = effect(() => {
    const inside = entered.value
    if (inside === undefined) return
    const state = lines.snapshotOf(inside.line)?.state
    if (state === undefined) {
      // The newest welcome has no such line for this person any more: nothing of theirs may stay on its air.
      if (lines.own.value !== undefined && lines.connection.value === 'connected')
        goOut({ line: inside.line, why: 'left' })
      return
    }
    if (state.version < inside.version) return
    const { call } = state
    if (call !== undefined && call.callId === inside.callId && own.value !== undefined) return
    goOut(aftermathOf(inside, call, lines.own.peek()?.person.person ?? ''))
  })

  return {
    own,
    callId: computed(() => entered.value?.callId),
    aftermath: computed(() => {
      const after = aftermath.value
      // What became of a call is no news any more once there is another: it would be read as what became of that one.
      const state = after && lines.snapshotOf(after.line)?.state
      const isOld = after !== undefined && 'endedAtMs' in after && state !== undefined && liveCall(state) !== undefined
      return isOld ? undefined : after
    }),
    enter,
    goOut,
    dismissAftermath: () => (aftermath.value = undefined),
    close() {
      followHold()
      followLeg()
    },
  }
}

/** What of whoever sits here is off the air because they were in a caucus, at whichever console. */
function hushedKinds(lines: Lines, line: string, callId: string): Hush['off'] {
  const [call, own] = [lines.snapshotOf(line)?.state.call, lines.own.peek()]
  return (call?.callId === callId && own && hushOf(call, own.person.person)?.off) || []
}

/** Whether whoever sits here comes into calls of a line muted. */
function isMutedAtFirst(lines: Lines, line: string): boolean {
  const person = lines.own.peek()?.person
  const definition = lines.snapshotOf(line)?.line
  const place = person && definition && placeOnLine(person, definition)
  return place !== undefined && comesInMuted(place)
}

/** Why `person` is out of a call that they had come into, by what is on its line now. */
function aftermathOf({ line, callId }: Entered, call: Call | undefined, person: string): Aftermath {
  if (call?.callId === callId && call.endReason !== undefined) {
    const { endReason, marking, placedAtMs, upAtMs = placedAtMs, endedAtMs = placedAtMs } = call
    const absent = call.rings.filter(({ party }) => !call.legs.some((leg) => leg.party === party))
    const declined = absent.flatMap(({ party, declines }) => declines.map((decline) => ({ party, decline })))
    return { line, why: endReason, startedAtMs: upAtMs, endedAtMs, marking, declined }
  }
  // One's own leaving may be heard of here before its answer: only a leg at another console means that it moved.
  const moved = call !== undefined && legOfPerson(call, person) !== undefined
  return { line, why: moved ? 'moved' : 'left' }
}
