import type { Line } from '../protocol/directory.ts'
import type { Ladder, LadderStep } from '../protocol/ladders.ts'
import { findPerson, type DirectoryState } from './directory.ts'

/** What is wrong with the ladders of a line, in a plain sentence; undefined when nothing is. */
export function wrongLadder(state: DirectoryState, line: Line): string | undefined {
  for (const [party, ladder] of Object.entries(line.ladders ?? {})) {
    if (!line.parties.includes(party)) return `The party ${party} is not on the line, and has no ladder there.`
    const wrong = wrongTimes(ladder) ?? ladder.map((step) => wrongStep(state, line, party, step)).find(Boolean)
    if (wrong !== undefined) return `The ladder of ${party}: ${wrong}`
  }
  return undefined
}

function wrongTimes(ladder: Ladder): string | undefined {
  if (ladder[0]?.afterMs !== 0) return 'the first step is at 0 seconds, or the ring would begin with silence.'
  if (ladder.some(({ afterMs }, index) => index > 0 && afterMs <= (ladder[index - 1]?.afterMs ?? 0)))
    return 'each step is later than the one before.'
  if (ladder.slice(0, -1).some(({ insists }) => insists)) return 'only the last step can insist.'
  return undefined
}

function wrongStep(
  state: DirectoryState,
  { standings }: Line,
  party: string,
  { roles, people = [] }: LadderStep,
): string | undefined {
  if (roles.length === 0 && people.length === 0) return 'each step names a role, somebody, or everybody.'
  const absent = roles === 'everybody' ? undefined : roles.find((role) => standings[role] === undefined)
  if (absent !== undefined) return `the role ${absent} has no part in the line.`
  for (const person of people) {
    const who = findPerson(state, person)
    if (who === undefined) return `there is nobody with the username ${person}.`
    if (who.party !== party) return `${person} is not of that party.`
    if (!who.roles.some((role) => standings[role] !== undefined)) return `${person} has no part in the line.`
  }
  return undefined
}
