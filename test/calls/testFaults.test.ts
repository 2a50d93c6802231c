import { expect } from 'chai'
import { PAST_FAULTS_KEPT, TEST_RESULTS_KEPT } from '../../server/calls/evolveTests.ts'
import { faultsOfParties, pathsOf, worstFaults, worstPaths } from '../../server/calls/testFaults.ts'
import { judge } from '../../server/lineTests/judgement.ts'
import type { TestFault, TestFound, TestHeard, TestMeasured, TestParticipant } from '../../server/protocol/lineTests.ts'
import { Hotline, id } from './hotline.ts'

/** Four consoles of each of three parties: as many as have part in a test. */
const TWELVE: TestParticipant[] = ['kr', 'jp', 'us'].flatMap((party, at) =>
  [1, 2, 3, 4].map((number) => ({
    ...{
      person: `${party}-watch-${number}`,
      name: `Watch officer ${number} of ${party}`,
      party,
      role: 'watch' as const,
    },
    ...{ console: id(10 * at + number), synthetic: false },
  })),
)
const [KR_1, KR_2] = [id(1), id(2)]
const [JP_1, JP_2] = [id(11), id(12)]

/** All paths are bad in every way, each worse than the one before it. */
function badly(): Map<string, TestMeasured> {
  let worse = 0
  const heardFrom = (from: string): TestHeard[] =>
    (['microphone', 'camera'] as const).map((kind) => {
      worse += 1 / 7
      const measured = { packets: 400, lossPercent: 20 + worse / 10, jitterMs: 110 + worse, mouthToEarMs: 500 + worse }
      return { from, kind, ...measured, ...(kind === 'microphone' && { otherSound: true as const }) }
    })
  return new Map(
    TWELVE.map(({ console }): [string, TestMeasured] => {
      const others = TWELVE.filter((other) => other.console !== console)
      const sent = (['microphone', 'camera'] as const).map((kind) => ({ kind, count: 500 }))
      const heard = others.flatMap((other) => heardFrom(other.console))
      return [console, { setUpMs: 6_000.123, roundTripMs: 900.456, uncertainMs: 12.5, sent, heard }]
    }),
  )
}

class TestedLine extends Hotline {
  override given() {
    return { ...super.given(), testParticipants: () => TWELVE }
  }
}

describe('what is kept of the faults of line tests', () => {
  it('is little, however much of a line of twelve consoles fails, and for however long', () => {
    const line = new TestedLine()
    const recorded = TWELVE.flatMap(({ console }) =>
      ['microphone', 'camera'].map((kind) => ({ console, kind, count: 10 })),
    )
    const judgement = judge({
      participants: TWELVE,
      measured: badly(),
      lost: new Set<string>(),
      taken: new Set(),
      recorded,
      record: 'sound',
    })
    if (judgement.outcome !== 'failed') throw new Error('All is wrong with this line.')
    expect(judgement.faults.length, 'of all its paths').to.be.greaterThan(900)
    const { outcome, found, faults } = judgement
    for (let test = 1; test <= TEST_RESULTS_KEPT + 1; test += 1) {
      line.must('server', { name: 'test:begin', dueAtMs: test * 3_600_000 })
      const testId = line.state.lineTest?.testId ?? ''
      const told = line.must('server', { name: 'test:finish', testId, outcome, found, faults })
      expect(JSON.stringify(told).length, 'a fact').to.be.below(25_000)
    }
    expect(line.state.testResults).to.have.length(TEST_RESULTS_KEPT)
    expect(JSON.stringify(line.state).length, 'what every welcome has').to.be.below(90_000)
    const [newest, ...older] = line.state.testResults ?? []
    expect(newest?.found).to.have.length(12)
    for (const { found: figures, participants, faults: ofConsoles, faultsOfParties: ofParties } of older) {
      expect([figures, participants, ofConsoles]).to.deep.equal([undefined, [], []])
      expect(ofParties).to.have.length(PAST_FAULTS_KEPT)
    }
  })

  it('is the worst from party to party, and all of one console', () => {
    const loss = (console: string, from: string, value: number): TestFault => ({
      ...{ code: 'loss', console, from, kind: 'microphone', value },
    })
    const unrecorded = (console: string, value: number): TestFault => ({
      ...{ code: 'not-recorded', console, kind: 'camera', value },
    })
    const faults: TestFault[] = [
      { code: 'record-unsound' },
      ...[loss(KR_1, JP_1, 6), loss(KR_2, JP_2, 9), loss(KR_2, JP_1, 7), loss(JP_1, KR_1, 8)],
      ...[{ code: 'no-report', console: KR_1 } as const, { code: 'no-report', console: KR_2 } as const],
      ...[unrecorded(KR_1, 50), unrecorded(KR_2, 20)],
    ]
    expect(worstFaults(faults, TWELVE)).to.deep.equal([
      { code: 'record-unsound' },
      ...[{ ...loss(KR_2, JP_2, 9), paths: 3 }, loss(JP_1, KR_1, 8)],
      ...faults.slice(5),
    ])
    const count = (all: readonly Pick<TestFault, 'paths'>[]) => all.reduce((sum, fault) => sum + pathsOf(fault), 0)
    expect(count(faultsOfParties(worstFaults(faults, TWELVE), TWELVE)), 'none is lost').to.equal(faults.length)
    expect(faultsOfParties(faults, TWELVE)).to.deep.equal([
      { code: 'record-unsound' },
      { code: 'loss', party: 'kr', from: 'jp', kind: 'microphone', value: 9, paths: 3 },
      { code: 'loss', party: 'jp', from: 'kr', kind: 'microphone', value: 8 },
      { code: 'no-report', party: 'kr', paths: 2 },
      { code: 'not-recorded', party: 'kr', kind: 'camera', value: 20, paths: 2 },
    ])
  })

  it('has of the figures the worst of each, so that what is shown of them is true', () => {
    const found: TestFound[] = [...badly()].map(([console, measured]) => ({ console, ...measured }))
    const kept = worstPaths(found, TWELVE)
    const most = (of: readonly TestFound[], figure: 'lossPercent' | 'jitterMs' | 'mouthToEarMs') =>
      Math.max(...of.flatMap(({ heard }) => heard.map((one) => one[figure] ?? 0)))
    for (const figure of ['lossPercent', 'jitterMs', 'mouthToEarMs'] as const)
      expect(most(kept, figure), figure).to.equal(most(found, figure))
    expect(kept.flatMap(({ heard }) => heard).length).to.be.at.most(9 * 2 * 4)
    expect(worstPaths(kept, TWELVE), 'of what is little already all').to.deep.equal(kept)
  })
})
