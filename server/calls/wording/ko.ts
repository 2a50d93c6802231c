import type { Marking, Precedence, Role } from '../../protocol/words.ts'

/** What the words of the protocol are called in Korean: on screens and in a memorandum alike. */

export const roles: Record<Role, string> = {
  principal: '수석대표',
  adviser: '보좌관',
  watch: '당직관',
  interpreter: '통역사',
  notetaker: '기록 담당관',
  listener: '청취자',
  records: '기록물 관리관',
  admin: '관리자',
}
/** Those of Korean military messages. */
export const precedences: Record<Precedence, string> = {
  routine: '보통',
  priority: '지급',
  immediate: '긴급',
  flash: '화급',
}
export const markings: Record<Marking, string> = { real: '실제', exercise: '훈련', test: '시험' }
