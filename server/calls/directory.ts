import { directoryFactSchema, type DirectoryFact, type Line, type Party, type Person } from '../protocol/directory.ts'
import type { PreparedMessage } from '../protocol/prepared.ts'

/** The stream's name in the log. */
const DIRECTORY = 'directory'

/** Who and what there is on the hotline: what the facts of the stream `directory` fold to. */
export interface DirectoryState {
  readonly parties: readonly Party[]
  readonly lines: readonly Line[]
  readonly people: readonly Person[]
  /**
   * By person: the command that set the password that counts now. The hash itself is a secret and lies elsewhere under
   * this identifier, so a password is changed at the very moment when its fact stands, and never without one.
   */
  readonly passwords: Readonly<Record<string, string>>
  /** Of each party whose administrators have changed them: its messages for the text line, and the command that did it. */
  readonly prepared: readonly {
    readonly party: string
    readonly revision: string
    readonly messages: readonly PreparedMessage[]
  }[]
}

export const emptyDirectory: DirectoryState = { parties: [], lines: [], people: [], passwords: {}, prepared: [] }

/** The directory after one fact. Pure: the same facts give the same directory in every process. */
export function evolveDirectory(
  state: DirectoryState,
  fact: DirectoryFact,
  context: { readonly commandId: string },
): DirectoryState {
  switch (fact.type) {
    case 'party:added':
      return { ...state, parties: [...state.parties, fact.party] }
    case 'line:added':
      return { ...state, lines: [...state.lines, fact.line] }
    case 'line:changed':
      return { ...state, lines: state.lines.map((line) => (line.line === fact.line.line ? fact.line : line)) }
    case 'person:added':
      return { ...state, people: [...state.people, fact.person] }
    case 'person:changed': {
      const { person } = fact
      return { ...state, people: state.people.map((known) => (known.person === person.person ? person : known)) }
    }
    case 'password:changed':
      return { ...state, passwords: { ...state.passwords, [fact.person]: context.commandId } }
    case 'prepared:changed': {
      const { party, messages } = fact
      const others = state.prepared.filter((known) => known.party !== party)
      return { ...state, prepared: [...others, { party, revision: context.commandId, messages }] }
    }
  }
}

/** All that opening the stream `directory` needs, beside the log and a clock. */
export const DIRECTORY_STREAM = {
  name: DIRECTORY,
  initial: emptyDirectory,
  evolve: evolveDirectory,
  /** @throws ZodError when the fact is none that this program knows. */
  parseFact: (stored: unknown): DirectoryFact => directoryFactSchema.parse(stored),
} as const

/** The command that set somebody's password; a username may be the name of what every object has, as `constructor` is. */
export const passwordIn = ({ passwords }: DirectoryState, person: string): string | undefined =>
  Object.hasOwn(passwords, person) ? passwords[person] : undefined

export const findPerson = (state: DirectoryState, person: string): Person | undefined =>
  state.people.find((known) => known.person === person)

export const findLine = (state: DirectoryState, line: string): Line | undefined =>
  state.lines.find((known) => known.line === line)

export const findParty = (state: DirectoryState, party: string): Party | undefined =>
  state.parties.find((known) => known.party === party)
