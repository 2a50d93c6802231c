import { emptyLine, evolve } from '../../../server/calls/evolve.ts'
import type { ConsolePerson } from '../../../server/protocol/actor.ts'
import type { LineState } from '../../../server/protocol/lineState.ts'
import type { LineTestFact, TestParticipant } from '../../../server/protocol/lineTests.ts'
import { CALL_ID, consoleId, JP, KR, US } from '../../client/fakeLine.ts'

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
export const failedTest = (line: string, fromMs: number): LineState =>
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
export const passedTest = (line: string, fromMs: number): LineState =>
  tested(line, fromMs, [
    started([standIn('jp'), at(KR), at(US)]),
    { type: 'test:finished', v: 1, testId: CALL_ID, outcome: 'passed', found: [], faults: [] },
  ])

/** A test that runs. */
export const runningTest = (line: string, fromMs: number): LineState =>
  tested(line, fromMs, [started([at(KR), at(JP), at(US)])])

export const missedTest = (line: string, fromMs: number): LineState =>
  tested(line, fromMs, [{ type: 'test:missed', v: 1, dueAtMs: fromMs, tests: 3, reason: 'not-begun' }])
