import type { TestStanding } from '../models/testStandings.ts'

/** What became of a test: the same words on a line's card, in the calendar and in the list of a day. */
export const koTestStandings: Record<TestStanding, string> = {
  passed: '합격',
  failed: '불합격',
  gaveWay: '통화 우선으로 중단',
  noResult: '결과 없음',
  missed: '미실시',
}
