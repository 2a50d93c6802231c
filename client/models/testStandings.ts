import type { TestResult } from '../../server/protocol/lineTests.ts'

/**
 * What is said of a test, wherever it is said. One that a call went before, or kept from beginning, is nothing that is
 * wrong with the line; one that came to no result, or did not begin, for another reason is.
 */
export type TestStanding = 'passed' | 'failed' | 'gaveWay' | 'noResult' | 'missed'

export function testStandingOf({ outcome, reason }: Pick<TestResult, 'outcome' | 'reason'>): TestStanding {
  if (reason === 'call') return 'gaveWay'
  return outcome === 'aborted' ? 'noResult' : outcome
}
