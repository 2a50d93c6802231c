import type { Worded } from './worded.ts'
import type { enLayout } from './enLayout.ts'

export const koLayout: Worded<typeof enLayout> = {
  layouts: { grid: '격자', speaker: '발언자', audio: '음성만' },
  layout: '화면 배치',
  pin: (name: string) => `고정: ${name}`,
  unpin: (name: string) => `고정 해제: ${name}`,
  fillOne: (name: string) => `전체 화면: ${name}`,
  fillAll: '전체 화면',
  float: (name: string) => `별도 창: ${name}`,
  strip: '통화 참가자 전체',
  shownLarge: '크게 표시 중',
  hasLeft: '퇴장함',
  hideSelf: '숨기기',
  showSelf: '내 영상 보기',
}
