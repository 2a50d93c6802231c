/** The sentences in which an administrator changes the prepared messages. */
export const jaPrepared = {
  title: '定型メッセージ',
  explain:
    '自国が文字回線用に用意しているメッセージです。メッセージはすべての言語で同時に送信され、原文だけが正文です。変更は保存するとただちに自国の全端末に反映されます。',
  failed: '定型メッセージを読み込めませんでした。',
  name: '名称',
  nameless: '新しいメッセージ',
  original: '原文',
  remove: '削除',
  removeWhich: (name: string) => (name === '' ? '新しいメッセージを削除' : `${name}を削除`),
  add: 'メッセージを追加',
  undo: '変更を取り消す',
  save: '保存',
  saved: '保存しました。自国の全端末に反映されました。',
  unfinished: '各メッセージには、名称と、原文の言語による本文が必要です。',
  notSaved: '保存されませんでした。',
  overtaken: 'その間に別の人がメッセージを変更したため、保存されませんでした。',
  readAgain: '読み込み直す',
}
