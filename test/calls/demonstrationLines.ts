import type { Line, Party } from '../../server/protocol/directory.ts'

/** The lines of the demonstration set as DESIGN.md promises them, written out so that no test takes the server's word. */

export const PARTIES: readonly Party[] = [
  {
    party: 'kr',
    name: 'Republic of Korea',
    names: { ko: '대한민국', ja: '韓国' },
    languages: ['ko', 'en'],
    timeZone: 'Asia/Seoul',
  },
  { party: 'jp', name: 'Japan', names: { ko: '일본', ja: '日本' }, languages: ['ja', 'en'], timeZone: 'Asia/Tokyo' },
  {
    party: 'us',
    name: 'United States',
    names: { ko: '미국', ja: '米国' },
    languages: ['en'],
    timeZone: 'America/New_York',
  },
]

export const LEADERS: Line = {
  line: 'leaders',
  name: 'Leaders',
  names: { ko: '정상급', ja: '首脳' },
  parties: ['kr', 'jp', 'us'],
  standings: {
    principal: 'rung',
    watch: 'rung',
    adviser: 'joins',
    interpreter: 'joins',
    notetaker: 'joins',
    listener: 'joins',
  },
}

export const ADVISERS: Line = {
  line: 'advisers',
  name: 'National Security Advisers',
  names: { ko: '국가안보보좌관', ja: '国家安全保障補佐官' },
  parties: ['kr', 'jp', 'us'],
  standings: { adviser: 'rung', watch: 'rung', interpreter: 'joins', notetaker: 'joins', listener: 'joins' },
}
