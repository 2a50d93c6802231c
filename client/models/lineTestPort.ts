import type { RunningTest, TestMeasured } from '../../server/protocol/lineTests.ts'

/** What a console has to know to have part in a test of a line. */
export interface TestPlan {
  readonly line: string
  readonly test: RunningTest
  /** This console. */
  readonly console: string
  /** The server's time at this very moment. */
  readonly serverNowMs: () => number
}

/** This console's part in one test, from the beginning on. */
export interface TestPart {
  /** What was found, when the time is over or when it was stopped. Never rejects. */
  readonly measured: Promise<TestMeasured>
  /** Nothing of it stays on the air or in the browser; `measured` settles with what there is. */
  stop(): void
}

/** Synthetic media of a test: no device is opened, and nothing can be heard. */
export interface LineTestPort {
  begin(plan: TestPlan): TestPart
}
