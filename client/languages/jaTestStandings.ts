import type { TestStanding } from '../models/testStandings.ts'

/** What became of a test: the same words on a line's card, in the calendar and in the list of a day. */
export const jaTestStandings: Record<TestStanding, string> = {
  passed: '合格',
  failed: '不合格',
  gaveWay: '通話優先のため中止',
  noResult: '結果なし',
  missed: '未実施',
}
