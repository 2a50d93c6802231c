import { expect } from 'chai'
import { CALM_MS, followRun, isSteady, type RecordingRun } from '../../../client/models/steadyRecording.ts'

describe('whether it is told that a recording runs', () => {
  const NONE: RecordingRun = { callId: undefined, isAgain: false }
  /** What is seen of call `a` at each of these moments: a negative one when it does not run. */
  const seen = (...moments: readonly number[]): RecordingRun =>
    moments.reduce((run, atMs) => followRun(run, { callId: 'a', isOn: atMs >= 0 }, Math.abs(atMs)), NONE)

  it('is so at once the first time, and after an interruption when it has run for long enough since the last', () => {
    expect(isSteady(NONE, 0)).to.equal(false)
    expect(isSteady(seen(0), 0)).to.equal(true)
    expect(isSteady(seen(-1, -2), 3), 'it never has').to.equal(false)
    expect(isSteady(seen(-1, 2), 2), 'to wait for the first is no interruption').to.equal(true)
    expect(isSteady(seen(0, -1), 1 + CALM_MS)).to.equal(false)
    const again = seen(0, -1, 2, 3)
    expect([isSteady(again, CALM_MS + 1), isSteady(again, CALM_MS + 2)]).to.deep.equal([false, true])
    const andAgain = seen(0, -1, 2, -3, 4)
    expect([isSteady(andAgain, CALM_MS + 3), isSteady(andAgain, CALM_MS + 4)]).to.deep.equal([false, true])
  })

  it('begins anew with each call', () => {
    const other = followRun(seen(0, -1), { callId: 'b', isOn: true }, 5)
    expect(isSteady(other, 5)).to.equal(true)
  })
})
