import type { Turn } from '../../server/protocol/interpretation.ts'

/** What is said of interpretation in Japanese: to who listens, and to who interprets. */

const turns: Record<Turn, { short: string; long: string }> = {
  speaking: { short: '発言中', long: '発言の切れ目で通訳が始まります。' },
  interpreting: { short: '通訳中', long: '通訳が終わるまでお待ちください。' },
  clear: { short: '発言可', long: '次の方は発言を始められます。' },
}

export const jaInterpreting = {
  floor: 'フロア音声',
  listenTo: '聞く音声',
  underneath: '背後のフロア音声',
  underneathIs: (percent: number) => (percent === 0 ? 'なし' : `${percent}%`),
  channels: '通訳チャンネル',
  liveOn: (name: string) => `${name}、送出中`,
  waits: (name: string) => `${name}、待機中`,
  pauses: (name: string) => `${name}、今は聞こえません`,
  nobody: '通訳なし',
  hears: (channel: string) => `聞く音声：${channel}`,
  interprets: (pair: string) => `通訳：${pair}`,
  interpretsLive: (pair: string, channel: string) => `通訳：${pair}、${channel}送出中`,
  pair: (one: string, other: string) => `${one}–${other}`,
  floorUntil: (channel: string) => `今は${channel}の通訳がないため、フロア音声が聞こえます。`,
  rungAs: '通訳として呼び出されています。',

  desk: '通訳席',
  take: '通訳席に着く',
  takeWhy: '通訳席では、音声はフロアではなく通訳チャンネルに送られます。',
  pairFrom: '原語',
  pairInto: '訳出言語',
  change: (pair: string) => `${pair}：言語を変更`,
  keep: '言語はそのまま',
  leave: '通訳席を離れる',
  incoming: '入力音声',
  outgoing: '訳出先',
  live: (channel: string) => `${channel}送出中`,
  waiting: (channel: string) => `${channel}待機中`,
  silent: (channel: string) => `${channel}一時停止中`,
  notOnFloor: '通訳の音声がフロアに流れるのは逐次通訳のときだけです。',
  cough: 'カフ',
  coughHow: '押している間、音声を止めます',
  level: '送る音声の大きさ',
  partner: '交代相手',
  noPartner: 'この言語の通訳席にほかの通訳はいません。',
  handOver: '交代依頼',
  keepChannel: '依頼の取消',
  asked: (name: string | undefined) =>
    name === undefined ? '交代相手の承諾を待っています。' : `${name}さんの交代承諾を待っています。`,
  takeOver: '交代承諾',
  takeOverOf: (channel: string) => `交代承諾：${channel}チャンネル`,
  asksYou: (name: string, channel: string) => `${name}さんが${channel}チャンネルの交代を依頼しています。`,
  notHeard: (channel: string) => `${channel}チャンネルに通訳が聞こえません。交代できます。`,
  unheard: (channel: string, seconds: number) =>
    `${channel}チャンネルに送出中ですが、フロアの発言が${seconds}秒続く間、通訳が聞こえていません。`,
  consecutive: '逐次通訳',
  /** To who does not choose it. */
  modes: {
    simultaneous: '同時通訳：通訳が発言と同時に通訳チャンネルで訳します。方式は通訳が通訳席で選びます。',
    consecutive: '逐次通訳：発言が途切れると通訳がフロアで訳します。方式は通訳が通訳席で選びます。',
  },
  turns,
  lamp: '発言の順番',
}
