import type { Marking, Precedence, Role } from '../../protocol/words.ts'

/** What the words of the protocol are called in Japanese: on screens and in a memorandum alike. */

export const roles: Record<Role, string> = {
  principal: '首席代表',
  adviser: '補佐官',
  watch: '当直官',
  interpreter: '通訳',
  notetaker: '記録担当官',
  listener: '傍聴者',
  records: '記録管理官',
  admin: '管理者',
}
export const precedences: Record<Precedence, string> = {
  routine: '普通',
  priority: '至急',
  immediate: '緊急',
  flash: '特別緊急',
}
export const markings: Record<Marking, string> = { real: '実際', exercise: '訓練', test: '試験' }
