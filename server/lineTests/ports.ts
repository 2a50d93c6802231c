import type { LineCommand } from '../calls/commands.ts'
import type { ConsolePerson } from '../protocol/actor.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { TestMeasured } from '../protocol/lineTests.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { RecordedCount } from './judgement.ts'

/** What the tests of lines ask of the rest of the server; `server/app.ts` hands it in. */

export interface TestLines {
  readonly names: readonly string[]
  state(line: string): LineState | undefined
  isBroken(line: string): boolean
  /** To a line, or to the room of one. Never throws. */
  report(line: string, command: LineCommand): Promise<{ readonly ok: boolean; readonly refusal?: Refusal }>
  /**
   * The same, again and again until the log takes it: a full disk makes it late.
   *
   * @param wanted is asked before each try.
   * @returns whether it was taken; a refusal means that it came too late to matter.
   */
  reportUntilTaken(line: string, command: LineCommand, wanted: () => boolean): Promise<boolean>
}

/** A console of the server's own, in the call of a test. */
export interface SyntheticConsole {
  stopSending(): void
  measured(): TestMeasured
}

export interface TestMedia {
  openSynthetic(room: string, who: ConsolePerson, callId: string, pitchHz: number): Promise<SyntheticConsole>
  closeSynthetic(room: string, console: string): void
}

export interface TestRecords {
  verify(callId: string): Promise<{ readonly sound: boolean }>
  /** How much of each track is in the sealed record, read back out of it. */
  countsOf(callId: string): Promise<readonly RecordedCount[]>
}

export interface TestTimers {
  /** @returns what stops it. */
  after(delayMs: number, run: () => void): () => void
}

export interface TestLog {
  info(bindings: object, message: string): void
  warn(bindings: object, message: string): void
  error(bindings: object, message: string): void
}

export interface LineTestsOptions {
  readonly clock: () => number
  /** 0: none by itself; people may still ask for one. */
  readonly everyMinutes: number
  readonly lines: TestLines
  readonly media: TestMedia
  readonly records: TestRecords
  readonly timers?: TestTimers
  readonly log: TestLog
}
