import type { LineTestFact } from '../protocol/lineTests.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { RunningTest, TestResult } from '../protocol/lineTests.ts'
import type { FactContext } from './evolve.ts'
import { faultsOfParties, worstFaults, worstPaths } from './testFaults.ts'

/** A day of hourly tests and some that were asked for. The facts have all. */
export const TEST_RESULTS_KEPT = 30
/** What is wrong with a line fits in here; of one on which all is wrong the first say enough. */
export const PAST_FAULTS_KEPT = 20

/** What a line knows of its tests after one fact of them. */
export function evolveTests(state: LineState, fact: LineTestFact, { atMs, by }: FactContext): LineState {
  switch (fact.type) {
    case 'test:started': {
      const { testId, participants, dueAtMs } = fact
      const started: RunningTest = {
        testId,
        startedAtMs: atMs,
        participants,
        ...(dueAtMs !== undefined && { dueAtMs }),
        ...(by.kind === 'console' && { startedBy: { person: by.person, name: by.name, party: by.party } }),
      }
      return { ...dueUpTo(state, dueAtMs), lineTest: started }
    }
    case 'test:finished': {
      const { outcome, againAtMs } = fact
      const { participants = [] } = state.lineTest ?? {}
      // Facts of earlier versions have every path of every console.
      const [faults, found] = [worstFaults(fact.faults, participants), worstPaths(fact.found, participants)]
      return over(state, fact.testId, {
        ...{ endedAtMs: atMs, outcome, faults, found },
        ...(againAtMs !== undefined && { againAtMs }),
      })
    }
    case 'test:aborted':
      return over(state, fact.testId, { endedAtMs: atMs, outcome: 'aborted', reason: fact.reason, faults: [] })
    case 'test:missed': {
      const { dueAtMs, tests, reason } = fact
      const about = { startedAtMs: dueAtMs, endedAtMs: dueAtMs, dueAtMs, participants: [], faults: [] }
      return withResult(dueUpTo(state, dueAtMs), { ...about, outcome: 'missed', reason, missed: tests })
    }
  }
}

/** Until when people may not ask for another test: undefined where they may. A clock that went back holds nobody up. */
export function testedUntilMs({ testResults = [] }: LineState, nowMs: number): number | undefined {
  const [last] = testResults.filter(({ againAtMs }) => againAtMs !== undefined)
  return last?.againAtMs !== undefined && nowMs >= last.endedAtMs && nowMs < last.againAtMs ? last.againAtMs : undefined
}

const dueUpTo = (state: LineState, dueAtMs: number | undefined): LineState =>
  dueAtMs === undefined ? state : { ...state, testsDueUpToMs: dueAtMs }

type Ending = Pick<TestResult, 'endedAtMs' | 'outcome' | 'againAtMs' | 'reason' | 'faults' | 'found'>

function over({ lineTest, ...state }: LineState, testId: string, ending: Ending): LineState {
  if (lineTest?.testId !== testId) return lineTest === undefined ? state : { ...state, lineTest }
  return withResult(state, { ...lineTest, ...ending })
}

/** Every console holds these with every welcome: of those before the newest what a history says of them, and no more. */
function withResult(state: LineState, result: TestResult): LineState {
  const [newest, ...older] = state.testResults ?? []
  const results = newest === undefined ? [result] : [result, past(newest), ...older]
  return { ...state, testResults: results.slice(0, TEST_RESULTS_KEPT) }
}

function past({ found: _found, faults, participants, ...about }: TestResult): TestResult {
  const ofParties = faultsOfParties(faults, participants).slice(0, PAST_FAULTS_KEPT)
  return { ...about, participants: [], faults: [], ...(ofParties.length > 0 && { faultsOfParties: ofParties }) }
}
