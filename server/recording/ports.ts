import type { LineCommand } from '../calls/commands.ts'
import type { RecordingMark } from '../protocol/consoles.ts'
import type { LineState } from '../protocol/lineState.ts'

/** What recording asks of the others; the composition root introduces them. */

export interface RecordingReports {
  /** Takes a report to its line, once: one that the log cannot take now is told no more. Never throws. */
  report(line: string, command: LineCommand): Promise<unknown>
  /**
   * Takes it there again until the log has it, or it came too late to matter.
   *
   * @param stillSo is asked before each try.
   * @param commandId the same for the same report, which is then one fact however often it is told.
   */
  untilTaken(line: string, command: LineCommand, stillSo: () => boolean, commandId?: string): Promise<unknown>
  /** Tells every console of the line how safe the recording is. */
  publish(mark: RecordingMark): void
  state(line: string): LineState | undefined
}
