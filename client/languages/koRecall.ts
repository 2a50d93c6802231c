import type { Sentences } from './en.ts'

export const koRecall: Sentences['recall'] = {
  title: '직전 구간 재생',
  open: '직전 구간 재생',
  opening: '직전 1분을 불러오는 중 …',
  replaying: (source: string) => `${source} 다시 듣기`,
  floor: '회의장 원음',
  source: '다시 들을 음성',
  alone: '본인에게만 들립니다. 통화는 계속되며, 마이크는 그대로입니다.',
  nobody: '발언 없음',
  position: '직전 1분 안의 위치',
  at: (time: string, left: string) => `${time}, 남은 시간 ${left}`,
  upTo: (time: string) => `${time} 이후의 발언은 아직 저장되지 않았습니다.`,
  back: '10초 뒤로',
  ahead: '10초 앞으로',
  live: '실시간으로 복귀',
  meanwhile: '재생 중 통화 음량',
  failed: '다시 들을 수 없습니다.',
  dismiss: '닫기',
}
