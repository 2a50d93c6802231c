import type { LineCommand } from '../calls/commands.ts'
import type { RecordingMark } from '../protocol/consoles.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { Refusal } from '../protocol/refusal.ts'

/** What recording asks of the others; the composition root introduces them. */

export interface RecordingReports {
  /**
   * Takes a report to its line; `unavailable` means that the log could not take it now. Never throws.
   *
   * @param commandId the same for the same report, which is then one fact however often it is told.
   */
  report(
    line: string,
    command: LineCommand,
    commandId?: string,
  ): Promise<{ readonly ok: boolean; readonly refusal?: Refusal }>
  /** Tells every console of the line how safe the recording is. */
  publish(mark: RecordingMark): void
  state(line: string): LineState | undefined
}
