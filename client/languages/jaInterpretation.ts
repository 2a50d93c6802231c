import type { Turn } from '../../server/protocol/interpretation.ts'
import type { InterpretationSentences } from './enInterpretation.ts'

const languages = new Intl.DisplayNames('ja', { type: 'language' })
const nameOf = (language: string): string => languages.of(language) ?? language
const where = (output: string): string => (output === 'floor' ? 'フロア音声' : `${nameOf(output)}の通訳チャンネル`)
const turns: Record<Turn, string> = { speaking: '発言中', interpreting: '通訳中', clear: '発言可' }

export const interpretationFacts: InterpretationSentences = {
  'hearing:chosen': (fact, { console }) => `${where(fact.hearing)}を聴取：${console(fact.console)}`,
  'desk:taken': ({ console: at, pair, output }, { console }) =>
    `通訳を開始（${pair.map(nameOf).join('・')}、出力 ${where(output)}）：${console(at)}`,
  'desk:turned': (fact, { console }) => `出力を切替（${where(fact.output)}）：${console(fact.console)}`,
  'desk:left': (fact, { console }) => `通訳を終了：${console(fact.console)}`,
  'channel:offered': (fact, { console }) => `${where(fact.channel)}の交代依頼：${console(fact.console)}`,
  'channel:kept': (fact, { console }) => `${where(fact.channel)}の交代依頼を取消：${console(fact.console)}`,
  'channel:taken': (fact, { console }) => `${where(fact.channel)}で送出中：${console(fact.console)}`,
  'mode:changed': (fact) => (fact.mode === 'consecutive' ? '逐次通訳' : '同時通訳'),
  'turn:changed': (fact) => `発言表示：${turns[fact.turn]}`,
}

/** Of the playback of a record, and of whose interpretation is into which language. */
export const recordedChannels = {
  listenTo: '聞く音声',
  floor: 'フロア音声',
  channel: (channel: string): string => `${nameOf(channel)}通訳`,
  into: (name: string, channel: string): string => `${name}、${nameOf(channel)}通訳`,
}

/** Of the rings of interpreters, in the facts of a record. */
export const interpreterRings = {
  sent: (party: string, people: string): string => `${party}の通訳を呼出：${people}`,
  answered: (person: string, party: string): string => `通訳が応答：${person}（${party}）`,
  unanswered: (party: string): string => `${party}の通訳の一部が応答なし`,
}
