import type { Call, Leg, LineState, Ring } from '../protocol/lineState.ts'
import type { Precedence } from '../protocol/words.ts'
import type { ReportCommand } from './commands.ts'
import type { Surroundings } from './decision.ts'
import { isHigher } from './precedence.ts'
import { ringsAt } from './interpreterRings.ts'
import { comesTo, type OnLine } from './ladder.ts'
import { hasTurnedDown, isRinging } from './rings.ts'
import { isRoom } from './room.ts'
import { hears, legOfPerson, liveCall } from './roster.ts'

/**
 * One line as the rules see it that look over several: its state, and the consoles that are signed in on it. These may be
 * found out only when they are asked for, which is while something rings there.
 */
export interface LineView {
  readonly state: LineState
  readonly signedIn: Surroundings['signedIn']
}

/** The precedence at which a call takes a console out of a lower one; below it, who sits there is asked. */
const TAKES_CONSOLES: Precedence = 'flash'

/** A call that is placed within this time after one of its line that nobody had answered takes no console. */
const SOON_AGAIN_MS = 10_000

/**
 * Whether a call is placed so soon after one of its line that ended unanswered that it must not tear others out of theirs
 * again. Whoever places and cancels in a loop would take their microphones off the air each time.
 */
export const isSoonAgain = (before: Call | undefined, atMs: number): boolean =>
  before?.endedAtMs !== undefined && before.upAtMs === undefined && atMs - before.endedAtMs < SOON_AGAIN_MS

/**
 * Whether the ring of a call has the whole console of somebody who is in another. An exercise or a test never takes anybody
 * out of a real call, nor does a call that is placed soon after an unanswered one: these are offered, as any lower ring is.
 * So is a ring for somebody who has declined this call twice, or to whom no step of its ladder comes and who is rung by
 * name alone: otherwise one who is in the call could take another out of theirs again and again.
 */
export const takesConsole = (ringing: Urgency, ring: Ring, who: OnLine, inside: Urgency): boolean =>
  ringing.precedence === TAKES_CONSOLES &&
  ringing.soonAgain !== true &&
  isHigher(ringing.precedence, inside.precedence) &&
  (ringing.marking === 'real' || inside.marking !== 'real') &&
  !hasTurnedDown(ring, who.person) &&
  comesTo(ring.ladder, who)

type Urgency = Pick<Call, 'precedence' | 'marking' | 'soonAgain'>

/** The call that rings at a console on a line, and its ring there, if one does. */
function ringingAt(line: LineView, consoleId: string): RingingAt | undefined {
  const { state } = line
  const call = liveCall(state)
  if (call === undefined || ![...call.rings, ...(call.interpreterRings ?? [])].some(isSent)) return undefined
  const who = line.signedIn.find(({ console }) => console === consoleId)
  if (who === undefined || hears(call, who.person)) return undefined
  const ring = ringsAt(call, who)
  return ring && { call, ring, who }
}

interface RingingAt {
  readonly call: Call
  readonly ring: Ring
  readonly who: OnLine
}

const isSent = (ring: Ring): boolean => isRinging(ring) && ring.state !== 'waiting'

/** The highest precedence of the calls that ring at a console. */
export function highestRingAt(lines: readonly LineView[], consoleId: string): Precedence | undefined {
  const rings = lines.flatMap((line) => ringingAt(line, consoleId)?.call.precedence ?? [])
  return rings.reduce<Precedence | undefined>(
    (highest, next) => (highest === undefined || isHigher(next, highest) ? next : highest),
    undefined,
  )
}

/** Whether there is anything to look for: a call that takes consoles, or a leg that is on hold for what is on another line. */
export const mayTouchOthers = (states: readonly LineState[]): boolean =>
  states.some((state) => {
    const call = liveCall(state)
    const isForAnother = ({ hold }: Leg): boolean => hold !== undefined && hold.reason !== 'asked'
    return call !== undefined && (call.precedence === TAKES_CONSOLES || call.legs.some(isForAnother))
  })

/** What is to be reported to a line, so that its legs are as the rings and calls of the other lines want them. */
export interface WantedOnLine {
  readonly line: string
  readonly command: Extract<ReportCommand, { name: 'leg:hold' | 'leg:retrieve' }>
}

/**
 * Which legs are to be held for a ring that takes their consoles, and which are to be given back. A leg that was taken is
 * given back when what took it no longer rings at it; where its person has come into the higher call, the hold becomes
 * one that only they end, because nobody's microphone goes back on the air of a call unasked after another one. When they
 * are out of what it was held for, it is on hold because they want it so, and no longer for that.
 */
export function preemptions(lines: readonly LineView[]): WantedOnLine[] {
  return lines.flatMap((view) => {
    const call = liveCall(view.state)
    // In a room where a line is tested nobody speaks: a call that comes goes before the whole test.
    if (isRoom(view.state.line)) return []
    const others = lines.filter((other) => other !== view)
    return (call?.legs ?? []).flatMap((leg): WantedOnLine[] => {
      const command = call && wantedOfLeg(call, leg, view, others)
      return command ? [{ line: view.state.line, command }] : []
    })
  })
}

function wantedOfLeg(
  call: Call,
  leg: Leg,
  here: LineView,
  others: readonly LineView[],
): WantedOnLine['command'] | undefined {
  const about = { callId: call.callId, console: leg.console }
  const taking = others
    .map((other) => ringingAt(other, leg.console))
    .find((ringing) => ringing !== undefined && takesConsole(ringing.call, ringing.ring, ringing.who, call))?.call
  if (leg.state === 'on')
    return taking && { name: 'leg:hold', ...about, reason: 'pre-empted', precedence: taking.precedence }
  if (leg.state !== 'held') return undefined
  if (leg.hold?.reason === 'answering') {
    const isElsewhere = others.some((other) => ringingAt(other, leg.console) ?? isInLive(other, leg.person))
    return isElsewhere ? undefined : { name: 'leg:hold', ...about, reason: 'asked' }
  }
  if (leg.hold?.reason !== 'pre-empted') return undefined
  const into = others
    .map(({ state }) => liveCall(state))
    .find((higher) => higher && isInHigher(higher, call, leg.person))
  if (into) return { name: 'leg:hold', ...about, reason: 'answering', precedence: into.precedence }
  if (taking) return undefined
  // Race: nothing rings any more at a console that is lost, and of which the line has not been told yet. It is not back.
  const isThere = here.signedIn.some(({ console }) => console === leg.console)
  return isThere ? { name: 'leg:retrieve', ...about } : undefined
}

function isInHigher(higher: Call, call: Call, person: string): boolean {
  return isIn(higher, person) && isHigher(higher.precedence, call.precedence)
}

/** Also somebody whose console is taken out of it for as long as something rings there. */
function isInLive({ state }: LineView, person: string): boolean {
  const call = liveCall(state)
  return call !== undefined && (isIn(call, person) || legOfPerson(call, person)?.hold?.reason === 'pre-empted')
}

function isIn(call: Call, person: string): boolean {
  const leg = legOfPerson(call, person)
  return leg !== undefined && leg.hold === undefined
}
