import { dueBetween } from '../../server/calls/rollCallSchedule.ts'
import type { TestHistoryPort } from '../../client/models/testHistory.ts'
import type { LineHistory, TestSummary } from '../../server/protocol/lineHistory.ts'
import type { RollCall, RollCallParty } from '../../server/protocol/rollCalls.ts'
import { ADVISERS, LEADERS } from '../calls/demonstrationLines.ts'
import { consoleId, JP_WATCH, KR_WATCH, US_WATCH } from './fakeLine.ts'

const HOUR_MS = 3_600_000
const AGREED = ['09:00', '17:00'].map((time) => ({ time, timeZone: 'Asia/Seoul', withinMs: 300_000, fromMs: 0 }))
const WATCHES = { kr: KR_WATCH, jp: JP_WATCH, us: US_WATCH } as const

/** Weeks of roll-calls and hourly tests of which some went wrong, always the same ones. */
export class FakeTestHistory implements TestHistoryPort {
  readonly asked: { line: string; fromMs: number; toMs: number }[] = []
  readonly #nowMs: number

  constructor(nowMs: number) {
    this.#nowMs = nowMs
  }

  lines: TestHistoryPort['lines'] = async () => ({
    ok: true,
    body: [{ ...LEADERS, rollCalls: AGREED }, ADVISERS],
  })

  history: TestHistoryPort['history'] = async (line, fromMs, toMs) => {
    this.asked.push({ line, fromMs, toMs })
    const body: LineHistory = {
      ...{ line, lineName: line === 'leaders' ? LEADERS.name : ADVISERS.name, parties: LEADERS.parties },
      rollCalls: line === 'leaders' ? rollCalls(fromMs, Math.min(toMs, this.#nowMs)) : [],
      // Of one line little has been measured yet.
      tests: tests(
        line === 'leaders' ? fromMs : Math.max(fromMs, this.#nowMs - 2 * HOUR_MS),
        Math.min(toMs, this.#nowMs),
      ),
    }
    return { ok: true, body }
  }
}

function rollCalls(fromMs: number, toMs: number): RollCall[] {
  return dueBetween(AGREED, fromMs - 1, toMs - 1).map(({ dueMs, deadlineMs }, index) => ({
    ...{ rollCallId: consoleId(5000 + index), dueMs, deadlineMs, openedAtMs: dueMs, closedAtMs: deadlineMs },
    parties: (['kr', 'jp', 'us'] as const).map((party, place): RollCallParty => {
      const { person, name, console } = WATCHES[party]
      const turn = (index * 7 + place * 5) % 23
      const confirmed = (afterMs: number, late: boolean) => ({ atMs: dueMs + afterMs, late, person, name, console })
      if (turn === 3) return { party, watch: 'nobody', missed: 'nobody-signed-in' }
      if (turn === 9) return { party, watch: 'armed', missed: 'no-answer', confirmed: confirmed(500_000, true) }
      return { party, watch: 'armed', confirmed: confirmed(9_000 + turn * 4_000, false) }
    }),
  }))
}

function tests(fromMs: number, toMs: number): TestSummary[] {
  const found: TestSummary[] = []
  for (let dueAtMs = Math.ceil(fromMs / HOUR_MS) * HOUR_MS; dueAtMs < toMs; dueAtMs += HOUR_MS) {
    const hour = dueAtMs / HOUR_MS
    const about = { testId: consoleId(hour), dueAtMs, startedAtMs: dueAtMs, endedAtMs: dueAtMs + 25_000 }
    const parties = ['kr', 'jp', 'us'].map((party) => ({ party, synthetic: party === 'us' && hour % 24 < 9 }))
    const failed = hour % 61 === 7
    if (hour % 61 === 30) {
      found.push({ ...about, parties, outcome: 'aborted', reason: 'call', faults: [], worst: {} })
      continue
    }
    found.push({
      ...{ ...about, parties, outcome: failed ? 'failed' : 'passed' },
      faults: failed ? [{ code: 'loss', party: 'jp', from: 'us', kind: 'camera', value: 9 }] : [],
      worst: {
        setUpMs: 180 + ((hour * 37) % 90),
        lossPercent: failed ? 9 : ((hour * 13) % 10) / 10,
        mouthToEarMs: 140 + ((hour * 53) % 60),
      },
    })
  }
  return found
}
