import type { Line } from '../../server/protocol/directory.ts'

/** The lines of the demonstration set as DESIGN.md promises them, written out so that no test takes the server's word. */

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
