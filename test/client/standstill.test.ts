import { expect } from 'chai'
import { createStandstill } from '../../client/browser/standstill.ts'

describe('a page that stood still', () => {
  let steadyMs: number
  let wallMs: number
  let tick: () => void
  let stood: number[]

  beforeEach(() => {
    ;[steadyMs, wallMs, stood] = [0, 1_790_000_000_000, []]
    createStandstill({
      steadyMs: () => steadyMs,
      wallMs: () => wallMs,
      every: (_, run) => {
        tick = run
        return () => {}
      },
    }).onStandstill((forMs) => stood.push(forMs))
  })
  const pass = (steady: number, wall = steady): void => {
    steadyMs += steady
    wallMs += wall
    tick()
  }

  it('is told of after more than two seconds, once', () => {
    pass(500)
    pass(1_000)
    pass(2_000)
    expect(stood, 'a hidden page has slow timers').to.deep.equal([])
    pass(7_500)
    pass(500)
    expect(stood).to.deep.equal([7_500])
  })

  it('is told of a machine that slept, and whose page had no time meanwhile', () => {
    pass(500, 28_800_000)
    expect(stood).to.deep.equal([28_800_000])
  })

  it('is not told of a clock that was put back', () => {
    pass(500, -3_600_000)
    pass(500)
    expect(stood).to.deep.equal([])
  })
})
