import { expect } from 'chai'
import { PathWindow } from '../../../client/media/pathWindow.ts'

describe('What the probe tells of a path', () => {
  it('is nothing before anything is known', () => {
    const path = new PathWindow()
    path.sent(1, 0)
    expect(path.measured(100)).to.deep.equal({})
    expect(path.silentMs(100)).to.equal(undefined)
  })

  it('is the middle round trip and the share that did not come back in two seconds', () => {
    const path = new PathWindow()
    for (let number = 0; number < 10; number += 1) {
      path.sent(number, number * 100)
      if (number !== 3) path.back(number, number * 100 + 20 + number)
    }
    expect(path.measured(1_000), 'the missing one may still come').to.deep.equal({ roundTripMs: 25, lossPercent: 0 })
    expect(path.measured(3_000)).to.deep.equal({ roundTripMs: 25, lossPercent: 10 })
    expect(path.silentMs(3_000)).to.equal(3_000 - 929)
  })

  it('begins with the first message that comes back: what went out before the path was open was not lost on it', () => {
    const path = new PathWindow()
    for (const number of [1, 2, 3]) path.sent(number, number * 100)
    path.back(3, 310)
    expect(path.measured(5_000)).to.deep.equal({ roundTripMs: 10, lossPercent: 0 })
  })

  it('counts what comes back too late as lost, once, and forgets after ten seconds', () => {
    const path = new PathWindow()
    path.sent(1, 0)
    path.back(1, 2_500)
    path.back(1, 2_600)
    path.back(99, 2_600)
    expect(path.measured(3_000)).to.deep.equal({ roundTripMs: 2_500, lossPercent: 100 })
    path.sent(2, 11_000)
    path.back(2, 11_010)
    expect(path.measured(11_020)).to.deep.equal({ roundTripMs: 10, lossPercent: 0 })
  })
})
