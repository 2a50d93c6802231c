import type { LampColour } from '../../server/protocol/words.ts'
import type { TestStanding } from '../models/testStandings.ts'

/** What raises an alarm is red, or amber where nothing was found; giving way to a call has no colour. */
export const TEST_LAMPS: Readonly<Record<TestStanding, LampColour | 'off'>> = {
  passed: 'green',
  failed: 'red',
  gaveWay: 'off',
  noResult: 'amber',
  missed: 'red',
}
