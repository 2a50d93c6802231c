import type { Actor } from '../../server/protocol/actor.ts'
import type { ReportedException } from '../../server/protocol/exceptions.ts'
import type { FactAboutCall, LineFactOf } from '../../server/protocol/lineFacts.ts'
import type { RecordFact } from '../../server/protocol/recordFacts.ts'
import type { RecordSummary } from '../../server/protocol/records.ts'
import type { DeclineReason, EndReason, Marking, Precedence, TrackKind } from '../../server/protocol/words.ts'
import type { Names, RecordsSentences } from './enRecords.ts'
import { zoneName } from './zoneName.ts'
import { jaTimes } from './jaTimes.ts'
import { interpretationFacts, interpreterRings, recordedChannels } from './jaInterpretation.ts'

/** The sentences of the records screens in Japanese; apart, because those screens are loaded when they are opened. */

const kinds: Record<TrackKind, string> = {
  microphone: 'マイク',
  camera: 'カメラ',
  screen: '画面',
  interpretation: '通訳',
}
const reasons: Record<DeclineReason, string> = {
  unavailable: '応答不可',
  'in-another-call': '別の通話中',
  'wrong-time': '時間の都合がつかない',
  'call-back-later': '後ほど折り返す',
}
const ends: Record<EndReason, string> = {
  ended: '全員の通話を終了',
  'everybody-left': '最後の参加者が退出し通話終了',
  cancelled: '応答前に発信取消',
  empty: '誰も戻らず通話終了',
}
const precedences: Record<Precedence, string> = {
  routine: '普通',
  priority: '至急',
  immediate: '緊急',
  flash: '特別緊急',
}
const markings: Record<Marking, string> = { real: '実際', exercise: '訓練', test: '試験' }
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)}秒`
const outcomes: Record<ReportedException['outcome'], string> = {
  kept: '遅れて保存',
  lost: '損失',
  unknown: '不明',
}
const causes: Record<ReportedException['cause'], string> = {
  'not-started': '録画装置が開始していませんでした。',
  'disk-refused': 'ディスクが書き込みを拒否しました。',
  'disk-stalled': 'ディスクが時間内に書き込めませんでした。',
  'server-stalled': 'サーバーが停止していました。',
  'server-lost': 'サーバーがありませんでした。',
  damaged: '記録の破損が見つかりました。',
}
const recordings: Record<RecordSummary['recording'], string> = {
  starting: '録画準備中だった',
  on: '録画中',
  failed: '録画なし',
  closed: '録画済み',
  damaged: '破損',
}

const numbersOf = ({ from, upTo }: { readonly from?: number; readonly upTo: number }): string => {
  if (from === undefined) return `第${upTo}号までのメッセージ`
  return from === upTo ? `メッセージ第${upTo}号` : `メッセージ第${from}号～第${upTo}号`
}
const peopleAt = (consoles: readonly { readonly person: string }[], person: Names['person']): string =>
  [...new Set(consoles.map((one) => person(one.person)))].join('、')

const hows = { placed: '発信', answered: '応答', joined: '参加' } as const

type FactSentences = { [T in FactAboutCall['type']]: (fact: LineFactOf<T>, names: Names) => string }

const facts: FactSentences = {
  'call:placed': ({ parties, precedence, marking }, { party }) =>
    `通話発信：${parties.map(party).join('、')}（${precedences[precedence]}、${markings[marking]}）`,
  'call:resumed': () => 'サーバー再起動後に通話を再開',
  'call:ended': ({ reason }) => ends[reason],
  'ring:sent': ({ party: rung, attempt, consoles, ladder, person: one, interpreters }, { party, person }) => {
    const to = peopleAt(consoles, person)
    if (interpreters) return interpreterRings.sent(party(rung), to)
    const what = one !== undefined ? `、${person(one)}を指名` : ladder ? `、全${ladder.length}段階の第1段階` : ''
    return `${party(rung)}への第${attempt}回呼出${what}：${to === '' ? 'ログインしている人なし' : to}`
  },
  'ring:widened': ({ party: rung, step, consoles, person: one }, { party, person }) => {
    if (one !== undefined) return `${party(rung)}：${person(one)}を追加で指名呼出`
    const to = peopleAt(consoles, person)
    return `${party(rung)}：呼出第${(step ?? 0) + 1}段階、${to === '' ? 'ほかにログインしている人なし' : to}`
  },
  'ring:reached': (fact, { person }) =>
    `呼出到達：${person(fact.person)}（${fact.armed ? '待受中の端末' : '待受でない端末'}）`,
  'ring:sounding': (fact, { person }) => `呼出音鳴動：${person(fact.person)}`,
  'ring:seen': (fact, { person }) => `呼出を確認：${person(fact.person)}`,
  'ring:answered': (fact, { person, party }) =>
    fact.interpreters
      ? interpreterRings.answered(person(fact.person), party(fact.party))
      : `応答：${person(fact.person)}（${party(fact.party)}）`,
  'ring:declined': (fact, { person, party, time }) => {
    const when = fact.callBackAtMs === undefined ? '' : `、${time(fact.callBackAtMs)}`
    return `拒否：${person(fact.person)}（${party(fact.party)}）。理由：${reasons[fact.reason]}${when}`
  },
  'ring:unanswered': (fact, { party }) =>
    fact.interpreters ? interpreterRings.unanswered(party(fact.party)) : `${party(fact.party)}の応答なし`,
  'ring:acknowledged': (fact, { person }) => `不在呼出を確認：${person(fact.person)}`,
  'leg:joined': ({ leg, how }, { party }) => `通話参加：${leg.name}（${party(leg.party)}）、${hows[how]}`,
  'leg:away': (fact, { console }) =>
    `接続断：${console(fact.console)}（${fact.reason === 'server-restarted' ? 'サーバー再起動' : '端末の接続断'}）`,
  'leg:back': (fact, { console }) => `復帰：${console(fact.console)}`,
  'leg:held': ({ console: held, reason, precedence }, { console }) => {
    const by = precedence === undefined ? '別の通話' : `${precedences[precedence]}通話`
    const why = { asked: '', answering: `（${by}に応答）`, 'pre-empted': `（${by}へ優先接続）` }[reason]
    return `保留：${console(held)}${why}`
  },
  'leg:retrieved': (fact, { console }) => `保留解除：${console(fact.console)}`,
  'caucus:entered': (fact, { person }) => `内部協議に参加：${person(fact.person)}`,
  'caucus:left': (fact, { person }) => `内部協議から退出：${person(fact.person)}`,
  'floor:given': (fact, { person }) => `発言を許可：${person(fact.person)}`,
  'floor:released': (fact, { person }) => `発言許可の終了：${person(fact.person)}`,
  'mute:asked': (fact, { person }) => `ミュート依頼：${person(fact.person)}`,
  'leg:muted': (fact, { person }) => `自国側でミュート：${person(fact.person)}`,
  'leg:left': (fact, { console }) => {
    const why = {
      left: '',
      moved: '（別の端末へ移動）',
      suspended: '（アカウント停止）',
      'role-changed': '（役割変更）',
    }
    return `退出：${console(fact.console)}${why[fact.reason]}`
  },
  'track:started': (fact, { person }) =>
    `${person(fact.person)}：${kinds[fact.kind]}送出開始${fact.muted ? '（ミュート）' : ''}`,
  'track:muted': (fact, { track }) => `${track(fact.trackId)}：ミュート`,
  'track:unmuted': (fact, { track }) => `${track(fact.trackId)}：ミュート解除`,
  'track:ended': (fact, { track }) => {
    const why = { stopped: '停止', 'console-lost': '端末の接続断', 'media-lost': 'メディア断' }[fact.reason]
    return `${track(fact.trackId)}：送出終了（${why}）`
  },
  'recording:started': (fact) => `録画装置の書き込みを確認（鍵${fact.keyNumber}）`,
  'recording:failed': (fact) => `録画失敗：${fact.cause}`,
  'recording:damaged': (fact) => `記録の破損を発見：${fact.fault.message}`,
  'exception:noted': ({ exception: { cause, outcome, fromMs, untilMs } }) => {
    const lasted = untilMs === undefined ? '通話の終わりまで' : `${seconds(untilMs - fromMs)}間`
    return `異常：${causes[cause]}${lasted}。${outcomes[outcome]}。`
  },
  'recording:checkpointed': (fact) => `録画の中間確定：マニフェスト版${fact.head.version}に署名`,
  'recording:deleted': () => '設定により試験の録画を削除',
  'recording:closed': (fact) => `録画終了：トラック${fact.tracks}本、マニフェスト版${fact.head.version}に署名`,
  'text:sent': ({ number, texts: [original], prepared }) =>
    `メッセージ第${number}号${prepared === undefined ? '' : '（定型）'}：${original?.text ?? ''}`,
  'text:delivered': (fact, { person, party }) =>
    `${numbersOf(fact)}を${party(fact.party)}に配信（端末：${person(fact.person)}）`,
  'text:acknowledged': (fact, { person }) => `メッセージ第${fact.number}号を受領確認：${person(fact.person)}`,
  ...interpretationFacts,
  'media:lost': () => 'メディアサーバー断',
  'media:restored': () => 'メディアサーバー復旧',
}

type AccessSentences = {
  [T in RecordFact['type']]: (fact: Extract<RecordFact, { type: T }>, names: Names) => string
}

const accesses: AccessSentences = {
  'record:looked': () => '記録を閲覧',
  'record:played': () => '再生',
  'record:pulled': ({ what }, { track }) =>
    what === 'archive'
      ? '全体をダウンロード'
      : what === 'manifest'
        ? 'マニフェストをダウンロード'
        : what === 'memorandum'
          ? '会談記録をダウンロード'
          : `${track(what)}をダウンロード`,
  'record:verified': ({ sound }) => (sound ? '検証：異常なし' : '検証：異常あり'),
  'record:recalled': ({ of, fromMs, toMs }, { time }) =>
    `通話中に直前の再生：${of === 'floor' ? 'フロア音声' : `通訳チャンネル${of}`}、${time(fromMs)}～${time(toMs)}`,
}

const parts = {
  server: 'サーバー',
  signaling: 'シグナリング',
  media: 'メディアサーバー',
  ringing: '呼出処理',
  recording: '録画装置',
  testing: '回線試験',
  operator: 'サーバーの運用担当者',
} as const

const actor = (by: Actor, names: Names): string =>
  by.kind === 'console' ? by.name : by.kind === 'person' ? names.person(by.person) : parts[by.part]

export const jaRecords: RecordsSentences = {
  times: jaTimes,
  title: '通話記録',
  keys: 'ここの録画は、このシステムが当事国ごとに作成し保管する鍵で封印されます。当事国が独自の鍵を用意するまでは、システムの運用者が開くことができます。',
  search: {
    title: '通話記録の検索',
    from: '開始日',
    to: '終了日',
    line: '回線',
    party: '当事国',
    text: '検索語',
    searched:
      '回線、当事国、人、日付、通話中のメッセージ（全言語）から検索します。ハングル、日本語、ローマ字とも、語順、全角・半角、かなの種類を問いません。会談メモは検索しません。',
    found: '見つかった箇所',
    foundIn: {
      line: '回線',
      party: '当事国',
      person: '人',
      day: '日付',
      message: 'メッセージ',
      identifier: '識別子',
    },
    of: '記録の種類',
    kinds: { calls: '通話', tests: '回線試験' },
    all: 'すべて',
    go: '検索',
  },
  list: {
    loading: '通話記録を読み込んでいます',
    none: '検索条件に合う記録はありません。',
    failed: '通話記録を読み込めませんでした。',
    again: 'もう一度試す',
    more: 'さらに表示',
    when: '発信時刻',
    line: '回線',
    by: '発信者',
    people: '参加者',
    length: '通話時間',
    state: '録画',
    running: '通話中',
    open: (line: string, time: string) => `${time} ${line}の通話記録を開く`,
    nobodyAnswered: '応答なし',
  },
  recordings,
  exceptions: {
    open: '一日の異常報告',
    title: '異常報告',
    explain:
      '自国の回線の通話で、発言が所定の時間内にディスクへ安全に保存されなかったすべての区間について、その原因、長さ、最終的に保存されたかを表示します。',
    day: '日付',
    previous: '前の日',
    next: '次の日',
    zone: (timeZone: string) => `日付と時刻は${zoneName('ja', timeZone)}`,
    loading: '異常報告を読み込んでいます',
    failed: '異常報告を読み込めませんでした。',
    none: (day: string) => `${day}：異常なし。`,
    noneMeans: '自国の回線のすべての通話で、受信した内容はすべて時間内にディスクへ安全に保存されました。',
    noneSoFar:
      'これまでのところ、自国の回線のすべての通話で、受信した内容はすべて時間内にディスクへ安全に保存されています。',
    count: (all: number, lost: number, kept: number, unknown: number) => {
      const counted = [
        ...(lost > 0 ? [`損失${lost}件`] : []),
        ...(kept > 0 ? [`遅れて保存${kept}件`] : []),
        ...(unknown > 0 ? [`不明${unknown}件`] : []),
      ]
      return `異常${all}件：${counted.join('、')}`
    },
    causes,
    outcome: ({ outcome, cause }: Pick<ReportedException, 'outcome' | 'cause'>) =>
      outcome !== 'unknown' ? outcomes[outcome] : cause === 'damaged' ? '未証明' : '継続中',
    call: (line: string, placed: string) => `${line}、発信 ${placed}`,
    span: (from: string, to: string, length: string) => `通話 ${from}～${to}、${length}`,
    goesOn: (from: string) => `通話 ${from}から継続中`,
    whole: '通話全体',
    seconds,
  },
  page: {
    back: 'すべての通話記録',
    loading: '通話記録を開いています',
    failed: 'この通話記録を開けませんでした。',
    title: (line: string) => `${line}の通話記録`,
    placed: '発信',
    ended: '終了',
    stillUp: 'まだ通話中です',
    length: '通話時間',
    kind: '優先度と区分',
    identifier: '通話番号',
    damaged: 'この記録は破損しています。',
    recordingKept: '録画の保管',
    keptUntil: (time: string) => `${time}まで保管し、その後、設定により削除します。経過の記録は保管します。`,
    deletedThen: (time: string) => `${time}まで保管し、設定により削除しました。経過の記録は保管します。`,
    damageStays: (time: string) =>
      `${time}に発見し、そのままにしてあります。検証すると、ほかに録画時と異なる部分が分かります。`,
    downloadAll: 'すべてダウンロード',
    downloadTrack: (track: string) => `${track}をダウンロード`,
    download: 'ダウンロード',
    downloading: '準備中',
  },
  player: {
    title: '再生',
    play: '再生',
    pause: '一時停止',
    opening: 'トラックを開いています',
    waiting: 'すべてのトラックを待っています',
    failed: '再生できません。',
    position: '再生位置',
    of: (position: string, length: string) => `${position} / ${length}`,
    pictures: '映像',
    hear: (person: string) => `${person}を聞く`,
    listening: '聴取',
    nothing: '再生するトラックがありません。',
  },
  timeline: {
    title: '発言区間',
    lane: (name: string, spokeFor: string, times: number) =>
      times === 0 ? `${name}：発言なし` : `${name}：発言${times}回、計${spokeFor}`,
    present: '通話参加',
    onAir: 'マイクオン',
    spoke: '発言',
    gap: '欠落',
  },
  channels: recordedChannels,
  tracks: {
    title: 'トラック',
    track: 'トラック',
    from: '開始',
    to: '終了',
    size: 'サイズ',
    notPlayable: (why: string) => `再生不可：${why}`,
    gaps: (count: number, onTheWay: number) => {
      if (count === 0) return '欠落なし'
      if (onTheWay === 0) return `欠落${count}件`
      return onTheWay === count
        ? `欠落${count}件（サーバーへの途中）`
        : `欠落${count}件（うち${onTheWay}件はサーバーへの途中）`
    },
    hole: (reason: string, from: string, ms: number) => {
      const why = reason === 'lost' ? 'サーバーへの途中で損失' : reason === 'notKept' ? '保存されず' : '原因不明'
      return `${from}：${(ms / 1000).toFixed(2)}秒、${why}`
    },
    continuity: '連続性',
    megabytes: (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`,
    name: (person: string, kind: TrackKind) => `${person}、${kinds[kind]}`,
  },
  roster: { title: '参加者名簿', person: '氏名', role: '役割', from: '開始', to: '終了', heard: '聴取' },
  texts: { title: '文字回線' },
  verification: {
    title: '検証',
    explain:
      'ハッシュ、連鎖、封印、署名、連続性を確認し、サーバーに届いた内容に欠落がなく、変更されていないことを検証します。サーバーへの途中で失われた内容はトラックの一覧にあります。',
    verify: '検証',
    verifying: '検証中',
    sound: 'この記録は完全で、変更されていません。サーバーに届いた内容がすべて含まれています。',
    unsound: 'この記録は録画時と異なります。',
    checkSound: '正常',
    checkUnsound: '異常',
    where: (file: string, offset?: number) => (offset === undefined ? file : `${file}、${offset}バイト目`),
    expected: (expected: string) => `期待値 ${expected}`,
    found: (found: string) => `実際値 ${found}`,
    failed: '検証できませんでした。',
  },
  accesses: {
    title: 'この記録を開いた人',
    explain: 'すべての当事国の記録管理官がこの一覧を見ることができます。',
    failed: '一覧を読み込めませんでした。',
    says: (fact: RecordFact, names: Names): string =>
      (accesses[fact.type] as (fact: RecordFact, names: Names) => string)(fact, names),
    who: '誰が',
    when: 'いつ',
    what: '何を',
  },
  facts: {
    title: '全経過',
    time: '時刻',
    since: '通話経過',
    by: '主体',
    what: '内容',
    says: (fact: FactAboutCall, names: Names): string =>
      (facts[fact.type] as (fact: FactAboutCall, names: Names) => string)(fact, names),
    who: (fact: FactAboutCall, by: Actor, names: Names): string =>
      by.kind === 'system' && fact.type.startsWith('ring:') ? parts.server : actor(by, names),
  },
  actor,
}
