import { highestOriginated } from '../server/calls/precedence.ts'
import { lineSchema, partySchema, personSchema, type Line } from '../server/protocol/directory.ts'
import { refusal, RefusedError } from '../server/protocol/refusal.ts'
import {
  PRECEDENCES,
  precedenceSchema,
  ROLES,
  roleSchema,
  type Precedence,
  type Role,
} from '../server/protocol/words.ts'
import { ladderOf, ladderTable } from './commandLine/ladders.ts'
import { localNamesOf, localNamesTold } from './commandLine/localNames.ts'
import { OpenFolder, OPERATOR } from './commandLine/dataFolder.ts'
import { newPassword } from './commandLine/password.ts'
import { rollCallTimesOf, rollCallTimesTold } from './commandLine/rollCallTimes.ts'
import { Misuse, namesOf, needed, parseTyped, runCommand, table, textOf, type Typed } from './commandLine/run.ts'

const USAGE = `Adds, lists and changes people. A running server follows at once.

  npm run people -- list [--party PARTY]
  npm run people -- add USERNAME --party PARTY --roles ROLE,... [--name NAME] [--names LANGUAGE=NAME,...] [--generate]
  npm run people -- role USERNAME [ROLE,...] [--name NAME] [--names LANGUAGE=NAME,...]
  npm run people -- password USERNAME [--generate]
  npm run people -- suspend USERNAME [--lift]
  npm run people -- party PARTY --name NAME [--names LANGUAGE=NAME,...] --languages LANGUAGE,... --zone ZONE
  npm run people -- line [LINE [--name NAME] [--names LANGUAGE=NAME,...] [--parties PARTY,...]
                               [--rung ROLE,...] [--joins ROLE,...]
                               [--originates ROLE=PRECEDENCE,...] [--interpreters rung|join]
                               [--roll-calls HH:MM@ZONE,...] [--within MINUTES]]
  npm run people -- ladder LINE [PARTY (STEP ... | --remove)]

Roles: ${ROLES.join(', ')}.
--names says what somebody, a party or a line is called on consoles in other languages, as that language writes it, family
name first where that is right: ko=한서진,ja=ハン・ソジン. All that are to be are said at once; "" takes them away.
A password is asked for on the terminal; with --generate, or without a terminal, it is made and shown once.
A line that is there is changed in what is said; --joins "" takes everybody out who joins,
and --roll-calls "" ends the roll-calls.
--originates says up to which precedence (${PRECEDENCES.join(', ')}) a role may place calls on the
line; without it a principal and a watch officer may use flash, an adviser immediate, others routine. "" goes back to that.
Interpreters who join the line are rung with every call, of parties without a ladder; --interpreters join leaves it to them.
A ladder says in which steps a party is rung. A step is "SECONDS WHO,... [insists]", where who is a role, a username or
everybody: "0 principal,watch" "10 adviser" "20 everybody insists". Without one all who are rung ring at once.
DATA_DIR names the data folder (default: data).
Exit code: 0 done, 1 refused or failed, 2 not understood.`

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const OPTIONS = {
  party: 'text',
  parties: 'text',
  roles: 'text',
  role: 'text',
  name: 'text',
  names: 'text',
  languages: 'text',
  zone: 'text',
  rung: 'text',
  joins: 'text',
  originates: 'text',
  interpreters: 'text',
  'roll-calls': 'text',
  within: 'text',
  generate: 'switch',
  lift: 'switch',
  remove: 'switch',
} as const

type Command = (folder: OpenFolder, typed: Typed, subject: string | undefined) => Promise<void>

const commands: Readonly<Record<string, Command>> = {
  async list({ identity: { directory } }, typed) {
    const party = textOf(typed, 'party')
    const people = directory.people().filter((person) => party === undefined || person.party === party)
    const rows = people.map((somebody) => {
      const { person, name, party, roles, suspended } = somebody
      const signIn = suspended ? 'suspended' : directory.passwordOf(person) === undefined ? 'no password' : ''
      return [person, name, party, roles.join(','), signIn, localNamesTold(somebody)]
    })
    // Last, because a terminal does not give every letter of these the same width.
    say(table([['Username', 'Name', 'Party', 'Roles', '', 'Names'], ...rows]))
  },

  async add({ identity: { directory } }, typed, username) {
    const person = personSchema.parse({
      person: needed(username, 'The username'),
      name: textOf(typed, 'name') ?? username,
      ...namesSaid(localNamesOf(typed)),
      party: needed(textOf(typed, 'party'), 'The option --party'),
      roles: rolesOf(needed(namesOf(typed, 'roles') ?? namesOf(typed, 'role'), 'The option --roles')),
      suspended: false,
    })
    const { password, told } = await newPassword(person.person, typed.options['generate'] === true)
    await directory.add(OPERATOR, person, password)
    say(`${person.person} was added: ${person.roles.join(', ')} of ${person.party}.\n${told}`)
  },

  async role({ identity: { directory } }, typed, username) {
    const [name, names] = [textOf(typed, 'name'), localNamesOf(typed)]
    const given = typed.words.slice(2).flatMap((word) => word.split(','))
    const said = given.length > 0 ? given : namesOf(typed, 'roles')
    const isNamed = name !== undefined || names !== undefined
    const roles = said === undefined && isNamed ? undefined : rolesOf(needed(said, 'The role'))
    const person = needed(username, 'The username')
    await directory.change(OPERATOR, person, {
      ...(roles && { roles }),
      ...(name !== undefined && { name }),
      ...(names && { names }),
    })
    const now = directory.person(person)
    const others = now && localNamesTold(now)
    say(`${person} is now ${now?.roles.join(', ')}${isNamed ? `: ${now?.name}${others ? ` (${others})` : ''}` : ''}.`)
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
      ...namesSaid(localNamesOf(typed)),
      languages: needed(namesOf(typed, 'languages'), 'The option --languages'),
      timeZone: needed(textOf(typed, 'zone'), 'The option --zone'),
    })
    await directory.addParty(OPERATOR, party)
    say(
      `The party ${party.party} was added, and its keys are made by the server: at once if it runs, else at its next start.`,
    )
  },

  async line({ identity: { directory } }, typed, name) {
    if (name === undefined) return say(table([LINE_HEAD, ...directory.lines().map(lineRow)]))
    const known = directory.lines().find(({ line }) => line === name)
    const { originates: before, names: called, rollCalls: _agreed, interpreters: _how, ...kept } = known ?? {}
    const originates = originatesOf(typed) ?? before
    const line = lineSchema.parse({
      ...kept,
      line: name,
      name: textOf(typed, 'name') ?? known?.name ?? name,
      ...namesSaid(localNamesOf(typed) ?? called),
      parties: namesOf(typed, 'parties') ?? known?.parties ?? needed(undefined, 'The option --parties'),
      standings: standingsOf(typed, known),
      ...(originates && Object.keys(originates).length > 0 && { originates }),
      ...interpretersOf(typed, known),
      ...rollCallTimesOf(typed, known, Date.now()),
    })
    await (known ? directory.changeLine(OPERATOR, line) : directory.addLine(OPERATOR, line))
    say(table([LINE_HEAD, lineRow(line)]))
  },

  async ladder({ identity: { directory } }, typed, name) {
    const line = directory.lines().find((known) => known.line === needed(name, 'The line'))
    if (line === undefined) throw new RefusedError(refusal('unknown', `There is no line ${name}.`))
    const [, , party, ...steps] = typed.words
    if (party === undefined) return say(ladderTable(line))
    const { [party]: before, ...others } = line.ladders ?? {}
    const remove = typed.options['remove'] === true
    if (remove === steps.length > 0) throw new Misuse('Say either the steps of the ladder, or --remove.')
    if (remove && before === undefined) return say(`${party} has no ladder on ${line.name}.`)
    const changed = { ...line, ladders: remove ? others : { ...others, [party]: ladderOf(steps) } }
    await directory.changeLine(OPERATOR, changed)
    say(ladderTable(changed))
  },
}

/** Absent where there are none. */
const namesSaid = (names: Line['names'] | undefined): Pick<Line, 'names'> =>
  names && Object.keys(names).length > 0 ? { names } : {}

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

/** Whether interpreters are rung with every call; what is not said stays as it is. */
function interpretersOf(typed: Typed, known: Line | undefined): Pick<Line, 'interpreters'> {
  const said = textOf(typed, 'interpreters') ?? known?.interpreters ?? 'rung'
  if (said !== 'rung' && said !== 'join') throw new Misuse('Say --interpreters rung, or --interpreters join.')
  return said === 'join' ? { interpreters: said } : {}
}

/** Up to which precedence each role may place calls; undefined where nothing is said of it. */
function originatesOf(typed: Typed): Line['originates'] | undefined {
  const said = namesOf(typed, 'originates')
  if (said === undefined) return undefined
  const entries = said.map((pair): [Role, Precedence] => {
    const [name = '', highest] = pair.split('=')
    const [role] = rolesOf([name])
    const precedence = precedenceSchema.safeParse(highest)
    if (role === undefined || !precedence.success)
      throw new Misuse(`Say a role and a precedence, as in adviser=flash, instead of "${pair}".`)
    return [role, precedence.data]
  })
  return Object.fromEntries(entries)
}

const LINE_HEAD = ['Line', 'Name', 'Parties', 'Rung', 'Joins', 'Originates up to', 'Roll-calls']

function lineRow(line: Line): string[] {
  const { name, parties, standings } = line
  const of = (standing: string): string => ROLES.filter((role) => standings[role] === standing).join(',')
  const highest = ROLES.filter((role) => standings[role] === 'rung').map(
    (role) => `${role}=${highestOriginated(line, role)}`,
  )
  return [line.line, name, parties.join(','), of('rung'), of('joins'), highest.join(','), rollCallTimesTold(line)]
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
