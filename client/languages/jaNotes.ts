import type { NoteKind } from '../../server/protocol/notes.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type { NoteSentences } from './enNotes.ts'

const heldBecause: Record<RefusalCode, string> = {
  'signed-out': 'ログアウトしています。',
  'not-allowed': 'あなたの役割では、この通話のメモを記入できません。',
  malformed: 'サーバーがメモを理解できませんでした。',
  unknown: 'この通話またはメモは、もうありません。',
  'too-late': 'その間に別の人がこのメモを変更または撤回しました。記入した内容はここに残っています。',
  'not-now': '今は記入できません。',
  'slow-down': '一度に記入したメモが多すぎます。',
  unavailable: 'サーバーに接続できませんでした。',
  broken: 'メモのログが破損しています。運用担当者に知らせてください。',
}
const kinds: Record<NoteKind, string> = { note: 'メモ', decision: '決定事項', action: '対応事項' }

export const jaNotes: NoteSentences = {
  title: '会談メモ',
  ofLastCall: '前回の通話の会談メモ',
  left: (count) => `以前の通話の未記入メモ：${count}件`,
  begun: (time) => `${time}に書き始め`,
  taken: '記入済みのメモ',
  private: '自国のみ閲覧できます。',
  none: 'この通話のメモはまだありません。',
  loading: 'メモを読込中',
  field: 'メモ',
  placeholder: 'メモを記入してください',
  hint: 'Enterで記入し、ShiftとEnterで改行します。',
  kind: 'メモの種類',
  kinds,
  write: 'メモを記入',
  save: '変更を保存',
  cancel: '変更しない',
  change: '変更',
  changeWhich: (time, name) => `${name}さんの${time}のメモを変更`,
  withdraw: '撤回',
  withdrawWhich: (time, name) => `${name}さんの${time}のメモを撤回`,
  play: (time) => `${time}から再生`,
  memorandum: (file) => `会談記録、${file}`,
  changedBy: (name) => `${name}さんが変更`,
  waiting: '記入待ち',
  notWritten: (why) => (why === 'old' ? '記入されていません。' : `記入されていません。${heldBecause[why]}`),
  writeApart: '別のメモとして記入',
  discard: '破棄',
}
