import type { Line, Party } from '../../server/protocol/directory.ts'

/** The lines of the demonstration set as DESIGN.md promises them, written out so that no test takes the server's word. */

export const PARTIES: readonly Party[] = [
  { party: 'kr', name: 'Republic of Korea', languages: ['ko', 'en'], timeZone: 'Asia/Seoul' },
  { party: 'jp', name: 'Japan', languages: ['ja', 'en'], timeZone: 'Asia/Tokyo' },
  { party: 'us', name: 'United States', languages: ['en'], timeZone: 'America/New_York' },
]

export const LEADERS: Line = {
  line: 'leaders',
  name: 'Leaders',
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
  parties: ['kr', 'jp', 'us'],
  standings: { adviser: 'rung', watch: 'rung', interpreter: 'joins', notetaker: 'joins', listener: 'joins' },
}
