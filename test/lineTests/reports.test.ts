import { expect } from 'chai'
import { reportOf } from '../../server/lineTests/reports.ts'
import type { TestHeard, TestMeasured } from '../../server/protocol/lineTests.ts'
import { id, jpWatch, krPrincipal } from '../calls/hotline.ts'

const KR = krPrincipal.console.console
const JP = jpWatch.console.console
const participants = [krPrincipal, jpWatch].map(({ console }) => ({ ...console, synthetic: false }))
const heardOf = (from: string, more: Partial<TestHeard> = {}): TestHeard => ({
  ...{ from, kind: 'microphone', packets: 500, lossPercent: 0 },
  ...more,
})

describe('the report of a console on a line test', () => {
  it('says something of the other consoles of the test only, and of each kind once', () => {
    const worst = { lossPercent: 100, mouthToEarMs: 600_000 }
    const heard = [heardOf(JP), heardOf(id(99), worst), heardOf(KR, worst), heardOf(JP, worst)]
    const sent = [
      { kind: 'microphone', count: 500 },
      { kind: 'microphone', count: 9_000_000 },
    ] as const
    const report = reportOf({ setUpMs: 200, sent: [...sent], heard }, KR, participants)
    expect(report).to.deep.equal({ setUpMs: 200, sent: [sent[0]], heard: [heardOf(JP)] })
    const camera = heardOf(JP, { kind: 'camera' })
    expect(reportOf({ sent: [], heard: [heardOf(JP), camera] }, KR, participants).heard).to.have.length(2)
  })

  it('has no figures of a part that ended early', () => {
    const heard = [heardOf(JP, { lossPercent: 100 })]
    const stopped: TestMeasured = { setUpMs: 600_000, sent: [], heard, stopped: 'call' }
    expect(reportOf(stopped, KR, participants)).to.deep.equal({ sent: [], heard: [], stopped: 'call' })
  })
})
