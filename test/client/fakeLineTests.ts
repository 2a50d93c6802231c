import type { TestMeasured } from '../../server/protocol/lineTests.ts'
import type { LineTestPort, TestPart, TestPlan } from '../../client/models/lineTestPort.ts'

/** Tests that a console has part in: each goes on until a test of ours says what was found. */
export class FakeLineTests implements LineTestPort {
  readonly begun: { readonly plan: TestPlan; stopped: boolean; readonly find: (measured: TestMeasured) => void }[] = []

  begin(plan: TestPlan): TestPart {
    const { promise, resolve } = Promise.withResolvers<TestMeasured>()
    const one = { plan, stopped: false, find: resolve }
    this.begun.push(one)
    return { measured: promise, stop: () => void (one.stopped = true) }
  }
}
