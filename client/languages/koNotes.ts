import type { NoteKind } from '../../server/protocol/notes.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type { NoteSentences } from './enNotes.ts'

const heldBecause: Record<RefusalCode, string> = {
  'signed-out': '로그아웃되었습니다.',
  'not-allowed': '귀하의 역할로는 이 통화의 메모를 작성할 수 없습니다.',
  malformed: '서버가 메모를 이해하지 못했습니다.',
  unknown: '이 통화나 메모가 더 이상 없습니다.',
  'too-late': '그사이 다른 사람이 이 메모를 변경하거나 철회했습니다. 작성한 내용은 여기에 남아 있습니다.',
  'not-now': '지금은 작성할 수 없습니다.',
  'slow-down': '한꺼번에 너무 많은 메모를 작성했습니다.',
  unavailable: '서버에 연결하지 못했습니다.',
  broken: '메모의 로그가 손상되었습니다. 운영자에게 알리십시오.',
}
const kinds: Record<NoteKind, string> = { note: '메모', decision: '결정 사항', action: '조치 사항' }

export const koNotes: NoteSentences = {
  title: '회담 메모',
  ofLastCall: '지난 통화의 회담 메모',
  left: (count) => `이전 통화의 미작성 메모: ${count}건`,
  begun: (time) => `${time}에 쓰기 시작`,
  taken: '작성된 메모',
  private: '우리 당사국만 볼 수 있습니다.',
  none: '이 통화의 메모가 아직 없습니다.',
  loading: '메모를 읽는 중',
  field: '메모',
  placeholder: '메모를 입력하십시오',
  hint: 'Enter로 작성하고, Shift와 Enter로 줄을 바꿉니다.',
  kind: '메모 종류',
  kinds,
  write: '메모 작성',
  save: '변경 저장',
  cancel: '변경하지 않기',
  change: '변경',
  changeWhich: (time, name) => `${name} 님의 ${time} 메모 변경`,
  withdraw: '철회',
  withdrawWhich: (time, name) => `${name} 님의 ${time} 메모 철회`,
  play: (time) => `${time}부터 재생`,
  memorandum: (file) => `면담록, ${file}`,
  changedBy: (name) => `${name} 님이 변경`,
  waiting: '작성 대기 중',
  notWritten: (why) => (why === 'old' ? '작성되지 않음.' : `작성되지 않음. ${heldBecause[why]}`),
  writeApart: '별도 메모로 작성',
  discard: '삭제',
}
