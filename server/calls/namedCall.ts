import type { Call, LineState } from '../protocol/lineState.ts'
import { refuse, type Decision } from './decision.ts'
import { liveCall } from './roster.ts'

export const over = (): Decision => refuse('too-late', 'That call is over.')

/** The call that a command names, if it is the one that is up on the line. */
export function named(state: LineState, callId: string): Call | undefined {
  const call = liveCall(state)
  return call?.callId === callId ? call : undefined
}
