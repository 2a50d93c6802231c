import type { KeyActionName, KeyGroup } from '../models/keyActions.ts'

const actions: Record<KeyActionName, string> = {
  answer: '手前の呼出に応答',
  help: 'キー一覧を表示',
  talk: 'ミュート中、押している間だけ発言',
  mute: 'ミュートまたは解除',
  camera: 'カメラのオンまたはオフ',
  recall: '直前の再生、または通話に戻る',
  recallBack: '再生中に10秒戻る',
  hold: '通話を保留',
  turn: '反対の言語に切り替え',
  cough: 'カフ：押している間だけ音声を止める',
  over: '交代依頼または交代承諾',
  keep: '交代依頼の取消',
  rendering: '表示灯：通訳中',
  clear: '表示灯：発言可',
  layout: '次の画面配置',
  pin: '次の映像を固定・解除',
  full: '全画面・元に戻す',
  self: '自分の映像を表示・隠す',
}

const groups: Record<KeyGroup, string> = {
  console: '端末',
  call: '通話中',
  pictures: '映像',
  interpreting: '通訳',
}

/** What a key is called that has no sign of its own, as it stands on the keyboard. */
const names: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Enter',
  NumpadEnter: 'Enter（テンキー）',
  Shift: 'Shift',
  Alt: 'Alt',
  ScrollLock: 'Scroll Lock',
  Pause: 'Pause',
  Insert: 'Insert',
}

/** The keys of the softphone and the sheet on which they can be changed. */
export const jaKeys = {
  title: 'ショートカットキー',
  open: 'すべてのキーを表示',
  hint: '文字の入力中は、どのキーも働きません。キーはこのブラウザーに利用者ごとに保存されます。',
  action: '機能',
  key: 'キー',
  none: 'キーなし',
  change: (action: string) => `キーを変更：${action}`,
  changeShort: '変更',
  takeAway: (action: string) => `キーを外す：${action}`,
  takeAwayShort: '外す',
  restore: (action: string) => `キーを初期化：${action}`,
  restoreShort: '初期化',
  press: 'キーを押してください。Escを押すとそのままにします。',
  taken: (key: string, by: string) =>
    `${key}はすでに「${by}」に使われています。別のキーを選択するか、先に外してください。`,
  reserved: (key: string) => `${key}はブラウザーまたはページが使います。別のキーを選択してください。`,
  close: '閉じる',
  closes: '開いているものを閉じる',
  escape: 'Esc',
  talking: '押している間だけ発言中',
  actions,
  groups,
  names,
}
