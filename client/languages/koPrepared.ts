/** The sentences in which an administrator changes the prepared messages. */
export const koPrepared = {
  title: '사전 작성 메시지',
  explain:
    '우리 당사국이 문자 회선용으로 준비해 둔 메시지입니다. 메시지는 모든 언어로 한꺼번에 발송되며 원문만 정본입니다. 변경 내용은 저장하는 즉시 우리 당사국의 모든 단말에 반영됩니다.',
  failed: '사전 작성 메시지를 읽지 못했습니다.',
  name: '이름',
  nameless: '새 메시지',
  original: '원문',
  remove: '삭제',
  removeWhich: (name: string) => (name === '' ? '새 메시지 삭제' : `${name} 삭제`),
  add: '메시지 추가',
  undo: '변경 취소',
  save: '저장',
  saved: '저장했습니다. 우리 당사국의 모든 단말에 반영되었습니다.',
  unfinished: '메시지마다 이름과 원문 언어로 된 본문이 있어야 합니다.',
  notSaved: '저장되지 않았습니다.',
  overtaken: '그동안 다른 사람이 메시지를 변경하여 저장되지 않았습니다.',
  readAgain: '다시 읽기',
}
