import { markings, precedences, roles } from '../../server/calls/wording/ja.ts'
import type { DeclineReason, Marking, Precedence, Role } from '../../server/protocol/words.ts'
import type { CallBack } from '../models/callBack.ts'
import type { Sentences } from './en.ts'

/** The sentences of rings in Japanese: where one arrives, and where one was sent. */

export const urgency: Record<Precedence, string> = {
  routine: '普通通話',
  priority: '至急通話',
  immediate: '緊急通話',
  flash: '特別緊急通話',
}
export const declineReasons: Record<DeclineReason, string> = {
  unavailable: '応答不可',
  'in-another-call': '別の通話中',
  'wrong-time': '時間の都合がつかない',
  'call-back-later': '後ほど折り返す',
}

/** In a title there is no colour: what is no real call says so before anything else, then how it presses. */
export const titled = (what: string, { precedence, marking }: { precedence: Precedence; marking: Marking }): string =>
  [
    ...(marking === 'real' ? [] : [`【${markings[marking]}】`]),
    ...(precedence === 'routine' ? [] : [urgency[precedence]]),
    what,
  ].join(' · ')
export const ringTitle = (party: string, kind: Parameters<typeof titled>[1]): string =>
  titled(`${party}からの着信`, kind)

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))}秒`

export const jaIncoming: Sentences['incoming'] = {
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
  silent: 'ブラウザーがこの端末の音を止めているため、呼出音が鳴りません。ページの任意の場所をクリックすると鳴ります。',
  soundIs: { on: '呼出音鳴動中', trying: '呼出音準備中', off: '無音' },
  others: 'ほかの呼出先',
  waiting: (count: number) => `待機中の呼出がほかに${count}件`,
  holdAndAnswer: '保留して応答',
  leaves: (line: string) =>
    `「応答」を押すと${line}の通話から退出します。「保留して応答」を押すと、その通話は保たれます。`,
  takes: (line: string) => `その間、${line}の通話は保留されます。拒否すると、その通話に戻ります。`,
  notice: (line: string, name: string) => `${name}さんが${line}回線で呼び出しています。`,
  noticeTitle: ringTitle,
}

export const jaRing: Sentences['ring'] = {
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
  unarmedSince: (when: string) => `待受の端末なし：${when}から連絡不可`,
  unarmed: '待受の端末なし（いつからかは不明）',
  unarmedNow: '呼出先に待受の端末なし',
  mute: (names: string) => `端末が、音を出せないと知らせています：${names}`,
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
}
