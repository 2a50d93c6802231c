import { markings, precedences, roles } from '../../server/calls/wording/ja.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type { EndReason, Marking, TrackKind } from '../../server/protocol/words.ts'
import type { SessionEnd } from '../models/session.ts'
import type { Theme } from '../models/settings.ts'
import type { Sentences } from './en.ts'
import { jaBoard } from './jaBoard.ts'
import { jaTryOut } from './jaChecks.ts'
import { jaCaucus } from './jaCaucus.ts'
import { jaDelegation } from './jaDelegation.ts'
import { jaDevices } from './jaDevices.ts'
import { jaHold } from './jaHold.ts'
import { jaInterpreting } from './jaInterpreting.ts'
import { jaKeys } from './jaKeys.ts'
import { jaLayout } from './jaLayout.ts'
import { jaLineTest } from './jaLineTest.ts'
import { jaPrepared } from './jaPrepared.ts'
import { jaRecall } from './jaRecall.ts'
import { jaAlarms, jaRollCallWords } from './jaRollCalls.ts'
import { jaRefusals } from './jaRefusals.ts'
import { choiceIn } from './lists.ts'
import { refusalWords } from './refusalWords.ts'
import { jaNotes } from './jaNotes.ts'
import { jaTexts } from './jaTexts.ts'
import { jaTimes } from './jaTimes.ts'
import { jaAnnounce, jaCall, deviceStates } from './jaCall.ts'
import { jaConsole } from './jaConsole.ts'
import { declineReasons, jaIncoming, jaRing, ringTitle, urgency } from './jaRing.ts'

/** Every sentence of the softphone in Japanese: です・ます, and nouns for labels. The words are those of TERMS.md. */

const markingSays: Record<Exclude<Marking, 'real'>, string> = {
  exercise: '実際の通話ではなく、訓練です。',
  test: '実際の通話ではなく、試験です。',
}
const endReasons: Record<EndReason, string> = {
  ended: '全員の通話が終了しました。',
  'everybody-left': '最後の参加者が退出したため、通話が終了しました。',
  cancelled: '応答の前に発信が取り消されました。',
  empty: '誰も戻らなかったため、通話が終了しました。',
}
const refusals: Record<RefusalCode, string> = {
  'signed-out': 'セッションが終了しました。もう一度ログインしてください。',
  'not-allowed': 'あなたの役割では許可されていません。',
  malformed: 'サーバーがこの端末の要求を理解できませんでした。ページを再読み込みしてください。',
  unknown: '存在しないか、あなたには公開されていません。',
  'too-late': 'すでに終わっています。',
  'not-now': '現在は実行できません。',
  'slow-down': '試行回数が多すぎます。しばらくしてからもう一度お試しください。',
  unavailable: 'サーバーに接続できませんでした。もう一度お試しください。',
  broken: 'サーバーに保管されているデータが破損しています。運用担当者に知らせてください。',
}
const sessionEnds: Record<SessionEnd, string> = {
  'signed-out': 'ログアウトしました。',
  expired: 'セッションが終了しました。もう一度ログインしてください。',
  suspended: 'このアカウントは停止されています。自国の管理者に問い合わせてください。',
  replaced: '同じログインが別の場所で使われたため、このセッションを終了しました。もう一度ログインしてください。',
}
const signInRefusals: Record<RefusalCode, string> = {
  ...refusals,
  'signed-out': 'ユーザー名とパスワードが一致しません。',
  'not-allowed': 'ユーザー名とパスワードが一致しません。',
  malformed: 'ユーザー名とパスワードが一致しません。',
}
const kinds: Record<TrackKind, string> = {
  microphone: 'マイク',
  camera: 'カメラ',
  screen: '画面',
  interpretation: '通訳',
}
const themes: Record<Theme, string> = { system: 'システムに従う', dark: '暗い', light: '明るい' }

export const ja: Sentences = {
  tag: 'ja-JP',
  product: 'Ringdown',
  roles,
  precedences,
  markings,
  markingSays,
  urgency,
  declineReasons,
  endReasons,
  refusals,
  refused: refusalWords(refusals, jaRefusals, { ...precedences, ...roles, ...kinds }, choiceIn('ja')),
  sessionEnds,
  deviceStates,
  kinds,
  themes,
  keys: jaKeys,
  delegation: jaDelegation,
  interpretation: jaInterpreting,
  layout: jaLayout,
  devices: jaDevices,
  caucus: jaCaucus,
  texts: jaTexts,
  notes: jaNotes,

  times: jaTimes,

  places: {
    navigation: 'メニュー',
    console: '端末',
    tests: '回線試験',
    records: '通話記録',
    administration: '人員と回線',
    settings: '設定',
    backToCall: (line: string) => `${line}の通話に戻る`,
    skip: '本文へ移動',
  },
  connection: {
    connecting: 'サーバーに接続中',
    connected: '接続済み',
    lost: 'サーバーとの接続が切れました。再接続しています。',
  },
  loading: '開いています',
  loadFailed: '端末のこの部分を読み込めませんでした。ページを再読み込みしてください。',
  opening: '端末を開いています',
  partFailed: '現在、端末のこの部分を表示できません。再試行しています。ほかの部分は引き続き使えます。',

  signIn: {
    title: 'ログイン',
    subtitle: '録画されるホットライン',
    username: 'ユーザー名',
    password: 'パスワード',
    signIn: 'ログイン',
    signingIn: 'ログインしています',
    required: 'ユーザー名とパスワードを入力してください。',
    refusals: signInRefusals,
    trust: 'ブラウザーがこのサイトについて警告しますか。設置されたシステムごとに独自の認証局があります。',
    trustLink: '証明書をダウンロード',
    trustHow:
      'し、フィンガープリントを管理者と照合して、信頼する認証局としてシステムに追加してから、ページを再読み込みしてください。',
    recorded: 'このホットラインの通話はすべて録画されます。',
  },
  signOut: 'ログアウト',

  console: jaConsole,

  tryOut: jaTryOut,
  titles: {
    calm: 'Ringdown',
    ringing: (party: string, kind: Parameters<typeof ringTitle>[1]) => `${ringTitle(party, kind)} – Ringdown`,
    missed: (count: number) => `不在呼出${count}件 – Ringdown`,
    alarms: (count: number) => `警報${count}件 – Ringdown`,
    messages: (count: number) => `メッセージ${count}件 – Ringdown`,
  },
  answeredElsewhere: {
    tab: (party: string, line: string) => `${line}回線の${party}からの通話に、このブラウザーの別のタブで応答しました。`,
    console: (party: string, line: string) => `${line}回線の${party}からの通話に、別の端末で応答しました。`,
    colleague: (party: string, line: string, name: string) =>
      `${name}さんが、${line}回線の${party}からの通話に応答しました。`,
    close: '閉じる',
  },

  board: jaBoard,
  lineTest: jaLineTest,

  incoming: jaIncoming,

  ring: jaRing,

  call: jaCall,

  hold: jaHold(precedences),

  announce: jaAnnounce,

  rollCalls: jaRollCallWords,
  alarms: jaAlarms,

  settings: {
    title: '設定',
    language: '言語',
    languageFailed: 'この言語を読み込めませんでした。もう一度選択してください。',
    appearance: '画面',
    theme: '配色',
    devices: '機器',
    devicesUnknown: '機器の名称を表示するには、端末の待受を開始してください。',
    app: 'アプリ',
    appIs: {
      app: 'インストールされたアプリです。独自のウィンドウがあり、隠れているときも通知が届きます。',
      ready:
        'Ringdownは、独自のウィンドウを持つアプリとしてインストールできます。アドレスバーのインストールのマークを探してください。',
      starting: 'Ringdownをインストールできるか、ブラウザーに確認しています。',
      untrusted:
        'インストールできません。ブラウザーがサーバーの証明書を信頼していないため、アプリを許可しません。' +
        '認証局をシステムに追加してから、ページを再読み込みしてください。証明書はログイン画面にあり、フィンガープリントは管理者が知っています。',
      none: 'このブラウザーはアプリをインストールしません。ほかの機能はすべて使用できます。',
    },
    install: 'インストール',
    password: 'パスワードの変更',
    current: '現在のパスワード',
    next: '新しいパスワード',
    again: '新しいパスワード（確認）',
    change: 'パスワードを変更',
    differs: '新しいパスワードが一致しません。',
    short: (length: number) => `パスワードは${length}文字以上にしてください。`,
    changed: 'パスワードを変更しました。',
    wrong: '現在のパスワードが違います。',
  },

  recall: jaRecall,

  administration: {
    prepared: jaPrepared,
    title: '人員と回線',
    of: (party: string) => `${party}の人員と回線`,
    readOnly: 'ここでは人員と回線を表示するだけで、変更はサーバーで人員管理コマンドを使って行います。',
    people: '人員',
    person: '氏名',
    username: 'ユーザー名',
    roles: '役割',
    state: '状態',
    active: '有効',
    suspended: '停止中',
    lines: '回線',
    line: '回線',
    parties: '当事国',
    rung: '呼出先',
    joins: '参加可',
    originates: '発信できる最高優先度',
    ladder: '自国の呼出順序',
    atOnce: '呼出先の全員を同時',
    step: (afterMs: number, who: string, insists: boolean) =>
      `${afterMs / 1000}秒：${who}${insists ? '（確認されるまで）' : ''}`,
    failed: '人員と回線を読み込めませんでした。',
    again: 'もう一度試す',
  },
}
