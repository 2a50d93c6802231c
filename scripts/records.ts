import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { roomDefinition } from '../server/calls/room.ts'
import { openSigningKey } from '../server/chain/signingKeyFile.ts'
import { readInPages } from '../server/facts/pages.ts'
import { RecordStreams } from '../server/facts/recordStreams.ts'
import { exceptionsQuerySchema } from '../server/protocol/exceptions.ts'
import { callIdSchema, trackIdSchema } from '../server/protocol/identifiers.ts'
import type { RecordFact } from '../server/protocol/recordFacts.ts'
import { recordsQuerySchema, type RecordSummary } from '../server/protocol/records.ts'
import { refusal, RefusedError } from '../server/protocol/refusal.ts'
import { PartyKeys } from '../server/recording/partyKeys.ts'
import { RecordLibrary } from '../server/recording/recordLibrary.ts'
import { verifyRecord } from '../server/recording/verification.ts'
import { OpenFolder, OPERATOR } from './commandLine/dataFolder.ts'
import { markOf } from './commandLine/mark.ts'
import { exceptionTable } from './commandLine/exceptionTable.ts'
import { Misuse, needed, parseTyped, runCommand, table, textOf, type Typed } from './commandLine/run.ts'

const USAGE = `Lists, pulls and verifies records, and says what was not safe, with the server running or not. Pulls and verifications are facts of the record.

  npm run records -- list [--from TIME] [--to TIME] [--line LINE] [--party PARTY] [--person USERNAME] [--text TEXT] [--tests] [--json]
  npm run records -- exceptions [--day DATE] [--party PARTY] [--json]
  npm run records -- pull CALL [--track TRACK] [--to FILE]
  npm run records -- verify CALL [--json]

CALL is the identifier of a call, or as much of its beginning as names one. TIME is a date, or a date and time with its
offset, as ISO 8601 has them. Exceptions are those of a day (today without --day) by the calendar of UTC; with --party, by
that party's, of its lines. Without --track everything is pulled, as a tar; FILE must not exist.
DATA_DIR names the data folder (default: data).
Exit code: 0 done (verify: everything is sound), 1 refused, failed or not sound, 2 not understood.`

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const OPTIONS = {
  from: 'text',
  to: 'text',
  line: 'text',
  party: 'text',
  person: 'text',
  text: 'text',
  day: 'text',
  track: 'text',
  json: 'switch',
  tests: 'switch',
} as const

interface Records {
  readonly library: RecordLibrary
  readonly accesses: RecordStreams
}

/** Resolves to whether all is well. */
type Command = (records: Records, typed: Typed) => Promise<boolean>

const commands: Readonly<Record<string, Command>> = {
  async list({ library }, typed) {
    const asked: Record<string, string> = {}
    for (const name of ['from', 'to', 'line', 'party', 'person', 'text']) {
      const value = textOf(typed, name)
      if (value !== undefined) asked[name] = value
    }
    if (typed.options['tests'] === true) asked['of'] = 'tests'
    const records = await allOf(library, asked)
    if (typed.options['json'] === true) say(JSON.stringify(records, undefined, 2))
    else say(table([[...LIST_HEAD], ...records.map(rowOf)]))
    return true
  },

  async exceptions({ library }, typed) {
    const { day } = exceptionsQuerySchema.parse({ day: textOf(typed, 'day') })
    const report = await library.exceptions(textOf(typed, 'party'), day)
    if (typed.options['json'] === true) say(JSON.stringify(report, undefined, 2))
    else say(exceptionTable(report))
    return true
  },

  async pull({ library, accesses }, typed) {
    const callId = await callOf(library, typed)
    const trackId = textOf(typed, 'track')
    const what = trackId === undefined ? 'archive' : trackIdSchema.parse(trackId)
    const pulled = what === 'archive' ? await library.archive(callId) : await wholeTrack(library, callId, what)
    const file = textOf(typed, 'to') ?? pulled.fileName
    if (await stat(file).catch(() => undefined)) {
      throw new RefusedError(refusal('not-now', `${file} is there already, and is not written over.`))
    }
    await note(accesses, { type: 'record:pulled', v: 1, callId, what })
    await writeWhole(file, pulled.stream)
    say(`${file} (${(await stat(file)).size} bytes)`)
    return true
  },

  async verify({ library, accesses }, typed) {
    const callId = await callOf(library, typed)
    const verification = await library.verify(callId)
    await note(accesses, { type: 'record:verified', v: 1, callId, sound: verification.sound })
    if (typed.options['json'] === true) say(JSON.stringify(verification, undefined, 2))
    else {
      for (const { what, sound } of verification.checks) say(`${sound ? 'sound ' : 'WRONG '} ${what}`)
      for (const { message, file, offset, expected, found } of verification.faults) {
        const where = [file, offset === undefined ? undefined : `byte ${offset}`].filter((part) => part !== undefined)
        const values = expected === undefined ? '' : ` Expected ${expected}, found ${found ?? 'nothing'}.`
        say(`WRONG  ${where.length > 0 ? `${where.join(', ')}: ` : ''}${message}${values}`)
      }
      say(
        verification.sound
          ? `The record of ${callId} is complete and untouched.`
          : `The record of ${callId} is NOT sound.`,
      )
    }
    return verification.sound
  },
}

async function allOf(library: RecordLibrary, asked: object): Promise<RecordSummary[]> {
  const records: RecordSummary[] = []
  for (let after: string | undefined; ;) {
    const query = recordsQuerySchema.parse({ ...asked, limit: 200, ...(after !== undefined && { after }) })
    const page = await library.list(undefined, query)
    records.push(...page.records)
    if (page.next === undefined) return records
    after = page.next
  }
}

/** The one call whose identifier begins like this. */
async function callOf(library: RecordLibrary, { words }: Typed): Promise<string> {
  const begin = needed(words[1], 'The call').toLowerCase()
  const exact = callIdSchema.safeParse(begin)
  if (exact.success) return exact.data
  const found = (await allOf(library, {})).filter(({ callId }) => callId.startsWith(begin))
  if (found.length > 1)
    throw new RefusedError(refusal('unknown', `${found.length} calls begin with ${begin}: say more of it.`))
  if (found[0] === undefined) throw new RefusedError(refusal('unknown', `There is no record of a call ${begin}.`))
  return found[0].callId
}

async function wholeTrack(library: RecordLibrary, callId: string, trackId: string) {
  const { byteLength, fileName, stream } = await library.track(callId, trackId)
  return { fileName, stream: stream(0, byteLength - 1) }
}

/** Under its name the file is whole or not there. */
async function writeWhole(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const unfinished = `${file}.part`
  try {
    await pipeline(
      Readable.from(content, { objectMode: false }),
      createWriteStream(unfinished, { mode: 0o600, flush: true }),
    )
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

const note = async (accesses: RecordStreams, fact: RecordFact): Promise<void> =>
  await accesses.note(OPERATOR, randomUUID(), fact)

const timeOf = (atMs: number | undefined): string =>
  atMs === undefined ? '' : new Date(atMs).toISOString().replace('T', ' ').slice(0, 19)

const LIST_HEAD = [
  'Call',
  'Placed',
  'Ended',
  'Line',
  'Precedence',
  'Marking',
  'Placed by',
  'Recording',
  'Tracks',
] as const

function rowOf(record: RecordSummary): string[] {
  const { callId, placedAtMs, endedAtMs, lineName, precedence, marking, placedBy, recording, tracks } = record
  const what = [lineName, precedence, markOf(marking), placedBy.person]
  return [callId, timeOf(placedAtMs), timeOf(endedAtMs), ...what, recording, String(tracks)]
}

process.exitCode = await runCommand(USAGE, async () => {
  const typed = parseTyped(process.argv.slice(2), OPTIONS)
  const [name = ''] = typed.words
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw new Misuse(name === '' ? 'Say what to do.' : `There is no command ${name}.`)
  const folder = await OpenFolder.open(process.env)
  const { directory } = folder.identity
  const accesses = new RecordStreams(folder.log, Date.now)
  try {
    const parties = directory.parties().map(({ party }) => party)
    const keys = await PartyKeys.open(join(folder.path, 'keys'), parties)
    const trusted = [await openSigningKey(join(folder.path, 'keys', 'signing.pem'))]
    const library = RecordLibrary.create({
      dataFolder: folder.path,
      lines: () => directory.lines(),
      rooms: () => directory.lines().map(roomDefinition),
      parties: () => directory.parties(),
      readLine: (line, after, untilVersion) => readInPages(folder.log, `line/${line}`, after, untilVersion),
      identities: () => keys.identities(),
      verify: (record, facts) => verifyRecord(record, facts, keys.identities(), trusted),
      clock: Date.now,
      log: { warn: () => {}, error: (_bindings, message) => process.stderr.write(`${message}\n`) },
    })
    try {
      return await command({ library, accesses }, typed)
    } finally {
      await library.close()
    }
  } finally {
    await accesses.close()
    await folder.close()
  }
})
