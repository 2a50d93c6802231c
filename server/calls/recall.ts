import type { Channel } from '../protocol/interpretation.ts'
import type { Call } from '../protocol/lineState.ts'
import { deskOf, liveOn } from './desks.ts'
import { legOfPerson } from './roster.ts'

/**
 * Whether what this console's microphone sent from then on was all for the floor. Whoever interprets into a channel says
 * nothing to the room meanwhile; of a desk that was turned since, it cannot be told which of it was.
 */
export function wasOnFloor(call: Pick<Call, 'desks'>, console: string, fromMs: number): boolean {
  const desk = deskOf(call, console)
  return desk === undefined || (desk.output === 'floor' && desk.sinceMs <= fromMs)
}

/**
 * Whose speech is heard again of a channel: of who is live there now, and nothing from before they were, for what a desk
 * says while it waits is heard by nobody. Undefined while nobody is.
 */
export function voiceOfChannel(
  call: Pick<Call, 'desks'>,
  channel: Channel,
  fromMs: number,
): { readonly console: string; readonly fromMs: number } | undefined {
  const desk = liveOn(call, channel)
  return desk && { console: desk.console, fromMs: Math.max(fromMs, desk.sinceMs) }
}

/** As far back as anybody in a call may hear it again while it goes on. */
export const RECALL_MS = 60_000

/** What of a call that is up somebody may hear again at this moment. */
export type Recallable =
  /** They are not in it: for them there is no such call. */
  | { readonly at: 'outside' }
  /** They are in it, and do not hear it now: on hold, or with a connection that is lost. */
  | { readonly at: 'aside' }
  /** What they were there for, from here on. Server time, ms since 1970 UTC. */
  | { readonly at: 'inside'; readonly fromMs: number }

/**
 * The one rule of instant recall: who hears the call now hears again the last minute of it, but nothing from before their
 * own leg began, and nothing from before it last came back from hold. What was said while only the connection was lost is
 * theirs to hear: they were on the roster then, and had not put the call aside.
 */
export function recallable(call: Call, person: string, nowMs: number): Recallable {
  const leg = call.phase === 'ended' ? undefined : legOfPerson(call, person)
  if (leg === undefined) return { at: 'outside' }
  if (leg.state !== 'on') return { at: 'aside' }
  return { at: 'inside', fromMs: Math.max(nowMs - RECALL_MS, leg.fromMs, leg.retrievedAtMs ?? leg.fromMs) }
}
