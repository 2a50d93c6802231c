import type { CallId, ConsoleId, LineId } from '../protocol/identifiers.ts'
import type { MediaState } from './ports.ts'
import { refusals } from './refusals.ts'

/** @throws {RefusedError} when that is not the call of the line, or the console is not in it at this moment. */
export function requireInCall(state: MediaState, line: LineId, console: ConsoleId, callId: CallId): void {
  const call = state.callOf(line)
  if (call === undefined || call.callId !== callId || !call.consoles.includes(console)) throw refusals.notInCall()
}
