import type { CaucusFact } from '../protocol/caucus.ts'
import type { CallFact } from '../protocol/lineFacts.ts'
import type { Call } from '../protocol/lineState.ts'

/** As far as a caucus is concerned: who is in it, of which party. */
export interface Insider {
  readonly console: string
  readonly party: string
}

/** Who is in a caucus at this moment. */
export const insidersOf = ({ caucuses = [] }: Pick<Call, 'caucuses'>): Insider[] =>
  caucuses.filter(({ toMs }) => toMs === undefined).map(({ console, party }) => ({ console, party }))

export const isInCaucus = (insiders: readonly Insider[] | undefined, console: string): boolean =>
  insiders?.some((one) => one.console === console) === true

/** The one rule of who hears and reads what is said in a caucus: consoles of the same party that are in it. */
export function sharesCaucus(insiders: readonly Insider[] | undefined, listener: string, speaker: string): boolean {
  const partyOf = (console: string) => insiders?.find((one) => one.console === console)?.party
  const party = partyOf(listener)
  return party !== undefined && party === partyOf(speaker) && listener !== speaker
}

export function evolveCaucus(call: Call, fact: CaucusFact, atMs: number): Call {
  const { type, console, person, party } = fact
  if (type === 'caucus:left') return outOfCaucus(call, console, atMs)
  return { ...call, caucuses: [...(call.caucuses ?? []), { console, person, party, fromMs: atMs }] }
}

/** Who goes from the call, in whichever way, goes from the caucus: nobody is in it whose console is not on the air. */
export function followCaucus(call: Call, fact: CallFact, atMs: number): Call {
  switch (fact.type) {
    case 'leg:away':
    case 'leg:held':
      return isInCaucus(insidersOf(call), fact.console) ? fallenOut(call, fact.console, atMs) : call
    case 'leg:left':
      return outOfCaucus(call, fact.console, atMs)
    case 'call:ended':
      return insidersOf(call).reduce((left, { console }) => outOfCaucus(left, console, atMs), call)
    default:
      return call
  }
}

/**
 * A ring on another line, or a path that is lost, takes somebody out of their caucus in the middle of a sentence, and may
 * bring them back by itself: the floor hears nothing of them before they have unmuted there, and no channel before they
 * have taken a desk.
 */
function fallenOut(call: Call, console: string, atMs: number): Call {
  const { desks, ...rest } = outOfCaucus(call, console, atMs)
  return {
    ...rest,
    ...(desks && { desks: desks.filter((desk) => desk.console !== console) }),
    legs: call.legs.map((leg) =>
      leg.console === console && leg.state !== 'left' ? { ...leg, caucusLostAtMs: atMs } : leg,
    ),
  }
}

function outOfCaucus(call: Call, console: string, atMs: number): Call {
  if (!isInCaucus(insidersOf(call), console)) return call
  const caucuses = call.caucuses?.map((stay) => (stay.console === console ? { toMs: atMs, ...stay } : stay)) ?? []
  return { ...call, caucuses }
}
