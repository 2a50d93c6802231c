import { lineSchema, partySchema, personSchema, type Line } from '../server/protocol/directory.ts'
import { refusal, RefusedError } from '../server/protocol/refusal.ts'
import { ROLES, roleSchema, type Role } from '../server/protocol/words.ts'
import { OpenFolder, OPERATOR } from './commandLine/dataFolder.ts'
import { newPassword } from './commandLine/password.ts'
import { Misuse, namesOf, needed, parseTyped, runCommand, table, textOf, type Typed } from './commandLine/run.ts'

const USAGE = `Adds, lists and changes people. A running server follows at once.

  npm run people -- list [--party PARTY]
  npm run people -- add USERNAME --party PARTY --roles ROLE,... [--name NAME] [--generate]
  npm run people -- role USERNAME ROLE,... [--name NAME]
  npm run people -- password USERNAME [--generate]
  npm run people -- suspend USERNAME [--lift]
  npm run people -- party PARTY --name NAME --languages LANGUAGE,... --zone ZONE
  npm run people -- line [LINE [--name NAME] [--parties PARTY,...] [--rung ROLE,...] [--joins ROLE,...]]

Roles: ${ROLES.join(', ')}.
A password is asked for on the terminal; with --generate, or without a terminal, it is made and shown once.
A line that is there is changed in what is said; --joins "" takes everybody out who joins.
DATA_DIR names the data folder (default: data).
Exit code: 0 done, 1 refused or failed, 2 not understood.`

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const OPTIONS = {
  party: 'text',
  parties: 'text',
  roles: 'text',
  role: 'text',
  name: 'text',
  languages: 'text',
  zone: 'text',
  rung: 'text',
  joins: 'text',
  generate: 'switch',
  lift: 'switch',
} as const

type Command = (folder: OpenFolder, typed: Typed, subject: string | undefined) => Promise<void>

const commands: Readonly<Record<string, Command>> = {
  async list({ identity: { directory } }, typed) {
    const party = textOf(typed, 'party')
    const people = directory.people().filter((person) => party === undefined || person.party === party)
    const rows = people.map(({ person, name, party, roles, suspended }) => {
      const signIn = suspended ? 'suspended' : directory.passwordOf(person) === undefined ? 'no password' : ''
      return [person, name, party, roles.join(','), signIn]
    })
    say(table([['Username', 'Name', 'Party', 'Roles', ''], ...rows]))
  },

  async add({ identity: { directory } }, typed, username) {
    const person = personSchema.parse({
      person: needed(username, 'The username'),
      name: textOf(typed, 'name') ?? username,
      party: needed(textOf(typed, 'party'), 'The option --party'),
      roles: rolesOf(needed(namesOf(typed, 'roles') ?? namesOf(typed, 'role'), 'The option --roles')),
      suspended: false,
    })
    const { password, told } = await newPassword(person.person, typed.options['generate'] === true)
    await directory.add(OPERATOR, person, password)
    say(`${person.person} was added: ${person.roles.join(', ')} of ${person.party}.\n${told}`)
  },

  async role({ identity: { directory } }, typed, username) {
    const name = textOf(typed, 'name')
    const given = typed.words.slice(2).flatMap((word) => word.split(','))
    const roles = rolesOf(given.length > 0 ? given : needed(namesOf(typed, 'roles'), 'The role'))
    const person = needed(username, 'The username')
    await directory.change(OPERATOR, person, { roles, ...(name !== undefined && { name }) })
    say(`${person} is now ${roles.join(', ')}.`)
  },

  async password({ identity: { directory } }, typed, username) {
    const person = needed(username, 'The username')
    if (!directory.person(person))
      throw new RefusedError(refusal('unknown', `There is nobody with the username ${person}.`))
    const { password, told } = await newPassword(person, typed.options['generate'] === true)
    await directory.setPassword(OPERATOR, person, password)
    say(`${told}\nAll sessions of ${person} have ended.`)
  },

  async suspend({ identity: { directory } }, typed, username) {
    const person = needed(username, 'The username')
    const suspended = typed.options['lift'] !== true
    await directory.change(OPERATOR, person, { suspended })
    say(suspended ? `${person} is suspended and signed out everywhere.` : `${person} can sign in again.`)
  },

  async party({ identity: { directory } }, typed, name) {
    const party = partySchema.parse({
      party: needed(name, 'The party'),
      name: needed(textOf(typed, 'name'), 'The option --name'),
      languages: needed(namesOf(typed, 'languages'), 'The option --languages'),
      timeZone: needed(textOf(typed, 'zone'), 'The option --zone'),
    })
    await directory.addParty(OPERATOR, party)
    say(
      `The party ${party.party} was added, and its keys are made by the server: at once if it runs, else at its next start.`,
    )
  },

  async line({ identity: { directory } }, typed, name) {
    if (name === undefined)
      return say(table([['Line', 'Name', 'Parties', 'Rung', 'Joins'], ...directory.lines().map(lineRow)]))
    const known = directory.lines().find(({ line }) => line === name)
    const line = lineSchema.parse({
      line: name,
      name: textOf(typed, 'name') ?? known?.name ?? name,
      parties: namesOf(typed, 'parties') ?? known?.parties ?? needed(undefined, 'The option --parties'),
      standings: standingsOf(typed, known),
    })
    await (known ? directory.changeLine(OPERATOR, line) : directory.addLine(OPERATOR, line))
    say(table([['Line', 'Name', 'Parties', 'Rung', 'Joins'], lineRow(line)]))
  },
}

function rolesOf(names: readonly string[]): Role[] {
  return names.map((name) => {
    const role = roleSchema.safeParse(name)
    if (!role.success) throw new Misuse(`There is no role ${name}.`)
    return role.data
  })
}

/** What is not said stays as it is; a role that is said twice is rung. */
function standingsOf(typed: Typed, known: Line | undefined): Line['standings'] {
  const of = (standing: 'rung' | 'joins'): Role[] =>
    rolesOf(namesOf(typed, standing) ?? ROLES.filter((role) => known?.standings[role] === standing))
  const entries = [
    ...of('joins').map((role) => [role, 'joins'] as const),
    ...of('rung').map((role) => [role, 'rung'] as const),
  ]
  return Object.fromEntries(entries)
}

function lineRow({ line, name, parties, standings }: Line): string[] {
  const of = (standing: string): string => ROLES.filter((role) => standings[role] === standing).join(',')
  return [line, name, parties.join(','), of('rung'), of('joins')]
}

process.exitCode = await runCommand(USAGE, async () => {
  const typed = parseTyped(process.argv.slice(2), OPTIONS)
  const [name = '', subject] = typed.words
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw new Misuse(name === '' ? 'Say what to do.' : `There is no command ${name}.`)
  const folder = await OpenFolder.open(process.env)
  try {
    await command(folder, typed, subject)
    return true
  } finally {
    await folder.close()
  }
})
