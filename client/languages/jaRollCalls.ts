import type { MissedWhy } from '../../server/protocol/rollCalls.ts'
import { listIn } from './lists.ts'

const listed = listIn('ja')

/** The sentences of roll-calls, and of the alarms that come of missed ones and of tests. */

export const jaRollCallWords = {
  title: (time: string, line: string) => `定時点呼 ${time} · ${line}`,
  ask: 'この回線が聞こえ、見えることを確認してください。',
  askLate: '時間を過ぎています。それでも確認してください。遅延として扱われます。',
  open: '各当事国の当直官が、この回線が聞こえ、見えることを確認します。',
  passed: 'すべての当事国が時間内に確認しました。',
  over: '時間を過ぎました。',
  left: '残り',
  confirm: '点呼を確認',
  confirmLate: '遅れて確認',
  waiting: '確認待ち',
  confirmed: (time: string, name: string) => `${time} 確認：${name}`,
  late: (time: string, name: string) => `${time} 遅延確認：${name}`,
  missed: (why: string) => `応答なし：${why}`,
  why: {
    'nobody-signed-in': '開始時または締切時に、ログインしている当直官がいなかった',
    'nobody-armed': '開始時または締切時に、応答信号のある待受中の当直官端末がなかった',
    'no-answer': '待受中の当直官端末があったが、確認されなかった',
    'no-server': '受け付けるサーバーがなかった',
  } satisfies Record<MissedWhy, string>,
  noticeBody: (minutes: number) => `${Math.max(1, minutes)}分以内に確認してください。`,
}

export const jaAlarms = {
  see: 'すべての警報を表示',
  noticeTitle: '警報',
  turnOn: '音と通知をオンにする',
  turnOff: '音と通知をオフにする',
  isOn: '新しい警報があると、このコンピューターで音が鳴り、許可されていればシステム通知が表示されます。',
  isOff: '新しい警報があっても、このコンピューターでは音が鳴りません。',
  more: (count: number) => `警報がほかに${count}件あります。`,
  rollCall: (time: string, line: string, parties: readonly string[]) =>
    `${line}回線 ${time}の定時点呼に応答なし：${listed(parties)}。`,
  test: (time: string, line: string, outcome: 'passed' | 'failed' | 'aborted' | 'missed', count: number) =>
    outcome === 'missed'
      ? count === 1
        ? `${line}回線の${time}の試験が実施されませんでした。`
        : `${line}回線の試験${count}件が${time}まで実施されませんでした。`
      : outcome === 'aborted'
        ? `${line}回線の${time}の試験は結果がありません。`
        : `${line}回線の${time}の試験が不合格でした。`,
}
