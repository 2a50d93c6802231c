import type { QualityLevel } from '../../server/protocol/media.ts'
import type { DeviceState } from '../models/ports.ts'
import type { RecordingState } from '../models/recordingLamp.ts'
import type { Sentences } from './en.ts'

/** The sentences of a call in Japanese, without those that have a place of their own. */

export const deviceStates: Record<DeviceState, string> = {
  ready: '使用可能',
  none: '見つからない',
  refused: 'ブラウザーが拒否',
  busy: '別のプログラムが使用中',
  silent: '動作中だが無音',
  other: '前と異なる機器',
  off: 'オフ',
}
const quality: Record<QualityLevel, string> = {
  good: '接続状態 良好',
  fair: '接続状態 普通',
  poor: '接続状態 不良',
}
const recording: Record<RecordingState, { short: string; long: string }> = {
  on: { short: '録画中', long: 'この通話は録画されており、これまでの発言は安全に保存されています。' },
  starting: { short: '録画準備中', long: '録画装置を確認しています。' },
  failing: { short: '録画不安定', long: '録画が遅れており、直近の数秒がまだ安全に保存されていません。' },
  silent: { short: '録画未確認', long: '2秒間、録画装置からの信号がありません。' },
  failed: { short: '録画なし', long: 'この通話は録画されていません。' },
}

export const jaCall: Sentences['call'] = {
  title: (line: string) => `${line}の通話`,
  elapsed: '経過時間',
  pictures: '映像',
  roster: '参加者名簿',
  showRoster: '参加者',
  panels: '補助画面',
  you: '本人',
  selfView: '本人の映像',
  ownScreen: '共有中の画面',
  picture: (name: string, party: string) => `${name}、${party}`,
  screenOf: (name: string, party: string) => `${name}（${party}）の画面`,
  noPicture: '映像なし',
  waitingPicture: '映像受信中',
  connectionLost: '接続断',
  speaking: '発言中',
  muted: 'ミュート',
  quality,
  narrow: {
    mark: '音声のみ',
    own: '接続の帯域が狭いため、音声が届くように双方向の映像を止めています。映像は自動的に再開します。',
    others: (names: string) =>
      `${names}：接続の帯域が狭くなっています。音声が届くように、この接続の映像を止め、全員の音声を低い音質で送信しています。`,
    noPictures: '接続の帯域が狭いため、映像を止めています',
    noPicture: '帯域が狭いため音声のみ',
  },
  qualityDetail: (level: QualityLevel, roundTripMs?: number, lossPercent?: number, narrow?: boolean) =>
    [
      quality[level],
      narrow ? '音声のみ' : '',
      roundTripMs === undefined ? '' : `往復遅延${Math.round(roundTripMs)} ms`,
      lossPercent === undefined ? '' : `損失${lossPercent.toFixed(1)}%`,
    ]
      .filter(Boolean)
      .join('、'),
  controls: '本人の操作',
  mute: 'ミュート',
  camera: 'カメラ',
  share: '画面を共有',
  more: 'その他',
  devices: '機器',
  microphone: 'マイク',
  systemDefault: 'システム標準',
  unnamed: (kind: string, index: number) => `${kind}${index}`,
  leave: '退出',
  end: '通話を終了',
  endSure: '全員の通話を終了？',
  states: { on: '接続中', away: '接続断', left: '退出' },
  until: (time: string) => `${time}まで`,
  microphoneIs: (state: DeviceState) =>
    `あなたのマイク：${deviceStates[state]}。聞くことはできますが、発言は届きません。`,
  silentMicrophone: 'あなたのマイクから音がまったく入りません。機器がミュートになっていませんか。',
  cameraIs: (state: DeviceState) => `あなたのカメラ：${deviceStates[state]}。相手には映像なしで音声だけが届きます。`,
  listener: 'この通話を聞くだけです。あなたの声は届きません。',
  mediaLost: '音声と映像が途切れました。自動的に復旧します。',
  comingBack: 'サーバーとの接続が一時的に切れました。自動的に復旧します。',
  recording,
  quieten: '警報音を止める',
  level: 'マイクの音量',
  alone: '通話にほかの人がいません。',
}

/** What is read out of a call to who does not see it. */
export const jaAnnounce: Sentences['announce'] = {
  incoming: (party: string, line: string) => `${line}回線、${party}からの着信。`,
  ringing: (line: string) => `${line}回線を呼出中。`,
  up: (line: string) => `${line}の通話が始まりました。`,
  joined: (name: string) => `${name}さんが通話に参加しました。`,
  left: (name: string) => `${name}さんが退出しました。`,
  away: (name: string) => `${name}さんの接続が切れました。`,
  held: (name: string, says: string) => `${name}：${says}。`,
  retrieved: (name: string) => `${name}さんが保留から復帰しました。`,
  ring: (party: string, says: string) => `${party}：${says}。`,
  ended: '参加中の通話はありません。',
  floor: (name: string) => `${name}さんが発言を許可されています。`,
  'floor-over': '発言の許可は終了しました。',
  'recording-over': '録画が終了しました。',
  'camera-on': 'カメラをオンにしました。',
  'camera-off': 'カメラをオフにしました。',
  muted: 'ミュートしました。',
  unmuted: 'ミュートを解除しました。',
}
