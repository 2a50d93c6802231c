import type { HotlineStage } from './stage.ts'

/**
 * The tests of a suite are one long story: after a step that failed there is nothing to learn from the next ones, and
 * what the server said is shown.
 */
export function inOneStory(stage: () => HotlineStage | undefined): void {
  let failed = false
  beforeEach(function () {
    if (failed) this.skip()
  })
  afterEach(function () {
    if (this.currentTest?.state !== 'failed') return
    failed = true
    console.log(stage()?.installation.said)
  })
}
