import type { Alarm } from '../../../server/protocol/lineHistory.ts'
import { LEADERS } from '../../calls/demonstrationLines.ts'
import { at, by, consoleId, JP_WATCH, KR_WATCH, LineScript, present, SERVER, US_WATCH } from '../../client/fakeLine.ts'
import { signIn, welcome, type SoftphoneInTest } from '../../client/softphoneInTest.ts'

/** The states of the screens that roll-calls and alarms bring about. */

const ROLL_CALL = consoleId(7001)
const KR_ADMIN = at(9, 'kr-admin', 'Seo Yu-na', 'admin')
const MINUTE_MS = 60_000

async function rollCall(test: SoftphoneInTest, sinceMs: number): Promise<LineScript> {
  await signIn(test)
  const dueMs = test.clock.nowMs() - sinceMs
  const script = new LineScript('leaders', dueMs)
  const parties = (['kr', 'jp', 'us'] as const).map((party) => ({ party, watch: 'armed' as const }))
  const about = { rollCallId: ROLL_CALL, dueMs, deadlineMs: dueMs + 5 * MINUTE_MS }
  script.entry(SERVER, [{ type: 'rollcall:opened', ...about, parties }], 0)
  script.entry(by(JP_WATCH), [{ type: 'rollcall:confirmed', rollCallId: ROLL_CALL, party: 'jp', late: false }], 21_000)
  return script
}

async function shown(test: SoftphoneInTest, script: LineScript): Promise<void> {
  const consoles = [KR_WATCH, JP_WATCH, US_WATCH].map((who) => present(who))
  welcome(test, KR_WATCH, [{ line: LEADERS, state: script.state, consoles }])
  await test.phone.lamps.arm.value?.()
}

const acknowledged = (party: string, name: string, atMs: number) => ({ party, person: `${party}-admin`, name, atMs })

function alarmsAt(nowMs: number): Alarm[] {
  const about = { line: 'leaders', lineName: 'Leaders' }
  return [
    {
      ...{ kind: 'roll-call', alarm: ROLL_CALL, ...about, dueMs: nowMs - 40 * MINUTE_MS, atMs: nowMs - 35 * MINUTE_MS },
      parties: [
        { party: 'kr', why: 'nobody-armed' },
        {
          ...{ party: 'us', why: 'no-answer' },
          late: { atMs: nowMs - 31 * MINUTE_MS, person: 'us-watch', name: 'Marcus Hale', console: US_WATCH.console },
        },
      ],
      acknowledged: [acknowledged('jp', 'Mori Aoi', nowMs - 30 * MINUTE_MS)],
    },
    {
      ...{
        kind: 'test',
        alarm: consoleId(7002),
        ...about,
        dueMs: nowMs - 100 * MINUTE_MS,
        atMs: nowMs - 99 * MINUTE_MS,
      },
      ...{ outcome: 'failed', faults: [{ code: 'loss', parties: ['jp', 'us'], count: 3 }] },
      acknowledged: [],
    },
    {
      ...{
        kind: 'test',
        alarm: consoleId(7003),
        ...about,
        dueMs: nowMs - 700 * MINUTE_MS,
        atMs: nowMs - 690 * MINUTE_MS,
      },
      ...{ outcome: 'missed', missed: 3, reason: 'not-begun', faults: [] },
      acknowledged: [acknowledged('kr', 'Seo Yu-na', nowMs - 600 * MINUTE_MS)],
    },
  ]
}

export const rollCallStates = {
  'roll-call-open': async (test: SoftphoneInTest) => shown(test, await rollCall(test, 68_000)),
  'roll-call-late': async (test: SoftphoneInTest) => {
    const script = await rollCall(test, 7 * MINUTE_MS)
    script.atMs = test.clock.nowMs() - 2 * MINUTE_MS
    const missed = (party: string, why: 'no-answer' | 'nobody-signed-in') => ({ party, result: 'missed', why }) as const
    const results = [
      missed('kr', 'no-answer'),
      { party: 'jp', result: 'passed' } as const,
      missed('us', 'nobody-signed-in'),
    ]
    script.entry(SERVER, [{ type: 'rollcall:closed', rollCallId: ROLL_CALL, results }], 0)
    const late = { type: 'rollcall:confirmed', rollCallId: ROLL_CALL, party: 'us', late: true } as const
    script.entry(by(US_WATCH), [late], MINUTE_MS)
    await shown(test, script)
  },
  alarms: async (test: SoftphoneInTest) => {
    await signIn(test)
    welcome(test, KR_ADMIN, [])
    test.connection.notify('alarms:changed', { alarms: alarmsAt(test.clock.nowMs()) })
    test.place.go('/administration')
  },
  'line-tests': async (test: SoftphoneInTest) => {
    await signIn(test)
    welcome(test, KR_WATCH, [{ line: LEADERS, consoles: [] }])
    test.place.go('/tests/leaders')
  },
}
