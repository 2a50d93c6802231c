import { emptyLine, evolve } from '../../../server/calls/evolve.ts'
import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import type { LineState } from '../../../server/protocol/lineState.ts'
import type { LineTestFact, TestParticipant } from '../../../server/protocol/lineTests.ts'
import { ADVISERS, LEADERS } from '../../calls/demonstrationLines.ts'
import { CALL_ID, consoleId, JP, KR, KR_WATCH, present, US, US_ADVISER, US_WATCH } from '../../client/fakeLine.ts'
import { signIn, welcome, type SoftphoneInTest } from '../../client/softphoneInTest.ts'

const at = (who: ConsolePerson): TestParticipant => ({ ...who, synthetic: false })
const standIn = (party: string): TestParticipant => ({
  ...{ person: 'synthetic-console', name: 'Synthetic console', party, role: 'watch' },
  console: consoleId(777),
  synthetic: true,
})

function tested(line: string, fromMs: number, facts: readonly LineTestFact[]): LineState {
  const by = { kind: 'system', part: 'testing' } as const
  return facts.reduce(
    (state, fact, index) =>
      evolve(state, fact, { version: index + 1, atMs: fromMs + index * 14_000, by, commandId: consoleId(index) }),
    emptyLine(line),
  )
}

const started = (participants: TestParticipant[]): LineTestFact => ({
  type: 'test:started',
  v: 1,
  testId: CALL_ID,
  participants,
})

/** A test that found something: the picture of one is not recorded whole, and one heard another late. */
const failedTest = (line: string, fromMs: number): LineState =>
  tested(line, fromMs, [
    started([at(KR), at(JP), at(US)]),
    {
      type: 'test:finished',
      v: 1,
      testId: CALL_ID,
      outcome: 'failed',
      found: [KR, JP, US].map(({ console }, index) => ({
        ...{ console, setUpMs: 240 + 90 * index, roundTripMs: 12 + 80 * index, uncertainMs: 12 },
        sent: [{ kind: 'microphone', count: 470, recorded: 468 }],
        heard: [KR, JP, US]
          .filter((other) => other.console !== console)
          .map((other) => ({
            ...{ from: other.console, kind: 'microphone' as const, packets: 468 },
            ...{ lossPercent: 0.4 * index, jitterMs: 6, mouthToEarMs: 105 + 190 * index },
          })),
      })),
      faults: [
        { code: 'mouth-to-ear', console: US.console, from: KR.console, kind: 'microphone', value: 485 },
        { code: 'not-recorded', console: JP.console, kind: 'camera', value: 61.4 },
      ],
    },
  ])

/** A test that passed, though a party had nobody armed. */
const passedTest = (line: string, fromMs: number): LineState =>
  tested(line, fromMs, [
    started([standIn('jp'), at(KR), at(US)]),
    { type: 'test:finished', v: 1, testId: CALL_ID, outcome: 'passed', found: [], faults: [] },
  ])

/** A test that runs. */
const runningTest = (line: string, fromMs: number): LineState =>
  tested(line, fromMs, [started([at(KR), at(JP), at(US)])])

const missedTest = (line: string, fromMs: number): LineState =>
  tested(line, fromMs, [{ type: 'test:missed', v: 1, dueAtMs: fromMs, tests: 3, reason: 'not-begun' }])

async function shown(test: SoftphoneInTest, leaders: LineState, advisers: LineState): Promise<void> {
  welcome(test, KR, [
    { line: LEADERS, state: leaders, consoles: [KR, KR_WATCH, JP, US].map((who) => present(who)) },
    { line: ADVISERS, state: advisers, consoles: [KR_WATCH, US_ADVISER, US_WATCH].map((who) => present(who)) },
  ])
  await test.phone.lamps.arm.value?.()
}

/** The states of the screens that tests of lines bring about. */
export const lineTestStates = {
  'console-tests': async (test: SoftphoneInTest) => {
    await signIn(test)
    const fromMs = test.clock.nowMs() - 2_460_000
    await shown(test, failedTest('leaders', fromMs), passedTest('advisers', fromMs + 20_000))
  },
  'console-testing': async (test: SoftphoneInTest) => {
    await signIn(test)
    const nowMs = test.clock.nowMs()
    await shown(test, runningTest('leaders', nowMs - 4_000), missedTest('advisers', nowMs - 2_440_000))
  },
}
