import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { ChainBroken, headOf } from '../../server/chain/entryChain.ts'
import { type AppendOutcome, EMPTY_HEAD, type Entry, type NewEntry } from '../../server/facts/log.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { inTempFolder } from './tempFolder.ts'
import { until } from './until.ts'

const STREAM = 'line/leaders'

function said(text: string): NewEntry {
  return { commandId: `c-${text}`, atMs: Date.now(), by: { person: 'p' }, facts: [{ type: 'said', v: 1, text }] }
}

function entryOf(outcome: AppendOutcome): Entry {
  if (outcome.outcome !== 'appended') throw new Error(`Appended nothing: ${outcome.outcome}`)
  return outcome.entry
}

async function append(log: SqliteLog, ...texts: string[]): Promise<Entry[]> {
  const entries = [...(await log.read(STREAM, EMPTY_HEAD))]
  for (const text of texts) {
    const last = entries.at(-1)
    entries.push(entryOf(await log.append(STREAM, last ? headOf(last) : EMPTY_HEAD, said(text))))
  }
  return entries
}

function withLog(test: (log: SqliteLog, file: string) => Promise<void>): () => Promise<void> {
  return () =>
    inTempFolder(async (folder) => {
      const file = join(folder, 'ringdown.sqlite')
      const log = await SqliteLog.open(file, { pollMs: 10 })
      try {
        await test(log, file)
      } finally {
        await log.close()
      }
    })
}

describe('SQLite log', () => {
  it(
    'gives back what was appended, in order, after any head and after a restart',
    withLog(async (log, file) => {
      const entries = await append(log, 'one', 'two', 'three')
      expect(entries.map(({ version }) => version)).to.deep.equal([1, 2, 3])
      expect(await log.read(STREAM, EMPTY_HEAD)).to.deep.equal(entries)
      expect(await log.read('directory', EMPTY_HEAD)).to.deep.equal([])
      await log.close()
      const again = await SqliteLog.open(file)
      const [one] = entries
      if (!one) throw new Error('Nothing was appended.')
      expect(await again.read(STREAM, headOf(one))).to.deep.equal(entries.slice(1))
      expect(await again.find(STREAM, 'c-two')).to.deep.equal(entries[1])
      expect(await again.find(STREAM, 'c-none')).to.equal(undefined)
      expect(await again.find('directory', 'c-two')).to.equal(undefined)
      await again.close()
      expect((await stat(file)).mode & 0o777).to.equal(0o600)
    }),
  )

  it(
    'meets a conflict when the head is not the expected one, and appends nothing then',
    withLog(async (log) => {
      const entries = await append(log, 'one', 'two')
      for (const expected of [EMPTY_HEAD, entries[0], { version: 3, hash: 'f'.repeat(64) }]) {
        if (!expected) throw new Error('Nothing was appended.')
        expect(await log.append(STREAM, expected, said('late'))).to.deep.equal({ outcome: 'conflict' })
      }
      expect(await log.read(STREAM, EMPTY_HEAD)).to.deep.equal(entries)
    }),
  )

  it(
    'answers a command that was seen before with its first entry, whatever the head and the facts are now',
    withLog(async (log) => {
      const entries = await append(log, 'one', 'two')
      for (const expected of [EMPTY_HEAD, ...entries.map(headOf)]) {
        const outcome = await log.append(STREAM, expected, { ...said('one'), facts: [{ type: 'other', v: 1 }] })
        expect(outcome).to.deep.equal({ outcome: 'appended', entry: entries[0] })
      }
      expect(await log.read(STREAM, EMPTY_HEAD)).to.deep.equal(entries)
    }),
  )

  it(
    'throws at what is no entry, before anything is written',
    withLog(async (log) => {
      const failure = await log.append(STREAM, EMPTY_HEAD, { ...said('x'), facts: [] }).catch((error: unknown) => error)
      expect(failure).to.be.instanceOf(Error)
      expect(await log.read(STREAM, EMPTY_HEAD)).to.deep.equal([])
    }),
  )

  it(
    'answers unknown while another process holds the file, and appends when it is tried again',
    withLog(async (log, file) => {
      const other = new DatabaseSync(file)
      other.exec('BEGIN IMMEDIATE')
      const entry = said('patient')
      expect((await log.append(STREAM, EMPTY_HEAD, entry)).outcome).to.equal('unknown')
      other.exec('ROLLBACK')
      other.close()
      expect(entryOf(await log.append(STREAM, EMPTY_HEAD, entry)).version).to.equal(1)
    }),
  )

  it(
    'lets nobody change or delete an entry',
    withLog(async (log, file) => {
      await append(log, 'one')
      const other = new DatabaseSync(file)
      expect(() => other.exec("UPDATE entries SET command_id = 'x'")).to.throw('never changed')
      expect(() => other.exec('DELETE FROM entries')).to.throw('never deleted')
      other.close()
    }),
  )

  const damages: [what: string, sql: string, version: number, field: string][] = [
    [
      'a changed fact',
      `UPDATE entries SET facts_json = '[{"type":"said","v":1,"text":"no"}]' WHERE version = 2`,
      2,
      'hash',
    ],
    ['a changed time', 'UPDATE entries SET at_ms = at_ms + 1 WHERE version = 2', 2, 'hash'],
    ['a missing entry', 'DELETE FROM entries WHERE version = 2', 2, 'version'],
    ['facts that are no JSON', `UPDATE entries SET facts_json = '[' WHERE version = 2`, 2, 'form'],
    ['facts without a type', `UPDATE entries SET facts_json = '[{"v":1}]' WHERE version = 2`, 2, 'form'],
    ['a wrong link', `UPDATE entries SET previous = '${'0'.repeat(64)}' WHERE version = 3`, 3, 'previous'],
  ]
  for (const [what, sql, version, field] of damages) {
    it(
      `names stream and version of ${what}, and answers nothing else of that stream`,
      withLog(async (log, file) => {
        await append(log, 'one', 'two', 'three')
        const other = new DatabaseSync(file)
        other.exec('DROP TRIGGER entries_never_change; DROP TRIGGER entries_never_go')
        other.exec(sql)
        other.close()
        const failure = await log.read(STREAM, EMPTY_HEAD).catch((error: unknown) => error)
        if (!(failure instanceof ChainBroken)) throw new Error(`Read all the same: ${String(failure)}`)
        expect(failure.fault).to.include({ stream: STREAM, version, field })
        expect(failure.message).to.include(`Stream ${STREAM} is broken at version ${version}: expected ${field}`)
      }),
    )
  }

  it(
    'does not take a damaged entry for a disk that may recover: appending its command again throws',
    withLog(async (log, file) => {
      await append(log, 'one')
      const other = new DatabaseSync(file)
      other.exec('DROP TRIGGER entries_never_change')
      other.exec('UPDATE entries SET at_ms = 1')
      other.close()
      expect(await log.append(STREAM, EMPTY_HEAD, said('one')).catch((error: unknown) => error)).to.be.instanceOf(
        ChainBroken,
      )
    }),
  )

  it(
    'does not read on from a head that it does not know, as of another file or an older copy',
    withLog(async (log) => {
      await append(log, 'one', 'two')
      for (const head of [
        { version: 3, hash: 'f'.repeat(64) },
        { version: 1, hash: 'f'.repeat(64) },
      ]) {
        const failure = await log.read(STREAM, head).catch((error: unknown) => error)
        expect(failure).to.be.instanceOf(ChainBroken)
      }
    }),
  )

  it(
    'leaves the file of a newer program alone',
    withLog(async (log, file) => {
      await log.close()
      const other = new DatabaseSync(file)
      other.exec('PRAGMA user_version = 99')
      other.close()
      const failure = await SqliteLog.open(file).catch((error: unknown) => String(error))
      expect(failure).to.include('has schema 99')
    }),
  )
})

describe('following a SQLite log', () => {
  it(
    'hears every entry once and in order, from here and from another process, until it has heard enough',
    withLog(async (log, file) => {
      const other = await SqliteLog.open(file, { pollMs: 10 })
      const heard: string[] = []
      const late: string[] = []
      await append(log, 'one')
      const unfollow = log.follow(STREAM, EMPTY_HEAD, ({ commandId }) => heard.push(commandId))
      expect(heard, 'nothing is heard inside the call').to.deep.equal([])
      await append(other, 'two', 'three')
      await append(log, 'four')
      await until('four are heard', () => heard.length === 4)
      await append(other, 'five')
      await until('the fifth is heard', () => heard.length === 5)
      unfollow()
      const entries = await append(log, 'six')
      const unfollowLate = other.follow(STREAM, headOf(entries[3] ?? entries[0]!), (entry) =>
        late.push(entry.commandId),
      )
      await until('the late one hears its two', () => late.length === 2)
      unfollowLate()
      expect(heard).to.deep.equal(['c-one', 'c-two', 'c-three', 'c-four', 'c-five'])
      expect(late).to.deep.equal(['c-five', 'c-six'])
      await other.close()
    }),
  )

  it(
    'tells a follower nothing more as soon as it has left, be it in the middle of a run',
    withLog(async (log) => {
      await append(log, 'one', 'two', 'three')
      const heard: number[] = []
      const all: number[] = []
      const unfollow = log.follow(STREAM, EMPTY_HEAD, ({ version }) => {
        heard.push(version)
        if (version === 2) unfollow()
      })
      log.follow(STREAM, EMPTY_HEAD, ({ version }) => all.push(version))
      await until('the other has heard all', () => all.length === 3)
      expect(heard).to.deep.equal([1, 2])
    }),
  )

  it('goes on for all when one follower throws, and reports that one', () =>
    inTempFolder(async (folder) => {
      const errors: unknown[] = []
      const log = await SqliteLog.open(join(folder, 'ringdown.sqlite'), {
        onFollowError: (error) => errors.push(error),
      })
      const heard: number[] = []
      log.follow(STREAM, EMPTY_HEAD, () => {
        throw new Error('I am unwell.')
      })
      log.follow(STREAM, EMPTY_HEAD, ({ version }) => heard.push(version))
      await append(log, 'one', 'two')
      await until('both are heard', () => heard.length === 2)
      expect(errors.map(String)).to.deep.equal(['Error: I am unwell.', 'Error: I am unwell.'])
      await log.close()
    }))

  it('reports a broken chain once, and gives nothing that follows the break', () =>
    inTempFolder(async (folder) => {
      const file = join(folder, 'ringdown.sqlite')
      const errors: unknown[] = []
      const log = await SqliteLog.open(file, { pollMs: 5, onFollowError: (error) => errors.push(error) })
      const heard: number[] = []
      await append(log, 'one', 'two')
      const other = new DatabaseSync(file)
      other.exec('DROP TRIGGER entries_never_change')
      other.exec('UPDATE entries SET at_ms = 1 WHERE version = 2')
      other.close()
      log.follow(STREAM, EMPTY_HEAD, ({ version }) => heard.push(version))
      let polls = 0
      const count = setInterval(() => (polls += 1), 5)
      await until('several polls have passed', () => polls > 10)
      clearInterval(count)
      expect(errors).to.have.length(1)
      expect(String(errors[0])).to.include(`Stream ${STREAM} is broken at version 2`)
      expect(heard).to.deep.equal([])
      await log.close()
    }))
})
