import { standingIn, type PartyStanding } from '../../server/calls/rollCalls.ts'
import type { LampColour } from '../../server/protocol/words.ts'
import type { RollCallParty } from '../../server/protocol/rollCalls.ts'
import type { Sentences } from '../languages/en.ts'
import { clockTime } from './times.ts'

export const STANDING_LAMPS: Readonly<Record<PartyStanding, LampColour | 'off'>> = {
  waiting: 'off',
  passed: 'green',
  late: 'amber',
  missed: 'red',
}

/** How a party stands in a roll-call, in one phrase. */
export function standingSays(t: Sentences, party: RollCallParty, timeZone: string | undefined): string {
  const words = t.rollCalls
  const { confirmed, missed } = party
  switch (standingIn(party)) {
    case 'passed':
    case 'late': {
      const time = clockTime(confirmed?.atMs ?? 0, timeZone, true)
      return confirmed?.late ? words.late(time, confirmed.name) : words.confirmed(time, confirmed?.name ?? '')
    }
    case 'missed':
      return words.missed(words.why[missed ?? 'no-answer'])
    case 'waiting':
      return words.waiting
  }
}
