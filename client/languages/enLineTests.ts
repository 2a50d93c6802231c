import type { Worded } from './worded.ts'
import type { MissedWhy } from '../../server/protocol/rollCalls.ts'
import type { TestFault, TestResult } from '../../server/protocol/lineTests.ts'
import { rollCalls } from './enRollCalls.ts'
import { testStandings } from './enTestStandings.ts'
import { listIn } from './lists.ts'

const listed = listIn('en-GB')

/** What is wrong with a test, in a few words; parties are named beside it. */
const faults: Record<TestFault['code'], string> = {
  'record-not-closed': 'its record could not be closed',
  'record-not-read': 'its record was not read back in time',
  'record-unsound': 'its record did not verify',
  'console-lost': 'a console lost its connection',
  'no-report': 'a console gave no report',
  'not-set-up': 'a path was not set up',
  'slow-set-up': 'a path was slow to set up',
  'not-sent': 'a console sent nothing',
  'not-received': 'something sent was not received',
  silent: 'no sound was heard where some was sent',
  'other-sound': 'another sound arrived than was sent',
  loss: 'too much was lost',
  jitter: 'too much jitter',
  'round-trip': 'too long a round trip',
  'mouth-to-ear': 'too long from mouth to ear',
  'not-recorded': 'something sent was not recorded',
}

const reasons: Record<NonNullable<TestResult['reason']>, string> = {
  call: 'a call went before it',
  'server-restarted': 'the server was started again',
  'no-room': 'its room could not be opened',
  'no-media': 'no media could be sent',
  'not-begun': 'no server was there, or tests were switched off',
}

/** The sentences of the screen of line tests and of the list of alarms, in English. They are loaded with these. */
export const enLineTests = {
  title: 'Line tests',
  explain:
    'Every roll-call and every test of the lines of your party, as the log has them. Days and times are those of your party.',
  failed: 'The history could not be read.',
  again: 'Try again',
  loading: 'The history is being read.',
  noLines: 'Your party is on no line.',
  line: 'Line',
  zone: (zone: string) => `Times of ${zone.replaceAll('_', ' ')}`,
  agreed: (times: string) => `Roll-calls are agreed for ${times}.`,
  noneAgreed: 'No roll-calls are agreed on this line.',
  previous: 'Earlier month',
  next: 'Later month',
  thisMonth: 'This month',
  calendar: (month: string) => `Calendar of ${month}`,
  nothing: 'nothing',
  rollCallAt: (time: string) => `roll-call ${time}`,
  tests: (count: number) => (count === 1 ? '1 test' : `${count} tests`),
  standings: { waiting: 'is waited for', passed: 'passed', late: 'late', missed: 'missed' },
  outcomes: testStandings,
  legend: 'Of each roll-call one sign per party; tests are counted.',
  signs: {
    passed: testStandings.passed,
    late: 'late',
    bad: 'missed or failed',
    noResult: testStandings.noResult,
    gaveWay: testStandings.gaveWay,
  },
  day: {
    of: (day: string) => day,
    none: 'Nothing was due on this day.',
    rollCalls: 'Roll-calls',
    tests: 'Tests',
    within: (minutes: string) => `within ${minutes} minutes`,
    openedLate: (time: string) => `opened at ${time}, when the server was back`,
    asked: (name: string) => `asked for by ${name}`,
    synthetic: (parties: string) => `the server’s own console stood in for ${parties}`,
    measured: 'worst of all paths',
    setUp: (ms: number) => `set-up ${Math.round(ms)} ms`,
    mouthToEar: (ms: number) => `mouth to ear ${Math.round(ms)} ms`,
    loss: (percent: number) => `loss ${percent.toFixed(1)} %`,
    several: (count: number) => `${count} tests in a row`,
  },
  charts: {
    title: 'How good it has been',
    range: 'Range',
    ranges: { month: 'This month', quarter: 'The last 90 days', week: 'The last 7 days' },
    none: 'Nothing was measured in this time.',
    mouthToEar: 'Mouth to ear',
    loss: 'Loss',
    setUp: 'Set-up',
    answer: 'Roll-call answer',
    ms: (value: number) => `${Math.round(value)} ms`,
    percent: (value: number) => `${value.toFixed(1)} %`,
    seconds: (value: number) => `${(value / 1000).toFixed(0)} s`,
    /** Too few for a chart to say anything. */
    few: (values: readonly string[]) => `${values.length} measured: ${listed(values)}`,
    summary: (median: string, worst: string, count: number) =>
      `median ${median}, worst ${worst}, of ${count === 1 ? '1 measurement' : `${count} measurements`}`,
  },
  faults,
  reasons,
  kinds: { microphone: 'sound', camera: 'picture' },
  fromTo: (from: string, to: string) => `from ${from} to ${to}`,
  at: (parties: readonly string[]) => `at ${listed(parties)}`,
  times: (count: number) => `${count} times`,
  why: rollCalls.why satisfies Record<MissedWhy, string>,
  alarms: {
    title: 'Alarms',
    explain:
      'Roll-calls that a party has missed and tests of the lines that went wrong. They are shown to the admins of all parties of a line; each party acknowledges them for itself.',
    none: 'There are no alarms.',
    acknowledge: 'Acknowledge',
    acknowledgeWhich: (what: string) => `Acknowledge: ${what}`,
    acknowledgedBy: (party: string, name: string, when: string) => `${party}: acknowledged by ${name}, ${when}`,
    open: 'Not acknowledged by your party yet.',
    failed: 'It could not be acknowledged.',
  },
}
export type LineTestsSentences = Worded<typeof enLineTests>
