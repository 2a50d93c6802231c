import type { KeyActionName, KeyGroup } from '../models/keyActions.ts'

const actions: Record<KeyActionName, string> = {
  answer: '맨 앞의 호출에 응답',
  help: '키 목록 보기',
  talk: '음소거 중 누르는 동안 말하기',
  mute: '음소거 또는 해제',
  camera: '카메라 켜기 또는 끄기',
  recall: '직전 구간 재생 또는 실시간 복귀',
  recallBack: '재생 중 10초 뒤로',
  hold: '통화 보류',
  turn: '반대 언어로 전환',
  cough: '기침 버튼: 누르는 동안 음성 끄기',
  over: '교대 요청 또는 교대 수락',
  keep: '교대 요청 취소',
  rendering: '표시등: 통역 중',
  clear: '표시등: 발언 가능',
  layout: '다음 화면 배치',
  pin: '다음 영상 고정 또는 해제',
  full: '전체 화면 또는 복귀',
  self: '내 영상 보기 또는 숨기기',
}

const groups: Record<KeyGroup, string> = {
  console: '단말',
  call: '통화 중',
  pictures: '영상',
  interpreting: '통역',
}

/** What a key is called that has no sign of its own, as it stands on the keyboard. */
const names: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Enter',
  NumpadEnter: 'Enter(숫자판)',
  Shift: 'Shift',
  Alt: 'Alt',
  ScrollLock: 'Scroll Lock',
  Pause: 'Pause',
  Insert: 'Insert',
}

/** The keys of the softphone and the sheet on which they can be changed. */
export const koKeys = {
  title: '단축키',
  open: '모든 단축키 보기',
  hint: '글자를 입력하는 동안에는 단축키가 작동하지 않습니다. 단축키는 이 브라우저에 사람별로 저장됩니다.',
  action: '기능',
  key: '키',
  none: '키 없음',
  change: (action: string) => `단축키 변경: ${action}`,
  changeShort: '변경',
  takeAway: (action: string) => `단축키 제거: ${action}`,
  takeAwayShort: '제거',
  restore: (action: string) => `단축키 초기화: ${action}`,
  restoreShort: '초기화',
  press: '키를 누르십시오. Esc를 누르면 그대로 둡니다.',
  taken: (key: string, by: string) => `${key}: 이미 ‘${by}’에 사용 중입니다. 다른 키를 선택하거나 먼저 제거하십시오.`,
  reserved: (key: string) => `${key}: 브라우저나 페이지에서 사용하는 키입니다. 다른 키를 선택하십시오.`,
  close: '닫기',
  closes: '열린 창 닫기',
  escape: 'Esc',
  talking: '누르는 동안 말하는 중',
  actions,
  groups,
  names,
}
