import type { MissedWhy } from '../../server/protocol/rollCalls.ts'
import { listIn } from './lists.ts'

const listed = listIn('en-GB')

/** The sentences of roll-calls, and of the alarms that come of missed ones and of tests. */

export const rollCalls = {
  title: (time: string, line: string) => `Roll-call ${time} · ${line}`,
  ask: 'Confirm that you hear and see this line.',
  askLate: 'Its time is over. Confirm all the same: it counts as late.',
  open: 'The watch officer of each party confirms that they hear and see this line.',
  passed: 'Every party has confirmed in time.',
  over: 'Its time is over.',
  left: 'left',
  confirm: 'Confirm',
  confirmLate: 'Confirm late',
  waiting: 'is waited for',
  confirmed: (time: string, name: string) => `confirmed at ${time} by ${name}`,
  late: (time: string, name: string) => `late, at ${time} by ${name}`,
  missed: (why: string) => `missed: ${why}`,
  why: {
    'nobody-signed-in': 'no watch officer was signed in when it opened or when it closed',
    'nobody-armed': 'no watch officer had an armed console that gave signs of life when it opened or when it closed',
    'no-answer': 'a console of a watch officer was armed, and nobody confirmed',
    'no-server': 'no server was there to take it',
  } satisfies Record<MissedWhy, string>,
  noticeBody: (minutes: number) => `Confirm within ${minutes < 2 ? 'a minute' : `${minutes} minutes`}.`,
}

export const alarms = {
  see: 'See all alarms',
  noticeTitle: 'Alarm',
  turnOn: 'Turn on sound and notices',
  turnOff: 'Turn off sound and notices',
  isOn: 'New alarms are heard at this machine, and shown by the system where it allows that.',
  isOff: 'New alarms make no sound at this machine.',
  more: (count: number) => (count === 1 ? 'One more alarm.' : `${count} more alarms.`),
  rollCall: (time: string, line: string, parties: readonly string[]) =>
    `Roll-call ${time} on ${line} was missed by ${listed(parties)}.`,
  test: (time: string, line: string, outcome: 'passed' | 'failed' | 'aborted' | 'missed', count: number) =>
    outcome === 'missed'
      ? count === 1
        ? `The test of ${line} at ${time} was missed.`
        : `${count} tests of ${line} up to ${time} were missed.`
      : outcome === 'aborted'
        ? `The test of ${line} at ${time} had no result.`
        : `The test of ${line} at ${time} failed.`,
}
