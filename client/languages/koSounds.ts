import type { Worded } from './worded.ts'
import type { enSounds } from './enSounds.ts'

export const koSounds: Worded<typeof enSounds> = {
  names: {
    joined: '참가자 참가',
    left: '참가자 퇴장 또는 연결 끊김',
    'recording-stopped': '녹화 종료',
    routine: '보통 통화 호출음',
    priority: '지급 통화 호출음',
    immediate: '긴급 통화 호출음',
    flash: '화급 통화 호출음',
    message: '문자 회선 메시지',
    alarm: '녹화 이상 경보',
  },
  title: '알림음',
  inCall: '통화 중',
  always: '항상 울립니다',
  play: '듣기',
  hear: (name: string) => `듣기: ${name}`,
}
