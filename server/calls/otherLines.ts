import type { Call, Leg, LineState } from '../protocol/lineState.ts'
import type { Precedence } from '../protocol/words.ts'
import type { ReportCommand } from './commands.ts'
import type { Surroundings } from './decision.ts'
import { isHigher } from './precedence.ts'
import { ringsFor } from './rings.ts'
import { isRoom } from './room.ts'
import { legOfPerson, liveCall } from './roster.ts'

/** One line as the rules see it that look over several: its state, and the consoles that are signed in on it. */
export interface LineView {
  readonly state: LineState
  readonly signedIn: Surroundings['signedIn']
}

/** The precedence at which a call takes a console out of a lower one; below it, who sits there is asked. */
const TAKES_CONSOLES: Precedence = 'flash'

/**
 * Whether the ring of a call has the whole console of somebody who is in another. An exercise or a test never takes anybody
 * out of a real call: that is offered, as any lower ring is.
 */
export const takesConsole = (ringing: Urgency, inside: Urgency): boolean =>
  ringing.precedence === TAKES_CONSOLES &&
  isHigher(ringing.precedence, inside.precedence) &&
  (ringing.marking === 'real' || inside.marking !== 'real')

type Urgency = Pick<Call, 'precedence' | 'marking'>

/** The call that rings at a console on a line, if one does. */
function ringingAt({ state, signedIn }: LineView, consoleId: string): Call | undefined {
  const call = liveCall(state)
  const who = signedIn.find(({ console }) => console === consoleId)
  if (call === undefined || who === undefined || legOfPerson(call, who.person) !== undefined) return undefined
  const ring = call.rings.find(({ party }) => party === who.party)
  return ring !== undefined && ring.state !== 'waiting' && ringsFor(ring, who) ? call : undefined
}

/** The highest precedence of the calls that ring at a console. */
export function highestRingAt(lines: readonly LineView[], consoleId: string): Precedence | undefined {
  const rings = lines.flatMap((line) => ringingAt(line, consoleId)?.precedence ?? [])
  return rings.reduce<Precedence | undefined>(
    (highest, next) => (highest === undefined || isHigher(next, highest) ? next : highest),
    undefined,
  )
}

/** What is to be reported to a line, so that its legs are as the rings and calls of the other lines want them. */
export interface WantedOnLine {
  readonly line: string
  readonly command: Extract<ReportCommand, { name: 'leg:hold' | 'leg:retrieve' }>
}

/**
 * Which legs are to be held for a ring that takes their consoles, and which are to be given back. A leg that was taken is
 * given back when what took it no longer rings at it; where its person has come into the higher call, the hold becomes
 * one that only they end, because nobody's microphone goes back on the air of a call unasked after another one.
 */
export function preemptions(lines: readonly LineView[]): WantedOnLine[] {
  return lines.flatMap((view) => {
    const call = liveCall(view.state)
    // In a room where a line is tested nobody speaks: a call that comes goes before the whole test.
    if (isRoom(view.state.line)) return []
    const others = lines.filter((other) => other !== view)
    return (call?.legs ?? []).flatMap((leg): WantedOnLine[] => {
      const command = call && wantedOfLeg(call, leg, others)
      return command ? [{ line: view.state.line, command }] : []
    })
  })
}

function wantedOfLeg(call: Call, leg: Leg, others: readonly LineView[]): WantedOnLine['command'] | undefined {
  const about = { callId: call.callId, console: leg.console }
  const taking = others
    .map((other) => ringingAt(other, leg.console))
    .find((ringing) => ringing !== undefined && takesConsole(ringing, call))
  if (leg.state === 'on')
    return taking && { name: 'leg:hold', ...about, reason: 'pre-empted', precedence: taking.precedence }
  if (leg.state !== 'held' || leg.hold?.reason !== 'pre-empted') return undefined
  const into = others
    .map(({ state }) => liveCall(state))
    .find((higher) => higher && isInHigher(higher, call, leg.person))
  if (into) return { name: 'leg:hold', ...about, reason: 'answering', precedence: into.precedence }
  return taking ? undefined : { name: 'leg:retrieve', ...about }
}

function isInHigher(higher: Call, call: Call, person: string): boolean {
  const leg = legOfPerson(higher, person)
  return leg !== undefined && leg.hold === undefined && isHigher(higher.precedence, call.precedence)
}
