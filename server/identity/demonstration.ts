import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { DirectoryFact, Line, Party, Person } from '../protocol/directory.ts'
import { ROLES, type Role } from '../protocol/words.ts'
import type { Credentials } from './credentials.ts'
import { DEMONSTRATION_NAMES } from './demonstrationNames.ts'
import type { Directory } from './directory.ts'
import type { PasswordHashing } from './passwordHashing.ts'
import { writeSecretFile } from './secretFile.ts'
import { generatePassword } from './secrets.ts'

const PARTIES: readonly Party[] = [
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

const joins = { interpreter: 'joins', notetaker: 'joins', listener: 'joins' } as const
const LINES: readonly Line[] = [
  {
    line: 'leaders',
    name: 'Leaders',
    names: { ko: '정상급', ja: '首脳' },
    parties: PARTIES.map(({ party }) => party),
    standings: { principal: 'rung', watch: 'rung', adviser: 'joins', ...joins },
  },
  {
    line: 'advisers',
    name: 'National Security Advisers',
    names: { ko: '국가안보보좌관', ja: '国家安全保障補佐官' },
    parties: PARTIES.map(({ party }) => party),
    standings: { adviser: 'rung', watch: 'rung', ...joins },
  },
]

export const FIRST_RUN_FILE = 'first-run.json'

export interface FirstRunPerson {
  readonly username: string
  readonly password: string
  readonly party: string
  readonly roles: readonly Role[]
}

/**
 * Fills an empty directory with the demonstration: three parties, two lines, a person for each role of each party.
 *
 * A crash in between leaves an empty directory and may be followed by another try: hashes count for nothing until their
 * facts stand, the file of passwords is on the disk before anybody could need it, and all facts are one entry.
 *
 * @returns the people with their passwords, or undefined when the directory was not empty.
 */
export async function makeDemonstration(
  directory: Directory,
  credentials: Credentials,
  hashing: PasswordHashing,
  dataFolder: string,
): Promise<readonly FirstRunPerson[] | undefined> {
  if (!directory.isEmpty()) return undefined
  const commandId = randomUUID()
  const people = PARTIES.flatMap(({ party }) => ROLES.map((role) => personOf(party, role)))
  const made = people.map(({ person, party, roles }) => ({
    username: person,
    password: generatePassword(),
    party,
    roles,
  }))
  await Promise.all(
    made.map(async ({ username, password }) => credentials.put(username, commandId, await hashing.hash(password))),
  )
  writeSecretFile(join(dataFolder, FIRST_RUN_FILE), `${JSON.stringify(made, undefined, 2)}\n`)
  return (await directory.fill(commandId, factsOf(people))) ? made : undefined
}

function personOf(party: string, role: Role): Person {
  const [name, ko, ja] = DEMONSTRATION_NAMES[party]?.[role] ?? [role]
  const names = { ...(ko !== undefined && { ko }), ...(ja !== undefined && { ja }) }
  return { person: `${party}-${role}`, name, names, party, roles: [role], suspended: false }
}

const factsOf = (people: readonly Person[]): DirectoryFact[] => [
  ...PARTIES.map((party) => ({ type: 'party:added', v: 1, party }) as const),
  ...LINES.map((line) => ({ type: 'line:added', v: 1, line }) as const),
  ...people.map((person) => ({ type: 'person:added', v: 1, person }) as const),
  ...people.map(({ person }) => ({ type: 'password:changed', v: 1, person }) as const),
]
