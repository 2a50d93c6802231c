import type { Party } from '../protocol/directory.ts'
import type { PreparedChange, PreparedMessage, PreparedSet } from '../protocol/prepared.ts'
import { refusal } from '../protocol/refusal.ts'
import { findParty, type DirectoryState } from './directory.ts'
import type { DirectoryDecision } from './directoryDecisions.ts'
import { STARTING_MESSAGES } from './startingMessages.ts'

/** The messages that a party has ready: what its administrators have made of those that every party starts with. */
export function preparedOf(state: DirectoryState, party: string): PreparedSet {
  const changed = state.prepared.find((known) => known.party === party)
  if (changed === undefined) return { messages: startingSet(findParty(state, party)) }
  const { revision, messages } = changed
  return { revision, messages: [...messages] }
}

/** The parties whose messages are others than they were. */
export const changedBetween = (before: DirectoryState['prepared'], now: DirectoryState['prepared']): string[] =>
  now.filter((set) => !before.includes(set)).map(({ party }) => party)

/** The party's own language is the original, if it is among those in which the starting set is written. */
function startingSet(party: Party | undefined): PreparedMessage[] {
  const languages = party?.languages ?? []
  const rank = (language: string): number => {
    const own = languages.indexOf(language)
    return own < 0 ? languages.length : own
  }
  return STARTING_MESSAGES.map(({ texts, ...message }) => ({
    ...message,
    texts: texts.toSorted((one, other) => rank(one.language) - rank(other.language)),
  }))
}

/** @param change its `revision` is what was edited; somebody else's change in between is not written over. */
export function changePrepared(
  state: DirectoryState,
  party: string,
  { revision, messages }: Pick<PreparedChange, 'revision' | 'messages'>,
): DirectoryDecision {
  if (findParty(state, party) === undefined) return { refusal: refusal('unknown', `There is no party ${party}.`) }
  if (preparedOf(state, party).revision !== revision)
    return { refusal: refusal('too-late', 'Somebody else has changed these messages meanwhile. Read them again.') }
  return { facts: [{ type: 'prepared:changed', v: 1, party, messages }] }
}
