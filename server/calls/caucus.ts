import type { CaucusFact, Hush } from '../protocol/caucus.ts'
import type { CallFact } from '../protocol/lineFacts.ts'
import type { Call } from '../protocol/lineState.ts'
import { comeOut, hush, unhush } from './hush.ts'

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
  if (type === 'caucus:left') return outOfCaucus(call, console, 'left', atMs)
  return hush({ ...call, caucuses: [...(call.caucuses ?? []), { console, person, party, fromMs: atMs }] }, person, atMs)
}

/** Who goes from the call, in whichever way, goes from the caucus: nobody is in it whose console is not on the air. */
export function followCaucus(call: Call, fact: CallFact, atMs: number): Call {
  switch (fact.type) {
    case 'leg:away':
      return outOfCaucus(call, fact.console, 'lost', atMs)
    case 'leg:held':
      return outOfCaucus(call, fact.console, 'held', atMs)
    case 'leg:left':
      return outOfCaucus(call, fact.console, 'gone', atMs)
    case 'track:unmuted': {
      const track = call.tracks.find(({ trackId }) => trackId === fact.trackId)
      return track === undefined ? call : unhush(call, track)
    }
    case 'call:ended':
      return insidersOf(call).reduce((left, { console }) => outOfCaucus(left, console, 'gone', atMs), call)
    default:
      return call
  }
}

function outOfCaucus(call: Call, console: string, out: NonNullable<Hush['out']>, atMs: number): Call {
  const inside = call.caucuses?.find((stay) => stay.console === console && stay.toMs === undefined)
  if (inside === undefined) return call
  const caucuses = call.caucuses?.map((stay) => (stay === inside ? { ...stay, toMs: atMs } : stay)) ?? []
  return comeOut({ ...call, caucuses }, inside.person, out)
}
