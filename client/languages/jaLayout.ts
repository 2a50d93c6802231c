import type { Worded } from './worded.ts'
import type { enLayout } from './enLayout.ts'

export const jaLayout: Worded<typeof enLayout> = {
  layouts: { grid: 'グリッド', speaker: '発言者', audio: '音声のみ' },
  layout: '画面配置',
  pin: (name: string) => `固定：${name}`,
  unpin: (name: string) => `固定を解除：${name}`,
  fillOne: (name: string) => `全画面：${name}`,
  fillAll: '全画面',
  float: (name: string) => `別ウィンドウ：${name}`,
  strip: '通話の参加者全員',
  shownLarge: '拡大表示中',
  hasLeft: '退出',
  hideSelf: '隠す',
  showSelf: '自分の映像を表示',
}
