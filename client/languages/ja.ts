import { markings, precedences, roles } from '../../server/calls/wording/ja.ts'
import type { Lamp } from '../../server/protocol/consoles.ts'
import type { QualityLevel } from '../../server/protocol/media.ts'
import type { RefusalCode } from '../../server/protocol/refusal.ts'
import type {
  DeclineReason,
  EndReason,
  LampColour,
  Marking,
  Precedence,
  Role,
  TrackKind,
} from '../../server/protocol/words.ts'
import type { CallBack } from '../models/callBack.ts'
import type { Arming } from '../models/consoleLamps.ts'
import type { DeviceState } from '../models/ports.ts'
import type { RecordingState } from '../models/recordingLamp.ts'
import type { SessionEnd } from '../models/session.ts'
import type { Theme } from '../models/settings.ts'
import type { Sentences } from './en.ts'
import { jaBoard } from './jaBoard.ts'
import { jaCheckNames, jaFaults, jaTryOut } from './jaChecks.ts'
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

/** Every sentence of the softphone in Japanese: です・ます, and nouns for labels. The words are those of TERMS.md. */

const markingSays: Record<Exclude<Marking, 'real'>, string> = {
  exercise: '実際の通話ではなく、訓練です。',
  test: '実際の通話ではなく、試験です。',
}
const urgency: Record<Precedence, string> = {
  routine: '普通通話',
  priority: '至急通話',
  immediate: '緊急通話',
  flash: '特別緊急通話',
}
const declineReasons: Record<DeclineReason, string> = {
  unavailable: '不在',
  'in-another-call': '別の通話中',
  'wrong-time': '時間の都合がつかない',
  'call-back-later': '後ほど折り返す',
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
const deviceStates: Record<DeviceState, string> = {
  ready: '使用可能',
  none: '見つからない',
  refused: 'ブラウザーが拒否',
  busy: '別のプログラムが使用中',
  silent: '動作中だが無音',
  other: '前と異なる機器',
  off: 'オフ',
}
const kinds: Record<TrackKind, string> = {
  microphone: 'マイク',
  camera: 'カメラ',
  screen: '画面',
  interpretation: '通訳',
}
const quality: Record<QualityLevel, string> = {
  good: '接続状態 良好',
  fair: '接続状態 普通',
  poor: '接続状態 不良',
}
const recording: Record<RecordingState, { short: string; long: string }> = {
  on: { short: '録画中', long: 'この通話は録画されており、これまでの発言は安全に保存されています。' },
  starting: { short: '録画準備中', long: '録画装置を確認しています。' },
  failing: { short: '録画不安定', long: '録画が遅れており、直近の数秒がまだ安全に保存されていません。' },
  silent: { short: '録画未確認', long: '2秒間、録画装置からの信号がありません。' },
  failed: { short: '録画なし', long: 'この通話は録画されていません。' },
}
const armings: Record<Arming, string> = { disarmed: '待受なし', arming: '待受準備中', armed: '待受中' }
const themes: Record<Theme, string> = { system: 'システムに従う', dark: '暗い', light: '明るい' }

/** In a title there is no colour: what is no real call says so before anything else, then how it presses. */
const titled = (what: string, { precedence, marking }: { precedence: Precedence; marking: Marking }): string =>
  [
    ...(marking === 'real' ? [] : [`【${markings[marking]}】`]),
    ...(precedence === 'routine' ? [] : [urgency[precedence]]),
    what,
  ].join(' · ')
const ringTitle = (party: string, kind: Parameters<typeof titled>[1]): string => titled(`${party}からの着信`, kind)

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))}秒`

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

  console: {
    title: '端末',
    broken: 'ログが破損しているため、この回線は使用できません。別の方法で連絡し、運用担当者に知らせてください。',
    arm: '端末の待受を開始',
    arming: '待受準備中',
    armings,
    armedIs: {
      green: 'この端末は待受中です',
      amber: 'この端末は待受中ですが、確認が必要です',
      red: 'この端末は待受中ですが、障害があります',
    } satisfies Record<LampColour, string>,
    remedies: '障害と処置',
    stoodFor: (elapsed: string) => `${elapsed}間`,
    stoodSeen: '確認済み：ページ停止',
    armWhy: '端末を待受にするまで、呼び出されてもここでは音が鳴りません。',
    armHow:
      '待受を開始すると、音声をオンにして1秒間呼出音を鳴らし、マイクとカメラを試験して、回線をあらかじめ接続します。' +
      'ブラウザーがまだ許可していない権限を求めます。',
    lamps: '端末の状態',
    lampName: (check: Lamp['check']) => jaCheckNames[check],
    faults: jaFaults,
    colours: { green: '正常', amber: '要確認', red: '障害' } satisfies Record<LampColour, string>,
    lines: '回線',
    noLines: '参加する回線がありません。自国の管理者が回線に追加できます。',
    welcomePending: 'サーバーを待っています',
    people: {
      nobody: 'ログインしている人なし',
      armed: '待受中',
      notArmed: '待受なし',
      you: '本人',
      more: (count: number) => `ほか${count}名`,
    },
    localTimes: '現地時刻',
    roundTrip: '往復遅延',
    loss: '損失',
    roundTripMs: (ms: number) => `${Math.round(ms)} ms`,
    lossPercent: (percent: number) => `${percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`,
    notMeasured: '–',
    path: { up: '回線接続済み', connecting: '回線接続中', down: '回線切断', cold: '回線未接続' },
    idle: '通話なし',
    ringing: '呼出中',
    up: '通話中',
    upFor: (elapsed: string) => `通話中 ${elapsed}`,
    inCall: (count: number) => `${count}名`,
    joinsOnly: '通話が始まると参加できます。',
    precedence: '優先度',
    marking: '区分',
    options: '優先度と区分',
    call: '今すぐ発信',
    join: '参加',
    moveHere: 'この端末に移す',
    otherTab: 'この通話は別のタブで行われています。',
    otherConsole: '別の端末でこの通話に参加しています。',
    comeBack: 'この通話の参加者名簿にまだ載っています。参加を押すと復帰します。',
    missed: '誰も応答しなかった呼出',
    missedFrom: (party: string, line: string) => `${party}が${line}回線で呼出`,
    missedTitle: (party: string, kind: Parameters<typeof titled>[1]) => titled(`${party}からの不在呼出`, kind),
    missedNotice: (line: string, name: string) =>
      `${name}さんが${line}回線で呼び出しました。自国の誰かが確認するまで鳴ります。`,
    missedSounds: '自国の誰かが確認するまで鳴ります',
    missedBefore: (rings: number, since: string) => `その前にほか${rings}件（${since}から）。通話記録にあります`,
    missedNobody: '呼出先にログインしている人がいませんでした',
    missedAcknowledgedBy: (names: string) => `確認：${names}`,
    acknowledge: '確認',
    acknowledgeWhich: (party: string, time: string) => `${time} ${party}からの呼出を確認`,
    callBack: (name: string | undefined, party: string, when?: string) =>
      `${name === undefined ? 'あなた' : `${name}さん`}が${when === undefined ? '' : `${when}に`}${party}へ折り返すことになっています。`,
    callBackWhich: (party: string) => `${party}へ折り返し`,
    aftermath: {
      left: '通話から退出しました。',
      moved: 'あなたの別の端末で通話が続いています。',
      lasted: (duration: string) => `通話時間は${duration}です。`,
      close: '閉じる',
    },
    dismiss: '閉じる',
  },

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

  incoming: {
    title: (party: string) => `${party}からの着信`,
    on: (line: string) => `${line}回線`,
    by: (name: string, role: Role) => `${name}、${roles[role]}`,
    answer: '応答',
    decline: '拒否',
    reason: '拒否の理由',
    callBack: '折り返し時刻',
    callBacks: {
      unsaid: '時刻未定',
      'in-5': '5分後',
      'in-15': '15分後',
      'in-30': '30分後',
      'in-60': '1時間後',
      at: '時刻を指定',
    } satisfies Record<CallBack, string>,
    callBackTime: '時刻',
    silent:
      'ブラウザーがこの端末の音を止めているため、呼出音が鳴りません。ページの任意の場所をクリックすると鳴ります。',
    soundIs: { on: '呼出音鳴動中', trying: '呼出音準備中', off: '無音' },
    others: 'ほかの呼出先',
    waiting: (count: number) => `待機中の呼出がほかに${count}件`,
    holdAndAnswer: '保留して応答',
    leaves: (line: string) =>
      `「応答」を押すと${line}の通話から退出します。「保留して応答」を押すと、その通話は保たれます。`,
    takes: (line: string) => `その間、${line}の通話は保留されます。拒否すると、その通話に戻ります。`,
    notice: (line: string, name: string) => `${name}さんが${line}回線で呼び出しています。`,
    noticeTitle: ringTitle,
  },

  ring: {
    title: (line: string) => `${line}回線 呼出中`,
    parties: '呼出状況',
    waiting: '先に録画装置を確認しています',
    nobody: 'ログインしている人がいません',
    sent: '呼出送信済み',
    sentTo: (names: string) => `呼出送信済み：${names}`,
    reachedUnarmed: (names: string) => `呼出到達：${names}。端末が待受でないため、鳴らない可能性があります`,
    reached: (names: string) => `呼出到達：${names}`,
    sounding: (names: string) => `呼出音鳴動中：${names}`,
    soundsAlso: (names: string) => `呼出音も鳴動中：${names}`,
    sounded: (names: string) => `呼出音鳴動済み：${names}。現在も鳴っているかは不明です`,
    seen: (names: string) => `呼出を確認：${names}`,
    answered: (name: string) => `応答：${name}`,
    lost: (time: string) => `${time}から接続断`,
    unheard: (name: string, why: string) => `${name}：${why}`,
    left: '残っている人がいません',
    declined: (name: string, reason: DeclineReason, when?: string) =>
      `拒否：${name}（${declineReasons[reason]}${when === undefined ? '' : `、${when}`}）`,
    busy: (name: string, precedence: Precedence) => `${name}：別の通話中（${precedences[precedence]}）`,
    unarmedSince: (when: string) => `${when}から待受の端末なし`,
    unarmed: '待受の端末なし（いつからかは不明）',
    unarmedNow: '呼出先に待受の端末なし',
    step: (number: number, of: number, who: string) => `第${number}段階（全${of}段階）：${who}`,
    nextStep: (who: string, ms: number) => `${seconds(ms)}後に次の段階：${who}`,
    everybody: '全員',
    lasts: '応答があるまで呼出',
    unanswered: '応答なし',
    over: '応答の前に通話が終了',
    secondsLeft: (ms: number) => `あと${seconds(ms)}呼出`,
    again: '再呼出',
    againWhom: (party: string) => `再呼出：${party}`,
    one: '一人を呼出',
    oneOf: (party: string) => `${party}の一人を呼出`,
    oneWhom: (name: string) => `${name}を呼出`,
    ringOne: '呼出',
    ringsNow: '呼出中',
    noOne: 'ほかにログインしている人はいません。',
    fetch: '追加で呼出',
    cancel: '発信を取消',
    yourPicture: '応答した人にあなたの映像が表示されます。',
  },

  call: {
    title: (line: string) => `${line}の通話`,
    elapsed: '経過時間',
    pictures: '映像',
    roster: '参加者名簿',
    showRoster: '参加者',
    panels: '補助画面',
    you: '本人',
    selfView: '本人の映像',
    ownScreen: '共有中の画面',
    picture: (name: string, party: string) => `${name}、${party}`,
    screenOf: (name: string, party: string) => `${name}（${party}）の画面`,
    noPicture: '映像なし',
    waitingPicture: '映像受信中',
    connectionLost: '接続断',
    speaking: '発言中',
    muted: 'ミュート',
    quality,
    narrow: {
      mark: '音声のみ',
      own: '接続の帯域が狭いため、音声が届くように双方向の映像を止めています。映像は自動的に再開します。',
      others: (names: string) =>
        `${names}：接続の帯域が狭くなっています。音声が届くように、この接続の映像を止め、全員の音声を低い音質で送信しています。`,
      noPictures: '接続の帯域が狭いため、映像を止めています',
      noPicture: '帯域が狭いため音声のみ',
    },
    qualityDetail: (level: QualityLevel, roundTripMs?: number, lossPercent?: number, narrow?: boolean) =>
      [
        quality[level],
        narrow ? '音声のみ' : '',
        roundTripMs === undefined ? '' : `往復遅延${Math.round(roundTripMs)} ms`,
        lossPercent === undefined ? '' : `損失${lossPercent.toFixed(1)}%`,
      ]
        .filter(Boolean)
        .join('、'),
    controls: '本人の操作',
    mute: 'ミュート',
    camera: 'カメラ',
    share: '画面を共有',
    more: 'その他',
    devices: '機器',
    microphone: 'マイク',
    systemDefault: 'システム標準',
    unnamed: (kind: string, index: number) => `${kind}${index}`,
    leave: '退出',
    end: '通話を終了',
    endSure: '全員の通話を終了？',
    states: { on: '接続中', away: '接続断', left: '退出' },
    since: (time: string) => `${time}から`,
    until: (time: string) => `${time}まで`,
    microphoneIs: (state: DeviceState) =>
      `あなたのマイク：${deviceStates[state]}。聞くことはできますが、発言は届きません。`,
    silentMicrophone: 'あなたのマイクから音がまったく入りません。機器がミュートになっていませんか。',
    cameraIs: (state: DeviceState) => `あなたのカメラ：${deviceStates[state]}。相手には映像なしで音声だけが届きます。`,
    listener: 'この通話を聞くだけです。あなたの声は届きません。',
    mediaLost: '音声と映像が途切れました。自動的に復旧します。',
    comingBack: 'サーバーとの接続が一時的に切れました。自動的に復旧します。',
    recording,
    quieten: '警報音を止める',
    level: 'マイクの音量',
    alone: '通話にほかの人がいません。',
  },

  hold: jaHold(precedences),

  announce: {
    incoming: (party: string, line: string) => `${line}回線、${party}からの着信。`,
    ringing: (line: string) => `${line}回線を呼出中。`,
    up: (line: string) => `${line}の通話が始まりました。`,
    joined: (name: string) => `${name}さんが通話に参加しました。`,
    left: (name: string) => `${name}さんが退出しました。`,
    away: (name: string) => `${name}さんの接続が切れました。`,
    held: (name: string, says: string) => `${name}：${says}。`,
    retrieved: (name: string) => `${name}さんが保留から復帰しました。`,
    ring: (party: string, says: string) => `${party}：${says}。`,
    ended: '参加中の通話はありません。',
    floor: (name: string) => `${name}さんが発言を許可されています。`,
    'floor-over': '発言の許可は終了しました。',
    'recording-over': '録画が終了しました。',
    'camera-on': 'カメラをオンにしました。',
    'camera-off': 'カメラをオフにしました。',
    muted: 'ミュートしました。',
    unmuted: 'ミュートを解除しました。',
  },

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
