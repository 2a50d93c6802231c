import type { Lamp } from '../../server/protocol/consoles.ts'
import type { LampColour } from '../../server/protocol/words.ts'
import type { Arming } from '../models/consoleLamps.ts'
import type { Sentences } from './en.ts'
import { jaCheckNames, jaFaults } from './jaChecks.ts'
import { titled } from './jaRing.ts'

/** The sentences of the console at rest in Japanese, without those that have a place of their own. */

const armings: Record<Arming, string> = { disarmed: '待受なし', arming: '待受準備中', armed: '待受中' }

export const jaConsole: Sentences['console'] = {
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
  stoodFor: (elapsed: string) => `このページは${elapsed}の間停止していました`,
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
}
