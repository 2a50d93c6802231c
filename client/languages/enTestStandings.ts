import type { TestStanding } from '../models/testStandings.ts'

/** What became of a test: the same words on a line's card, in the calendar and in the list of a day. */
export const testStandings: Record<TestStanding, string> = {
  passed: 'passed',
  failed: 'failed',
  gaveWay: 'gave way to a call',
  noResult: 'no result',
  missed: 'missed',
}
