import { faultsOfParties } from '../calls/testFaults.ts'
import type { TestSummary } from '../protocol/lineHistory.ts'
import type { LineTestFact, RunningTest, TestFound } from '../protocol/lineTests.ts'
import type { LineEntry } from '../protocol/lineFacts.ts'

/** The tests of one line, folded from its facts: all that there ever were, each as small as a history needs it. */
export class TestSummaries {
  readonly #tests: TestSummary[] = []
  /** At most one: a test that never ended is not one of the history. */
  #running: RunningTest | undefined

  /** @returns what has become of a test, if this fact says so. */
  add(fact: LineTestFact, { atMs, by }: Pick<LineEntry, 'atMs' | 'by'>): TestSummary | undefined {
    switch (fact.type) {
      case 'test:started': {
        const { testId, participants, dueAtMs } = fact
        this.#running = {
          ...{ testId, participants, startedAtMs: atMs },
          ...(dueAtMs !== undefined && { dueAtMs }),
          ...(by.kind === 'console' && { startedBy: { person: by.person, name: by.name, party: by.party } }),
        }
        return undefined
      }
      case 'test:finished': {
        const { outcome, faults, found } = fact
        return this.#over(fact.testId, (test) => ({
          ...{ endedAtMs: atMs, outcome },
          faults: faultsOfParties(faults, test.participants),
          worst: worstOf(found),
        }))
      }
      case 'test:aborted':
        return this.#over(fact.testId, () => ({
          ...{ endedAtMs: atMs, outcome: 'aborted', reason: fact.reason, faults: [], worst: {} },
        }))
      case 'test:missed': {
        const { dueAtMs, tests, reason } = fact
        return this.#keep({
          ...{ dueAtMs, startedAtMs: dueAtMs, endedAtMs: dueAtMs, outcome: 'missed', reason, missed: tests },
          ...{ parties: [], faults: [], worst: {} },
        })
      }
    }
  }

  /** Oldest first. */
  between(fromMs: number, toMs: number): TestSummary[] {
    return this.#tests.filter((test) => dueMsOf(test) >= fromMs && dueMsOf(test) < toMs)
  }

  #over(
    testId: string,
    ending: (test: RunningTest) => Pick<TestSummary, 'endedAtMs' | 'outcome' | 'reason' | 'faults' | 'worst'>,
  ): TestSummary | undefined {
    const test = this.#running
    if (test?.testId !== testId) return undefined
    this.#running = undefined
    const { participants, ...about } = test
    return this.#keep({ ...about, parties: partiesOf(participants), ...ending(test) })
  }

  #keep(test: TestSummary): TestSummary {
    this.#tests.push(test)
    return test
  }
}

/** When it was due, or was asked for. */
export const dueMsOf = ({ dueAtMs, startedAtMs }: TestSummary): number => dueAtMs ?? startedAtMs

function partiesOf(participants: RunningTest['participants']): TestSummary['parties'] {
  const parties = new Map<string, boolean>()
  for (const { party, synthetic } of participants) parties.set(party, synthetic && (parties.get(party) ?? true))
  return [...parties].map(([party, synthetic]) => ({ party, synthetic }))
}

/** A line is as good as its worst path. */
function worstOf(found: readonly TestFound[]): TestSummary['worst'] {
  const heard = found.flatMap((console) => console.heard)
  const worst = {
    setUpMs: found.map(({ setUpMs }) => setUpMs),
    roundTripMs: found.map(({ roundTripMs }) => roundTripMs),
    lossPercent: heard.map(({ lossPercent }) => lossPercent),
    jitterMs: heard.map(({ jitterMs }) => jitterMs),
    mouthToEarMs: heard.map(({ mouthToEarMs }) => mouthToEarMs),
  }
  return Object.fromEntries(
    Object.entries(worst).flatMap(([name, measured]) => {
      const values = measured.filter((value) => value !== undefined)
      return values.length > 0 ? [[name, Math.max(...values)]] : []
    }),
  )
}
