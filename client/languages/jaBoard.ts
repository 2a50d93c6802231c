import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampFault } from '../../server/protocol/lampFaults.ts'
import { jaCheckNames } from './jaChecks.ts'

const faults: Record<LampFault, string> = {
  'sound-blocked': '音声停止中',
  'output-gone': 'スピーカーなし',
  'microphone-none': 'マイクなし',
  'microphone-refused': 'マイク拒否',
  'microphone-busy': 'マイク使用中',
  'microphone-silent': 'マイク無音',
  'microphone-other': 'マイク交替',
  'microphone-off': 'マイクオフ',
  'camera-none': 'カメラなし',
  'camera-refused': 'カメラ拒否',
  'camera-busy': 'カメラ使用中',
  'camera-silent': '映像なし',
  'camera-other': 'カメラ交替',
  'camera-off': 'カメラオフ',
  'ringer-untried': '呼出音未試験',
  'server-lost': '接続なし',
  'lines-connecting': '回線接続中',
  'lines-quiet': '回線応答なし',
  'lines-down': '回線切断',
  'udp-unchecked': 'UDP未点検',
  'udp-blocked': 'UDP不通',
  'tcp-unchecked': 'TCP未点検',
  'tcp-blocked': 'TCP不通',
  'paths-blocked': 'メディア経路なし',
  'notifications-undecided': '通知オフ',
  'notifications-denied': '通知オフ',
  'notifications-none': '通知オフ',
  'awake-lost': '画面消灯の可能性',
  'page-stood-still': 'ページ停止',
}

const milliseconds = (ms: number): string => `${Math.round(ms)} ms`
const percent = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)}%`

export const jaBoard = {
  parties: 'この回線の当事国',
  stale: 'サーバーと通信できないため、内容が変わっている可能性があります。',
  lastHeard: '最終受信',
  heardNow: '現在',
  heardUnknown: '不明',
  heardNever: 'なし',
  never: '待受にした端末はまだありません',
  nobodySince: (time: string) => `待受の端末なし：${time}から連絡不可`,
  lost: (time: string) => `${time}から接続断`,
  unheard: '呼び出しても鳴りません',
  unheardSince: (time: string) => `${time}から、呼び出しても鳴りません`,
  armedSince: (time: string) => `${time}から待受中`,
  silentSince: (time: string) => `${time}から応答信号なし`,
  fault: ({ check, fault }: Lamp) => (fault ? faults[fault] : `${jaCheckNames[check]}異常`),
  moreFaults: (count: number) => `ほか${count}件`,
  busy: (precedence: string) => `別の通話中：${precedence}`,
  now: '現在の往復遅延と損失',
  measured: (roundTripMs: number, lossPercent: number) => `${milliseconds(roundTripMs)} · ${percent(lossPercent)}`,
  hour: (medianMs: number, worstMs: number, meanLoss: number, worstLoss: number) =>
    `直近1時間：往復遅延は中央値${milliseconds(medianMs)}、最大${milliseconds(worstMs)}。` +
    `損失は平均${percent(meanLoss)}、最大${percent(worstLoss)}。線が往復遅延、棒が損失です`,
  hourUnknown: '履歴はまだありません',
  minutes: (count: number) => (count === 0 ? '測定1分未満' : `${count}分間測定`),
  chartHour: '直近1時間',
  chartMost: (ms: number) => `最大${milliseconds(ms)}`,
}
