import { derivedUuid } from '../chain/derivedUuid.ts'
import { isArmedAndAlive } from '../calls/attendance.ts'
import { legOf, liveCall } from '../calls/roster.ts'
import type { PresentConsole } from '../protocol/consoles.ts'
import type { Line } from '../protocol/directory.ts'
import type { LineState } from '../protocol/lineState.ts'
import type { TestParticipant } from '../protocol/lineTests.ts'

/** Enough to know that a party can be reached, and few enough that a test is nothing beside a call. */
const MOST_OF_A_PARTY = 4

/**
 * With whom a line would be tested now: of each party the consoles that are armed and give signs of life, that may send, and that are in no call,
 * those that a ring would reach first; for a party without any the server's own. These come first: each has a pitch of
 * its own, of which there are as many as a hotline has parties.
 */
export function participantsOf(
  { parties }: Pick<Line, 'parties'>,
  testId: string,
  present: readonly PresentConsole[],
  isBusy: (console: string) => boolean,
): TestParticipant[] {
  const able = present
    .filter((one) => isArmedAndAlive(one) && one.role !== 'listener' && !isBusy(one.console))
    .toSorted((a, b) => rank(a) - rank(b))
  const ofParty = (party: string): TestParticipant[] =>
    able
      .filter((console) => console.party === party)
      .slice(0, MOST_OF_A_PARTY)
      .map(({ person, name, role, console }) => ({ person, name, party, role, console, synthetic: false }))
  const all = parties.flatMap((party) => {
    const consoles = ofParty(party)
    return consoles.length > 0 ? consoles : [standIn(party, testId)]
  })
  return all.toSorted((a, b) => Number(b.synthetic) - Number(a.synthetic))
}

const rank = ({ standing }: PresentConsole): number => (standing === 'rung' ? 0 : 1)

/** Nobody sits at it: its name says so wherever one is shown, and its identifier is of this test alone. */
const standIn = (party: string, testId: string): TestParticipant => ({
  ...{ person: 'synthetic-console', name: 'Synthetic console', party, role: 'watch' },
  console: derivedUuid(`${testId}\n${party}`),
  synthetic: true,
})

/** Whether a console is in a call on any of these lines. */
export const inAnyCall =
  (states: readonly LineState[]) =>
  (console: string): boolean =>
    states.some((state) => {
      const call = liveCall(state)
      return call !== undefined && legOf(call, console) !== undefined
    })
