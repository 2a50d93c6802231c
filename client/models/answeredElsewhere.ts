import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { isOfInterpreters } from '../../server/calls/interpreterRings.ts'
import { legOf, legOfPerson, liveCall } from '../../server/calls/roster.ts'
import type { Lines } from './lines.ts'
import type { IncomingRing } from './ring.ts'

/** A ring that fell silent here because it was answered at another console of the same party. */
export interface AnsweredElsewhere {
  readonly line: string
  readonly lineName: string
  /** Who called. */
  readonly party: string
  /** The same person in another tab of this browser, or at another console, or somebody else of the party. */
  readonly where: 'tab' | 'console' | 'colleague'
  readonly person: string
}

export interface AnsweredElsewhereModel {
  /** Until it is closed, this console is in the call too, or the call is over. */
  readonly note: ReadonlySignal<AnsweredElsewhere | undefined>
  readonly dismiss: () => void
  readonly close: () => void
}

/** Why it does not ring here any more, for whoever reached for the console and found it silent. */
export function createAnsweredElsewhere(
  lines: Pick<Lines, 'lines' | 'own' | 'snapshotOf'>,
  incoming: ReadonlySignal<readonly IncomingRing[]>,
  siblings: ReadonlySignal<ReadonlySet<string>>,
): AnsweredElsewhereModel {
  const silenced = signal<
    { readonly line: string; readonly callId: string; readonly ofInterpreters: boolean } | undefined
  >(undefined)
  let ringing: readonly IncomingRing[] = []

  const follow = effect(() => {
    const now = incoming.value
    for (const { key, call, ring } of ringing) {
      const about = { line: call.line, callId: call.callId, ofInterpreters: isOfInterpreters(call, ring) }
      if (!now.some((still) => still.key === key)) silenced.value = about
    }
    ringing = now
  })

  const note = computed<AnsweredElsewhere | undefined>(() => {
    const me = lines.own.value
    const about = silenced.value
    const snapshot = about && lines.snapshotOf(about.line)
    const call = snapshot && liveCall(snapshot.state)
    if (!me || !snapshot || !call || call.callId !== about.callId) return undefined
    // Of a booth each answers for themselves, and what a colleague has answered silences nobody.
    const ring = call.rings.find(({ party }) => party === me.person.party)
    const ofParty = ring?.state === 'answered' ? ring.answeredBy : undefined
    const by = about.ofInterpreters ? legOfPerson(call, me.person.person) : ofParty
    if (by === undefined || by.console === me.console || legOf(call, me.console) !== undefined) return undefined
    const own = siblings.value.has(by.console) ? 'tab' : 'console'
    return {
      line: about.line,
      lineName: snapshot.line.name,
      party: call.placedBy.party,
      where: by.person === me.person.person ? own : 'colleague',
      person: by.person,
    }
  })

  return { note, dismiss: () => (silenced.value = undefined), close: follow }
}
