import type { DirectoryFact, Line, Party, Person } from '../protocol/directory.ts'
import { refusal, type Refusal } from '../protocol/refusal.ts'
import type { Role } from '../protocol/words.ts'
import { findLine, findParty, findPerson, passwordIn, type DirectoryState } from './directory.ts'
import { wrongLadder } from './ladderRules.ts'

/** What a command on the directory comes to: facts, none when it is so already, or a refusal in a plain sentence. */
export type DirectoryDecision = { readonly facts: readonly DirectoryFact[] } | { readonly refusal: Refusal }

const refuse = (code: Refusal['code'], message: string): DirectoryDecision => ({ refusal: refusal(code, message) })
const nobody = (person: string): DirectoryDecision => refuse('unknown', `There is nobody with the username ${person}.`)

export function addParty(state: DirectoryState, party: Party): DirectoryDecision {
  if (findParty(state, party.party)) return refuse('not-now', `There is a party ${party.party} already.`)
  return { facts: [{ type: 'party:added', v: 1, party }] }
}

export function addLine(state: DirectoryState, line: Line): DirectoryDecision {
  if (findLine(state, line.line)) return refuse('not-now', `There is a line ${line.line} already.`)
  return refuseLine(state, line) ?? { facts: [{ type: 'line:added', v: 1, line }] }
}

export function changeLine(state: DirectoryState, line: Line): DirectoryDecision {
  const known = findLine(state, line.line)
  if (!known) return refuse('unknown', `There is no line ${line.line}.`)
  if (isSame(known, line)) return { facts: [] }
  return refuseLine(state, line) ?? { facts: [{ type: 'line:changed', v: 1, line }] }
}

/** Adds somebody, with a password when the credentials hold one under this command's identifier. */
export function addPerson(state: DirectoryState, person: Person, withPassword: boolean): DirectoryDecision {
  if (findPerson(state, person.person)) {
    return refuse('not-now', `The username ${person.person} is taken, and a username is never given to somebody else.`)
  }
  const refused = refusePerson(state, person)
  if (refused) return refused
  const added: DirectoryFact = { type: 'person:added', v: 1, person }
  const password: DirectoryFact = { type: 'password:changed', v: 1, person: person.person }
  return { facts: withPassword ? [added, password] : [added] }
}

export interface PersonChange {
  readonly name?: string
  /** In place of all that there were; empty: none. */
  readonly names?: NonNullable<Person['names']>
  readonly roles?: readonly Role[]
  readonly suspended?: boolean
}

/** Changes names, roles or suspension. A person's party never changes: the record of who spoke for whom must hold. */
export function changePerson(state: DirectoryState, username: string, change: PersonChange): DirectoryDecision {
  const known = findPerson(state, username)
  if (!known) return nobody(username)
  const { roles, names = known.names ?? {}, ...rest } = change
  const { names: _before, ...unnamed } = known
  const person: Person = {
    ...unnamed,
    ...rest,
    ...(Object.keys(names).length > 0 && { names }),
    ...(roles ? { roles: [...new Set(roles)] } : {}),
  }
  if (isSame(known, person)) return { facts: [] }
  return refusePerson(state, person) ?? { facts: [{ type: 'person:changed', v: 1, person }] }
}

/** Ends all that somebody may do, at once; their facts stay, and so does their username. */
export const suspend = (state: DirectoryState, username: string): DirectoryDecision =>
  changePerson(state, username, { suspended: true })

/** From this fact on the password that lies under the command's identifier is the one that counts. */
export function passwordChanged(state: DirectoryState, username: string): DirectoryDecision {
  if (!findPerson(state, username)) return nobody(username)
  return { facts: [{ type: 'password:changed', v: 1, person: username }] }
}

/**
 * A change by the person. Race: computing the hash takes a while, in which an operator may have given them another
 * password, or suspended them, because somebody else knows this one; what the operator did stands.
 *
 * @param checked the command that set the present password which they gave.
 */
export function ownPasswordChanged(state: DirectoryState, username: string, checked: string): DirectoryDecision {
  if (findPerson(state, username)?.suspended === true || passwordIn(state, username) !== checked) {
    return refuse('too-late', 'Your password or your account was changed by somebody else meanwhile.')
  }
  return passwordChanged(state, username)
}

function refusePerson(state: DirectoryState, person: Person): DirectoryDecision | undefined {
  if (!findParty(state, person.party)) return refuse('unknown', `There is no party ${person.party}.`)
  if (person.roles.length === 0)
    return refuse('malformed', 'A person has at least one role; suspend them to have none.')
  return undefined
}

function refuseLine(state: DirectoryState, line: Line): DirectoryDecision | undefined {
  const missing = line.parties.find((party) => !findParty(state, party))
  if (missing !== undefined) return refuse('unknown', `There is no party ${missing}.`)
  if (new Set(line.parties).size < line.parties.length) return refuse('malformed', 'A party is on a line once.')
  if (line.parties.length < 2) return refuse('malformed', 'A line is among at least two parties.')
  if (!Object.values(line.standings).includes('rung')) {
    return refuse('malformed', 'Some role must be rung on a line, or nobody could place a call on it.')
  }
  const wrong = wrongLadder(state, line)
  return wrong === undefined ? refuseRollCalls(line) : refuse('malformed', wrong)
}

function refuseRollCalls({ rollCalls = [], standings }: Line): DirectoryDecision | undefined {
  if (rollCalls.length > 0 && standings.watch === undefined) {
    return refuse('malformed', 'Roll-calls are confirmed by watch officers: the role watch must be on the line.')
  }
  const times = rollCalls.map(({ time, timeZone }) => `${time} ${timeZone}`)
  const twice = times.find((time, index) => times.indexOf(time) !== index)
  if (twice !== undefined) return refuse('malformed', `There is one roll-call at ${twice}, not two.`)
  return undefined
}

/** Whether two plain values of one schema say the same, whatever the order of their fields. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const left = Object.entries(one)
  const right = new Map(Object.entries(other))
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
}
