import type { Turn } from '../../server/protocol/interpretation.ts'
import type { InterpretationSentences } from './enInterpretation.ts'

const languages = new Intl.DisplayNames('ko', { type: 'language' })
const nameOf = (language: string): string => languages.of(language) ?? language
const where = (output: string): string => (output === 'floor' ? '회의장 원음' : `${nameOf(output)} 통역 채널`)
const turns: Record<Turn, string> = { speaking: '발언 중', interpreting: '통역 중', clear: '발언 가능' }

export const interpretationFacts: InterpretationSentences = {
  'hearing:chosen': (fact, { console }) => `${where(fact.hearing)} 청취: ${console(fact.console)}`,
  'desk:taken': ({ console: at, pair, output }, { console }) =>
    `통역 시작(${pair.map(nameOf).join('·')}, 출력 ${where(output)}): ${console(at)}`,
  'desk:turned': (fact, { console }) => `출력 전환(${where(fact.output)}): ${console(fact.console)}`,
  'desk:left': (fact, { console }) => `통역 종료: ${console(fact.console)}`,
  'channel:offered': (fact, { console }) => `${where(fact.channel)} 교대 요청: ${console(fact.console)}`,
  'channel:kept': (fact, { console }) => `${where(fact.channel)} 교대 요청 취소: ${console(fact.console)}`,
  'channel:taken': (fact, { console }) => `${where(fact.channel)} 송출: ${console(fact.console)}`,
  'mode:changed': (fact) => (fact.mode === 'consecutive' ? '순차 통역' : '동시 통역'),
  'turn:changed': (fact) => `발언 표시: ${turns[fact.turn]}`,
}

/** Of the playback of a record, and of whose interpretation is into which language. */
export const recordedChannels = {
  listenTo: '청취',
  floor: '회의장 원음',
  channel: (channel: string): string => `${nameOf(channel)} 통역`,
  into: (name: string, channel: string): string => `${name}, ${nameOf(channel)} 통역`,
}

/** Of the rings of interpreters, in the facts of a record. */
export const interpreterRings = {
  sent: (party: string, people: string): string => `${party} 측 통역사 호출: ${people}`,
  answered: (person: string, party: string): string => `통역사 응답: ${person}(${party})`,
  unanswered: (party: string): string => `${party} 측 통역사 일부 응답 없음`,
}
