import type { MissedWhy } from '../../server/protocol/rollCalls.ts'
import type { TestFault, TestResult } from '../../server/protocol/lineTests.ts'
import type { LineTestsSentences } from './enLineTests.ts'
import { jaRollCallWords } from './jaRollCalls.ts'
import { jaTestStandings } from './jaTestStandings.ts'
import { zoneName } from './zoneName.ts'
import { listIn } from './lists.ts'

const listed = listIn('ja')

/** What is wrong with a test, in a few words; parties are named beside it. */
const faults: Record<TestFault['code'], string> = {
  'record-not-closed': '試験の記録を終了できなかった',
  'record-not-read': '試験の記録を時間内に読めなかった',
  'record-unsound': '試験の記録が検証を通らなかった',
  'console-lost': '端末の接続が切れた',
  'no-report': '端末の報告なし',
  'not-set-up': '経路を接続できなかった',
  'slow-set-up': '経路の接続が遅い',
  'not-sent': '端末の送信なし',
  'not-received': '送信した内容が受信されなかった',
  silent: '送信した音が聞こえなかった',
  'other-sound': '送信したものと異なる音を受信',
  loss: '損失過大',
  jitter: 'ジッタ過大',
  'round-trip': '往復遅延過大',
  'mouth-to-ear': '音声伝達遅延過大',
  'not-recorded': '送信した内容が録画されなかった',
}

const reasons: Record<NonNullable<TestResult['reason']>, string> = {
  call: '通話を優先',
  'server-restarted': 'サーバーが再起動された',
  'no-room': '試験室を開けなかった',
  'no-media': 'メディアを送信できなかった',
  'not-begun': 'サーバーがなかったか、試験が無効だった',
}

/** The sentences of the screen of line tests and of the list of alarms. They are loaded with these. */
export const jaLineTests: LineTestsSentences = {
  title: '回線試験',
  explain: '自国の回線の定時点呼と試験を、ログのとおりにすべて表示します。日付と時刻は自国のものです。',
  failed: '履歴を読み込めませんでした。',
  again: 'もう一度試す',
  loading: '履歴を読み込んでいます。',
  noLines: '自国が参加する回線がありません。',
  line: '回線',
  zone: (zone: string) => `時刻は${zoneName('ja', zone)}`,
  agreed: (times: string) => `合意された定時点呼の時刻：${times}`,
  noneAgreed: 'この回線には合意された定時点呼がありません。',
  previous: '前の月',
  next: '次の月',
  thisMonth: '今月',
  calendar: (month: string) => `${month}のカレンダー`,
  nothing: 'なし',
  rollCallAt: (time: string) => `${time}の点呼`,
  tests: (count: number) => `試験${count}件`,
  standings: { waiting: '確認待ち', passed: '確認', late: '遅延', missed: '応答なし' },
  outcomes: jaTestStandings,
  legend: '点呼は当事国ごとに一つの印で、試験は件数で表します。',
  signs: {
    passed: '確認・合格',
    late: '遅延',
    bad: '応答なし・不合格・未実施',
    noResult: jaTestStandings.noResult,
    gaveWay: jaTestStandings.gaveWay,
  },
  day: {
    of: (day: string) => day,
    none: 'この日に予定されたものはありませんでした。',
    rollCalls: '定時点呼',
    tests: '試験',
    within: (minutes: string) => `${minutes}分以内`,
    openedLate: (time: string) => `サーバー復旧後、${time}に開始`,
    asked: (name: string) => `依頼：${name}`,
    synthetic: (parties: string) => `${parties}：サーバーの端末が代わりに参加`,
    measured: 'すべての経路のうち最も悪い値',
    setUp: (ms: number) => `接続 ${Math.round(ms)} ms`,
    mouthToEar: (ms: number) => `音声伝達 ${Math.round(ms)} ms`,
    loss: (percent: number) => `損失 ${percent.toFixed(1)}%`,
    several: (count: number) => `連続した試験${count}件`,
  },
  charts: {
    title: '品質の推移',
    range: '期間',
    ranges: { month: '今月', quarter: '直近90日', week: '直近7日' },
    none: 'この期間に測定された値はありません。',
    mouthToEar: '音声伝達遅延',
    loss: '損失',
    setUp: '接続時間',
    answer: '点呼の応答時間',
    ms: (value: number) => `${Math.round(value)} ms`,
    percent: (value: number) => `${value.toFixed(1)}%`,
    seconds: (value: number) => `${(value / 1000).toFixed(0)}秒`,
    few: (values: readonly string[]) => `測定${values.length}件：${listed(values)}`,
    summary: (median: string, worst: string, count: number) => `中央値${median}、最大${worst}、測定${count}件`,
  },
  faults,
  reasons,
  kinds: { microphone: '音声', camera: '映像' },
  fromTo: (from: string, to: string) => `${from}→${to}`,
  at: (parties: readonly string[]) => `· ${listed(parties)}`,
  times: (count: number) => `${count}回`,
  why: jaRollCallWords.why satisfies Record<MissedWhy, string>,
  alarms: {
    title: '警報',
    explain:
      '当事国が応答しなかった定時点呼と、問題のあった回線試験です。回線のすべての当事国の管理者に表示され、当事国ごとに確認します。',
    none: '警報はありません。',
    acknowledge: '確認',
    acknowledgeWhich: (what: string) => `警報を確認：${what}`,
    acknowledgedBy: (party: string, name: string, when: string) => `${party}：${when} 確認（${name}）`,
    open: '自国はまだ確認していません。',
    failed: '確認を記録できませんでした。',
  },
}
