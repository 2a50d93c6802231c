import { expect } from 'chai'
import { enLineTest } from '../../client/languages/enLineTest.ts'
import { judge, TEST_LIMITS, type Evidence } from '../../server/lineTests/judgement.ts'
import type { TestFault, TestHeard, TestMeasured } from '../../server/protocol/lineTests.ts'
import { jpPrincipal, jpWatch, krPrincipal, usWatch } from '../calls/hotline.ts'

const KR = krPrincipal.console.console
const JP = jpWatch.console.console
const NOBODY: ReadonlySet<string> = new Set()
const participants = [
  { ...krPrincipal.console, synthetic: false },
  { ...jpWatch.console, synthetic: true },
]
const SENT = [
  { kind: 'microphone', count: 500 },
  { kind: 'camera', count: 300 },
] as const
const heard = (from: string, microphone: Partial<TestHeard> = {}, camera: Partial<TestHeard> = {}): TestHeard[] => [
  { from, kind: 'microphone', packets: 490, lossPercent: 0.2, ...microphone },
  { from, kind: 'camera', packets: 300, lossPercent: 0.4, ...camera },
]
const of = (from: string, more: Partial<TestMeasured> = {}): TestMeasured => ({
  sent: [...SENT],
  heard: heard(from),
  ...more,
})
const kr = (more: Partial<TestMeasured> = {}) => of(JP, { setUpMs: 300, roundTripMs: 40, ...more })
const RECORDED = [KR, JP].flatMap((console) => SENT.map(({ kind, count }) => ({ console, kind, count })))

function faultsOf(atKr: TestMeasured | undefined, atJp = of(KR), more: Partial<Evidence> = {}): TestFault[] {
  const measured = new Map([[JP, atJp]])
  if (atKr) measured.set(KR, atKr)
  const judgement = judge({
    participants,
    measured,
    lost: NOBODY,
    taken: NOBODY,
    recorded: RECORDED,
    record: 'sound',
    ...more,
  })
  expect(judgement.outcome).to.equal(judgement.faults.length === 0 ? 'passed' : 'failed')
  return judgement.faults
}

/** With consoles of others where there are any. */
function outcomeOf(
  atKr: TestMeasured,
  atJp: TestMeasured,
  more: Partial<Evidence> = {},
  others: readonly [string, TestMeasured][] = [],
): string {
  const measured = new Map([[KR, atKr], [JP, atJp], ...others])
  const calls = { lost: NOBODY, taken: new Set([KR, JP]) }
  return judge({ participants, measured, ...calls, recorded: undefined, record: 'sound', ...more }).outcome
}

/** What is found at one console, and what is wrong then. */
const TABLE: readonly [string, TestMeasured | undefined, TestFault[]][] = [
  ['all is well', kr(), []],
  ['nobody reported', undefined, [{ code: 'no-report', console: KR }]],
  ['no transports came up', { sent: [], heard: [] }, [{ code: 'not-set-up', console: KR }]],
  ['set-up took long', kr({ setUpMs: 6_000 }), [{ code: 'slow-set-up', console: KR, value: 6_000 }]],
  ['the round trip is long', kr({ roundTripMs: 900 }), [{ code: 'round-trip', console: KR, value: 900 }]],
  [
    'the sound does not come',
    kr({ heard: heard(JP).slice(1) }),
    [{ code: 'not-received', console: KR, from: JP, kind: 'microphone' }],
  ],
  [
    'silence comes',
    kr({ heard: heard(JP, { silent: true }) }),
    [{ code: 'silent', console: KR, from: JP, kind: 'microphone' }],
  ],
  [
    'another sound comes',
    kr({ heard: heard(JP, { otherSound: true }) }),
    [{ code: 'other-sound', console: KR, from: JP, kind: 'microphone' }],
  ],
  [
    'words go missing',
    kr({ heard: heard(JP, { lossPercent: 6 }) }),
    [{ code: 'loss', console: KR, from: JP, kind: 'microphone', value: 6 }],
  ],
  ['a picture loses as much', kr({ heard: heard(JP, {}, { lossPercent: 6 }) }), []],
  [
    'packets come unevenly',
    kr({ heard: heard(JP, { jitterMs: 101 }) }),
    [{ code: 'jitter', console: KR, from: JP, kind: 'microphone', value: 101 }],
  ],
  [
    'it is heard late',
    kr({ uncertainMs: 20, heard: heard(JP, { mouthToEarMs: 450 }) }),
    [{ code: 'mouth-to-ear', console: KR, from: JP, kind: 'microphone', value: 450 }],
  ],
  [
    'it may be late, by a clock that is not known well',
    kr({ uncertainMs: 60, heard: heard(JP, { mouthToEarMs: 450 }) }),
    [],
  ],
  [
    'nothing but packets could be measured',
    kr({ heard: heard(JP).map(({ from, kind, packets }) => ({ from, kind, packets })) }),
    [],
  ],
  ['its page is hidden, and shows no pictures', kr({ hidden: true, heard: heard(JP).slice(0, 1) }), []],
  [
    'it was set up and could put nothing on the air',
    { setUpMs: 300, sent: [], heard: heard(JP) },
    [{ code: 'not-sent', console: KR, kind: 'microphone' }],
  ],
  [
    'what it put on the air sent nothing',
    kr({ sent: SENT.map(({ kind }) => ({ kind, count: 0 })) }),
    [
      { code: 'not-sent', console: KR, kind: 'microphone' },
      { code: 'not-sent', console: KR, kind: 'camera' },
    ],
  ],
  ['it can make no pictures', kr({ sent: SENT.slice(0, 1) }), []],
  [
    'its page is hidden, and makes no pictures',
    kr({ hidden: true, sent: [SENT[0], { kind: 'camera', count: 0 }] }),
    [],
  ],
]

const GAVE_WAY: TestMeasured = { sent: [], heard: [], stopped: 'call' }

describe('the judgement of a line test', () => {
  for (const [what, atKr, faults] of TABLE) {
    it(`when ${what}`, () => expect(faultsOf(atKr)).to.deep.equal(faults))
  }

  it('comes to nothing when calls have left it no console of a party, and fails for what is wrong all the same', () => {
    expect(outcomeOf(GAVE_WAY, GAVE_WAY)).to.equal('aborted')
    expect(outcomeOf(GAVE_WAY, of(KR))).to.equal('aborted')
    expect(outcomeOf(GAVE_WAY, of(KR), { record: 'unsound' })).to.equal('failed')
    const us = { ...usWatch.console, synthetic: true }
    expect(
      outcomeOf(GAVE_WAY, of(us.console), { participants: [...participants, us] }, [[us.console, of(JP)]]),
      'two parties are left, and one was not tested',
    ).to.equal('aborted')
    const second = { ...jpPrincipal.console, synthetic: false }
    const more = { participants: [...participants, second] }
    const atSecond = of(JP, { setUpMs: 300 })
    expect(
      outcomeOf(GAVE_WAY, of(second.console), more, [[second.console, atSecond]]),
      'two consoles of one party are no line',
    ).to.equal('aborted')
    const heardByKr = kr({ heard: heard(second.console) })
    expect(
      outcomeOf(heardByKr, GAVE_WAY, more, [[second.console, of(KR, { setUpMs: 300 })]]),
      'another console of the party is left',
    ).to.equal('passed')
  })

  it('takes no console at its word that a call has it: without a call it gave no report', () => {
    expect(faultsOf(GAVE_WAY, of(KR, { heard: [] }))).to.deep.equal([{ code: 'no-report', console: KR }])
    expect(faultsOf(GAVE_WAY, of(KR, { heard: [] }), { taken: new Set([JP]) }), 'a call has another').to.have.length(1)
  })

  it('says of a console whose connection went that it did, and holds nothing else of its paths against the line', () => {
    const lost = new Set([KR])
    const fault = [{ code: 'console-lost', console: KR }]
    expect(faultsOf(undefined, of(KR, { heard: [] }), { lost }), 'it did not come back').to.deep.equal(fault)
    expect(faultsOf(kr({ sent: [], heard: [] }), of(KR), { lost }), 'its page was loaded again').to.deep.equal(fault)
  })

  it('fails when nobody sent, heard or recorded anything', () => {
    const nothing: TestMeasured = { setUpMs: 300, sent: [], heard: [] }
    const faults = faultsOf(nothing, nothing, { recorded: [] })
    expect(faults.map(({ code, console }) => [code, console])).to.deep.equal([
      ['not-sent', KR],
      ['not-sent', JP],
    ])
  })

  it('holds nothing against who was to hear a console that a call has taken', () => {
    const deaf = of(KR, { heard: [] })
    expect(outcomeOf(kr({ stopped: 'call' }), deaf)).to.equal('aborted')
    expect(faultsOf(kr(), deaf).map(({ code }) => code)).to.deep.equal(['not-received', 'not-received'])
  })

  it('compares what was recorded with what was sent, all layers and all tracks of a kind together', () => {
    const recorded = RECORDED.map((track) => ({ ...track, count: track.count / 2 }))
    const twoTracks = [...recorded, ...recorded]
    expect(faultsOf(kr(), of(KR), { recorded: twoTracks })).to.deep.equal([])
    const half = faultsOf(kr(), of(KR), { recorded })
    expect(half.map(({ code, console, kind, value }) => [code, console, kind, value])).to.deep.equal([
      ['not-recorded', KR, 'microphone', 50],
      ['not-recorded', KR, 'camera', 50],
      ['not-recorded', JP, 'microphone', 50],
      ['not-recorded', JP, 'camera', 50],
    ])
    const measured = new Map([
      [KR, kr()],
      [JP, of(KR)],
    ])
    const { found } = judge({ participants, measured, lost: NOBODY, taken: NOBODY, recorded, record: 'sound' })
    expect(found.find(({ console }) => console === KR)?.sent[0]).to.deep.include({ count: 500, recorded: 250 })
  })

  it('fails whatever else was measured when the record is not closed or not sound', () => {
    const nothing = { recorded: undefined } as const
    expect(faultsOf(kr(), of(KR), { record: 'not-closed', ...nothing })).to.deep.equal([{ code: 'record-not-closed' }])
    expect(faultsOf(kr(), of(KR), { record: 'unsound', ...nothing })).to.deep.equal([{ code: 'record-unsound' }])
  })

  it('has limits that a good line keeps and that a conversation needs', () => {
    expect(TEST_LIMITS.mouthToEarMs).to.equal(400)
    const { microphone, camera } = TEST_LIMITS.recordedPercent
    expect(enLineTest.measuredHow, 'as it is explained').to.include(
      `less than ${microphone}\u00a0% of the sound or ${camera}\u00a0% of the pictures`,
    )
    expect(TEST_LIMITS.roundTripMs).to.equal(2 * TEST_LIMITS.mouthToEarMs)
  })
})
