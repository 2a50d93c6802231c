import { expect } from 'chai'
import type { PathHistory } from '../../../server/protocol/pathHistory.ts'
import { stretchesOf, summarizePath, tooFewMinutes } from '../../../client/models/pathSummary.ts'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { KR } from '../fakeLine.ts'
import { settled } from '../fakeClock.ts'
import { createSoftphoneInTest, signIn, welcome, type SoftphoneInTest } from '../softphoneInTest.ts'

const LINES = [{ line: LEADERS }, { line: ADVISERS }]

describe('the hour of a path', () => {
  let test: SoftphoneInTest
  let roundTripMs: number

  beforeEach(async () => {
    test = createSoftphoneInTest()
    roundTripMs = 40
    test.connection.answer('paths:read', (): { ok: true; body: PathHistory } => {
      const parties = [{ party: 'jp', roundTripMs: [null, roundTripMs], lossPercent: [null, 0] }]
      return { ok: true, body: { newestAtMs: test.clock.nowMs(), stepMs: 30_000, parties } }
    })
    await signIn(test)
    welcome(test, KR, LINES)
    await settled()
  })
  afterEach(() => test.phone.close())

  const asked = (): string[] => test.connection.asks('paths:read').map(({ line }) => line)
  const of = (line: string) => test.phone.pathHistories.of(line, 'jp')?.roundTripMs.at(-1)

  it('is asked for when a board is shown, every half minute, and no more when it is not', async () => {
    await test.clock.pass(60_000)
    expect(asked(), 'no board is shown').to.deep.equal([])
    const stop = test.phone.pathHistories.watch('leaders')
    await settled()
    expect(of('leaders')).to.equal(40)
    expect(of('advisers')).to.equal(undefined)
    roundTripMs = 60
    await test.clock.pass(60_000)
    expect(asked()).to.deep.equal(['leaders', 'leaders', 'leaders'])
    expect(of('leaders')).to.equal(60)
    stop()
    await test.clock.pass(60_000)
    expect(asked()).to.have.length(3)
  })

  it('is asked for once where two boards show it, and until neither does', async () => {
    const stops = [test.phone.pathHistories.watch('leaders'), test.phone.pathHistories.watch('leaders')]
    stops[0]?.()
    await test.clock.pass(30_000)
    expect(asked()).to.deep.equal(['leaders', 'leaders'])
    stops[1]?.()
    await test.clock.pass(30_000)
    expect(asked()).to.have.length(2)
  })

  it('stays what it was when it cannot be read, is read anew on a new connection, and is forgotten on signing out', async () => {
    test.phone.pathHistories.watch('leaders')
    await settled()
    test.connection.refuse('paths:read', 'unavailable')
    await test.clock.pass(30_000)
    expect(of('leaders')).to.equal(40)
    const before = asked().length
    welcome(test, KR, LINES)
    expect(asked()).to.have.length(before + 1)
    await test.phone.signOut.value?.()
    expect(of('leaders')).to.equal(undefined)
  })

  it('is summed up for those who do not see the chart', () => {
    const path = { roundTripMs: [null, 30, 90, null, 40, 41], lossPercent: [null, 0, 8, null, 0, 0] }
    expect(summarizePath(path)).to.deep.equal({ medianMs: 41, worstMs: 90, meanLoss: 2, worstLoss: 8 })
    expect(summarizePath({ roundTripMs: [null, null], lossPercent: [null, null] })).to.equal(undefined)
    expect(summarizePath({ roundTripMs: [], lossPercent: [] })).to.equal(undefined)
  })

  it('is said in minutes until there is enough of it for a chart', () => {
    const measured = (samples: number) => ({ roundTripMs: [null, ...Array.from({ length: samples }, () => 40), null] })
    expect([0, 1, 2, 9, 10].map((samples) => tooFewMinutes(measured(samples)))).to.deep.equal([
      ...[0, 0, 1, 4],
      undefined,
    ])
  })

  it('is drawn in stretches, with gaps where nothing was measured', () => {
    expect(stretchesOf([null, 30, 0, null, null, 40, null])).to.deep.equal([
      { from: 1, values: [30, 0] },
      { from: 5, values: [40] },
    ])
    expect(stretchesOf([null])).to.deep.equal([])
  })
})
