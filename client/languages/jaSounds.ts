import type { Worded } from './worded.ts'
import type { enSounds } from './enSounds.ts'

export const jaSounds: Worded<typeof enSounds> = {
  names: {
    joined: '参加者の参加',
    left: '参加者の退出または接続断',
    'recording-stopped': '録画の終了',
    routine: '普通の通話の呼出音',
    priority: '至急の通話の呼出音',
    immediate: '緊急の通話の呼出音',
    flash: '特別緊急の通話の呼出音',
    message: '文字回線のメッセージ',
    alarm: '録画異常の警報',
  },
  title: '通知音',
  inCall: '通話中',
  always: '常に鳴ります',
  play: '試聴',
  hear: (name: string) => `試聴：${name}`,
}
