import type { TestResult } from '../../server/protocol/lineTests.ts'
import { testStandings } from './enTestStandings.ts'
import type { NamedFault, TestFigures } from '../models/testSummary.ts'
import { listIn } from './lists.ts'

const listed = listIn('en-GB')

/** A number and its unit stay in one line of text. */
const ms = (value: number | undefined): string => `${Math.round(value ?? 0)}\u00a0ms`
const percent = (value: number | undefined): string => `${(value ?? 0).toFixed(1)}\u00a0%`

/** What a line's card says of its tests. */
export const enLineTest = {
  title: 'Line test',
  start: 'Test line',
  running: 'Testing this line with synthetic sound and pictures. Nobody is rung.',
  startedBy: (name: string) => `Asked for by ${name}.`,
  again: (time: string) => `It can be tested again from ${time} on.`,
  never: 'Not tested yet.',
  last: (time: string, outcome: string) => `Last test ${time}: ${outcome}`,
  outcomes: testStandings,
  why({ reason, missed }: Pick<TestResult, 'reason' | 'missed'>): string {
    if (reason === undefined) return ''
    switch (reason) {
      case 'call':
        return missed === undefined ? '' : 'One was up when it was due.'
      case 'not-begun':
        return (missed ?? 1) === 1
          ? 'It did not begin when it was due: no server was there, or tests were switched off.'
          : `${missed} that were due did not begin: no server was there, or tests were switched off.`
      case 'server-restarted':
        return 'The server was started again in the middle of it.'
      case 'no-room':
        return 'The server could not open its test room. Tell the operator.'
      case 'no-media':
        return 'The media server was not there. Tell the operator.'
    }
  },
  standIns: (parties: readonly string[]) =>
    `${listed(parties)}: no armed console was free, so the server itself took part (synthetic).`,
  participant: (name: string, party: string) => `${name} (${party})`,
  standIn: (party: string) => `the server for ${party}`,
  more: (count: number) => (count === 1 ? 'and one thing more.' : `and ${count} things more.`),
  figures: 'Figures',
  figureWords: {
    setUpMs: 'Longest set-up',
    roundTripMs: 'Longest round trip',
    lossPercent: 'Most lost',
    jitterMs: 'Most jitter',
    mouthToEarMs: 'Mouth to ear',
    recordedPercent: 'Recorded',
  } satisfies Record<keyof TestFigures, string>,
  figure: (name: keyof TestFigures, value: number) =>
    name === 'lossPercent' || name === 'recordedPercent' ? percent(value) : ms(value),
  measuredHow:
    'The worst of all paths. Mouth to ear is the path of the media, without microphone and loudspeaker. ' +
    'Recorded is how much of what was sent is in the sealed record: what it lacks was lost on the way to the server, and ' +
    'less than 95\u00a0% of the sound or 90\u00a0% of the pictures of a console is a fault. ' +
    'What could not be measured is not shown.',
  fault({ code, who = '', from = '', kind, value }: NamedFault): string {
    const what = kind === 'camera' ? 'pictures' : 'sound'
    switch (code) {
      case 'record-not-closed':
        return 'The record of the test was not closed.'
      case 'record-not-read':
        return 'The record of the test was not read back in time.'
      case 'record-unsound':
        return 'The record of the test did not verify.'
      case 'console-lost':
        return `${who} lost the connection to the server during the test.`
      case 'no-report':
        return `${who} did not report.`
      case 'not-set-up':
        return `${who} got no connection to the media server.`
      case 'slow-set-up':
        return `${who} needed ${ms(value)} to connect.`
      case 'not-sent':
        return `${who} sent no ${what}.`
      case 'not-received':
        return `No ${what} of ${from} came to ${who}.`
      case 'silent':
        return `Only silence of ${from} came to ${who}.`
      case 'other-sound':
        return `Another sound than that of ${from} came to ${who}.`
      case 'loss':
        return `${percent(value)} of the ${what} of ${from} was lost to ${who}.`
      case 'jitter':
        return `The ${what} of ${from} came unevenly to ${who}: jitter of ${ms(value)}.`
      case 'round-trip':
        return `The round trip of ${who} is ${ms(value)}.`
      case 'mouth-to-ear':
        return `${who} heard ${from} after ${ms(value)}.`
      case 'not-recorded':
        return `Of the ${what} of ${who} only ${percent(value)} is in the record.`
    }
  },
}
