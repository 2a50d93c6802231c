import type { TestResult } from '../../server/protocol/lineTests.ts'
import type { NamedFault, TestFigures } from '../models/testSummary.ts'
import { jaTestStandings } from './jaTestStandings.ts'
import { listIn } from './lists.ts'

const listed = listIn('ja')

/** A number and its unit stay in one line of text. */
const ms = (value: number | undefined): string => `${Math.round(value ?? 0)}\u00a0ms`
const percent = (value: number | undefined): string => `${(value ?? 0).toFixed(1)}%`

/** What a line's card says of its tests. */
export const jaLineTest = {
  title: '回線試験',
  start: '回線試験を開始',
  running: '合成した音声と映像でこの回線を試験しています。誰も呼び出しません。',
  startedBy: (name: string) => `依頼：${name}。`,
  again: (time: string) => `${time}から再び試験できます。`,
  never: 'まだ試験していません。',
  last: (time: string, outcome: string) => `前回の試験 ${time}：${outcome}`,
  outcomes: jaTestStandings,
  why({ reason, missed }: Pick<TestResult, 'reason' | 'missed'>): string {
    if (reason === undefined) return ''
    switch (reason) {
      case 'call':
        return missed === undefined ? '' : '予定時刻に通話中でした。'
      case 'not-begun':
        return (missed ?? 1) === 1
          ? '予定時刻に開始されませんでした。サーバーがなかったか、試験が無効でした。'
          : `予定された試験${missed}件が開始されませんでした。サーバーがなかったか、試験が無効でした。`
      case 'server-restarted':
        return '試験の途中でサーバーが再起動されました。'
      case 'no-room':
        return 'サーバーが試験室を開けませんでした。運用担当者に知らせてください。'
      case 'no-media':
        return 'メディアサーバーがありませんでした。運用担当者に知らせてください。'
    }
  },
  standIns: (parties: readonly string[]) =>
    `${listed(parties)}：空いている待受の端末がないため、サーバーが代わりに参加しました（合成）。`,
  participant: (name: string, party: string) => `${name}（${party}）`,
  standIn: (party: string) => `サーバー（${party}の代理）`,
  more: (count: number) => `ほかに${count}件あります。`,
  figures: '測定値',
  figureWords: {
    setUpMs: '最長接続時間',
    roundTripMs: '最長往復遅延',
    lossPercent: '最大損失',
    jitterMs: '最大ジッタ',
    mouthToEarMs: '音声伝達遅延',
    recordedPercent: '録画率',
  } satisfies Record<keyof TestFigures, string>,
  figure: (name: keyof TestFigures, value: number) =>
    name === 'lossPercent' || name === 'recordedPercent' ? percent(value) : ms(value),
  measuredHow:
    'すべての経路のうち最も悪い値です。音声伝達遅延は、マイクとスピーカーを除いたメディア経路の遅延です。' +
    '録画率は、送信した内容のうち封印された録画に含まれる割合です。欠けている部分はサーバーへの途中で失われたもので、' +
    '一つの端末の音声が95%未満、または映像が90%未満の場合は障害とします。測定できなかった値は表示しません。',
  fault({ code, who = '', from = '', kind, value }: NamedFault): string {
    const what = kind === 'camera' ? '映像' : '音声'
    switch (code) {
      case 'record-not-closed':
        return '試験の記録が終了しませんでした。'
      case 'record-not-read':
        return '試験の記録を時間内に読み戻せませんでした。'
      case 'record-unsound':
        return '試験の記録が検証を通りませんでした。'
      case 'console-lost':
        return `${who}：試験中にサーバーとの接続が切れました。`
      case 'no-report':
        return `${who}：報告がありません。`
      case 'not-set-up':
        return `${who}：メディアサーバーに接続できませんでした。`
      case 'slow-set-up':
        return `${who}：接続に${ms(value)}かかりました。`
      case 'not-sent':
        return `${who}：${what}の送信がありません。`
      case 'not-received':
        return `${from}→${who}：${what}の受信がありません。`
      case 'silent':
        return `${from}→${who}：無音だけを受信しました。`
      case 'other-sound':
        return `${from}→${who}：送信したものと異なる音を受信しました。`
      case 'loss':
        return `${from}→${who}：${what}の損失${percent(value)}。`
      case 'jitter':
        return `${from}→${who}：${what}の受信が不均一です（ジッタ${ms(value)}）。`
      case 'round-trip':
        return `${who}：往復遅延${ms(value)}。`
      case 'mouth-to-ear':
        return `${from}→${who}：音声伝達遅延${ms(value)}。`
      case 'not-recorded':
        return `${who}：${what}の録画率${percent(value)}。`
    }
  },
}
