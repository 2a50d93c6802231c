import { pathsOf } from '../calls/testFaults.ts'
import { evolveRollCalls } from '../calls/rollCalls.ts'
import type { LineEntry, LineFact } from '../protocol/lineFacts.ts'
import type { Acknowledgement, Alarm, LineHistory, TestSummary } from '../protocol/lineHistory.ts'
import type { RollCall, RollCallFact } from '../protocol/rollCalls.ts'
import { dueMsOf, TestSummaries } from './testSummaries.ts'

/** An alarm without the name of its line, which may change. */
export type BareAlarm = DistributiveOmit<Alarm, 'lineName'>
type DistributiveOmit<All, Name extends PropertyKey> = All extends unknown ? Omit<All, Name> : never

/** Where an alarm comes from: what is said of it is made of that each time, so that nothing is kept twice. */
type Cause = { readonly rollCallId: string } | { readonly test: TestSummary }

/** What became of one line's roll-calls and tests, and its alarms, folded from its facts in their order. */
export class LineIndex {
  readonly #line: string
  readonly #rollCalls = new Map<string, RollCall>()
  readonly #tests = new TestSummaries()
  readonly #causes = new Map<string, Cause>()
  readonly #acknowledged = new Map<string, Acknowledgement[]>()
  /** The alarm of a test that a person asked for, if there is one. */
  #askedFor: string | undefined

  constructor(line: string) {
    this.#line = line
  }

  /** @returns the alarms that this entry has raised, and whether it has changed what is said of any. */
  add(entry: LineEntry): { readonly raised: BareAlarm[]; readonly changed: boolean } {
    const raised = entry.facts.flatMap((fact) => this.#raised(fact, entry) ?? [])
    const changed = raised.length > 0 || entry.facts.some((fact) => this.#concernsAlarm(fact))
    return { raised: raised.flatMap((alarm) => this.alarm(alarm) ?? []), changed }
  }

  history(fromMs: number, toMs: number): Pick<LineHistory, 'rollCalls' | 'tests'> {
    const rollCalls = [...this.#rollCalls.values()].filter(({ dueMs }) => dueMs >= fromMs && dueMs < toMs)
    return { rollCalls: rollCalls.toSorted((a, b) => a.dueMs - b.dueMs), tests: this.#tests.between(fromMs, toMs) }
  }

  /** The last so many that were raised, newest first: years of them are thousands, of which each is made anew. */
  alarms(most: number): BareAlarm[] {
    const newest = [...this.#causes.keys()].slice(-most).toReversed()
    return newest.flatMap((alarm) => this.alarm(alarm) ?? [])
  }

  get unacknowledged(): number {
    return [...this.#causes.keys()].filter((alarm) => !this.#acknowledged.has(alarm)).length
  }

  alarm(alarm: string): BareAlarm | undefined {
    const cause = this.#causes.get(alarm)
    if (cause === undefined) return undefined
    const about = { alarm, line: this.#line, acknowledged: this.#acknowledged.get(alarm) ?? [] }
    if ('test' in cause) {
      const { outcome, reason, missed, faults, endedAtMs } = cause.test
      return {
        ...{ kind: 'test', ...about, atMs: endedAtMs, dueMs: dueMsOf(cause.test), outcome, faults: counted(faults) },
        ...(reason !== undefined && { reason }),
        ...(missed !== undefined && { missed }),
      }
    }
    const rollCall = this.#rollCalls.get(cause.rollCallId)
    return rollCall && { kind: 'roll-call', ...about, ...missedBy(rollCall) }
  }

  /** Folds one fact. @returns the alarm that comes of it. */
  #raised(fact: LineFact, entry: LineEntry): string | undefined {
    switch (fact.type) {
      case 'rollcall:opened':
      case 'rollcall:confirmed':
      case 'rollcall:closed':
        return this.#rollCall(fact, entry)
      case 'test:started':
      case 'test:finished':
      case 'test:aborted':
      case 'test:missed': {
        const test = this.#tests.add(fact, entry)
        if (test === undefined || !isAlarming(test)) return undefined
        if (test.startedBy !== undefined) this.#replaceAskedFor(test)
        return this.#caused(test.testId ?? entry.commandId, { test })
      }
      case 'alarm:acknowledged': {
        const { alarm, party, person, name } = fact
        const before = this.#acknowledged.get(alarm) ?? []
        this.#acknowledged.set(alarm, [...before, { atMs: entry.atMs, party, person, name }])
        return undefined
      }
      default:
        return undefined
    }
  }

  #rollCall(fact: RollCallFact, entry: LineEntry): string | undefined {
    const { rollCallId } = fact
    const known = this.#rollCalls.get(rollCallId)
    const [rollCall] = evolveRollCalls(known ? [known] : [], fact, entry)
    if (rollCall) this.#rollCalls.set(rollCallId, rollCall)
    const missed = fact.type === 'rollcall:closed' && fact.results.some(({ result }) => result === 'missed')
    return missed ? this.#caused(rollCallId, { rollCallId }) : undefined
  }

  /**
   * Of the tests that people ask for the newest alone is an alarm: that the line fails now is worth one, and whoever asks
   * again and again moves no missed roll-call and no failed test of the schedule out of anybody's list.
   */
  #replaceAskedFor(test: TestSummary): void {
    if (this.#askedFor !== undefined) this.#causes.delete(this.#askedFor)
    this.#askedFor = test.testId
  }

  #caused(alarm: string, cause: Cause): string {
    this.#causes.set(alarm, cause)
    return alarm
  }

  #concernsAlarm(fact: LineFact): boolean {
    if (fact.type === 'alarm:acknowledged') return this.#causes.has(fact.alarm)
    return fact.type === 'rollcall:confirmed' && this.#causes.has(fact.rollCallId)
  }
}

/** A call goes before a test, and a line that carries one works: every other test that came to nothing is an alarm. */
const isAlarming = ({ outcome, reason }: TestSummary): boolean => outcome !== 'passed' && reason !== 'call'

/** In the order in which they were found: what concerns all comes before what concerns one path. */
function counted(faults: TestSummary['faults']): Extract<BareAlarm, { kind: 'test' }>['faults'] {
  return [...Map.groupBy(faults, ({ code }) => code)].map(([code, alike]) => ({
    code,
    parties: [...new Set(alike.flatMap(({ party }) => party ?? []))],
    count: alike.reduce((sum, fault) => sum + pathsOf(fault), 0),
  }))
}

function missedBy({ dueMs, deadlineMs, closedAtMs, parties }: RollCall) {
  return {
    dueMs,
    atMs: closedAtMs ?? deadlineMs,
    parties: parties.flatMap(({ party, missed, confirmed }) => {
      if (missed === undefined) return []
      if (!confirmed) return [{ party, why: missed }]
      const { late: _late, ...late } = confirmed
      return [{ party, why: missed, late }]
    }),
  }
}
