import { expect } from 'chai'
import { PathPair, paired } from '../../../client/media/pathPair.ts'
import { PathWidth } from '../../../client/media/pathWidth.ts'

describe('How wide a path is by two messages sent one right after the other', () => {
  it('is what passed in the time between them, in whichever order they came back', () => {
    for (const [first, second] of [
      [7, 8],
      [8, 7],
    ] as const) {
      const pair = new PathPair(7)
      expect(pair.back(first, 1_000)).to.equal(undefined)
      expect(pair.back(second, 1_108.6)).to.be.closeTo(40, 0.1)
    }
  })

  it('is not told by others, nor by one alone', () => {
    const pair = new PathPair(7)
    for (const number of [6, 7, 9]) expect(pair.back(number, number)).to.equal(undefined)
  })

  it('has an end where both come at once', () => {
    const pair = new PathPair(7)
    pair.back(7, 50)
    expect(pair.back(8, 50)).to.be.greaterThan(10_000).and.lessThan(1_000_000)
  })

  it('is sent as texts that read as numbers, each as large as the other', () => {
    expect(Number(paired(123))).to.equal(123)
    expect(paired(5)).to.have.length(paired(123_456).length).greaterThan(400)
  })
})

describe('The width of a path', () => {
  it('tells when it becomes narrow and when it is wide again, once each', () => {
    const width = new PathWidth()
    const told: boolean[] = []
    width.changed.on(() => told.push(width.narrow))
    for (const kbps of [40, 40, 40, undefined, 40]) width.pair(kbps, 0)
    expect([width.narrow, ...told]).to.deep.equal([true, true])
    for (const kbps of [900, 900, 900, 900]) width.pair(kbps, 0)
    expect([width.narrow, ...told]).to.deep.equal([false, true, false])
  })

  it('is narrow where no pair comes back and most of all else is lost', () => {
    const width = new PathWidth()
    for (let pair = 0; pair < 3; pair += 1) width.pair(undefined, 75)
    expect(width.narrow).to.equal(true)
  })

  it('is narrow at once where it is full, and wide again by pairs that come after that', () => {
    const width = new PathWidth()
    for (const kbps of [900, 900, 900]) width.pair(kbps, 0)
    width.full()
    expect(width.narrow).to.equal(true)
    for (const kbps of [900, 900]) width.pair(kbps, 0)
    expect(width.narrow).to.equal(true)
    width.pair(900, 0)
    expect(width.narrow).to.equal(false)
  })
})
