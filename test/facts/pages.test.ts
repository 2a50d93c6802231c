import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { canonicalJson } from '../../server/chain/canonicalJson.ts'
import { ChainBroken, headOf, makeEntry } from '../../server/chain/entryChain.ts'
import { EMPTY_HEAD, type Entry, type Head, type Log } from '../../server/facts/log.ts'
import { readInPages } from '../../server/facts/pages.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { inTempFolder } from './tempFolder.ts'

const NAME = 'line/leaders'
const ENTRIES = 500

/** A log with one long stream, written at once: a commit for each entry would take most of this test's time. */
function withLongStream(test: (log: SqliteLog, entries: readonly Entry[], file: DatabaseSync) => Promise<void>) {
  return () =>
    inTempFolder(async (folder) => {
      const path = join(folder, 'ringdown.sqlite')
      const log = await SqliteLog.open(path)
      const file = new DatabaseSync(path)
      const insert = file.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      const entries: Entry[] = []
      let head: Head = EMPTY_HEAD
      file.exec('BEGIN')
      for (let number = 1; number <= ENTRIES; number++) {
        const facts = [{ type: 'said', v: 1, number }]
        const entry = makeEntry(NAME, head, { commandId: `c-${number}`, atMs: number, by: null, facts })
        const { stream, version, previous, commandId, atMs, hash } = entry
        insert.run(stream, version, previous, commandId, atMs, 'null', canonicalJson(entry.facts), hash)
        entries.push(entry)
        head = headOf(entry)
      }
      file.exec('COMMIT; DROP TRIGGER entries_never_change; DROP TRIGGER entries_never_go')
      try {
        await test(log, entries, file)
      } finally {
        file.close()
        await log.close()
      }
    })
}

async function readAll(reading: AsyncIterable<Entry>): Promise<{ entries: Entry[]; failure?: unknown }> {
  const entries: Entry[] = []
  try {
    for await (const entry of reading) entries.push(entry)
    return { entries }
  } catch (failure) {
    return { entries, failure }
  }
}

describe('reading a long stream', () => {
  it(
    'gives all of it, or a slice of it, in order',
    withLongStream(async (log, entries) => {
      expect((await readAll(readInPages(log, NAME, EMPTY_HEAD))).entries).to.deep.equal(entries)
      for (const [after, until] of [
        [0, 1],
        [0, 64],
        [63, 65],
        [100, 499],
        [499, 500],
        [490, 9999],
      ] as const) {
        const head = entries[after - 1] ?? EMPTY_HEAD
        const slice = await readAll(readInPages(log, NAME, head, until))
        expect(slice.entries, `${after} to ${until}`).to.deep.equal(entries.slice(after, until))
      }
      expect((await readAll(readInPages(log, 'line/none', EMPTY_HEAD))).entries).to.deep.equal([])
    }),
  )

  it(
    'lets the event loop run between short reads, and reads no entry of a slice twice',
    withLongStream(async (log) => {
      const lengths: number[] = []
      const counted: Pick<Log, 'read'> = {
        read: async (...asked) => {
          const read = await log.read(...asked)
          lengths.push(read.length)
          return read
        },
      }
      let turns = 0
      let reading = true
      const turn = (): void => {
        turns += 1
        if (reading) setImmediate(turn)
      }
      setImmediate(turn)
      await readAll(readInPages(counted, NAME, EMPTY_HEAD))
      reading = false
      expect(Math.max(...lengths)).to.be.at.most(100)
      expect(turns).to.be.at.least(lengths.length - 1)
      lengths.length = 0
      await readAll(readInPages(counted, NAME, EMPTY_HEAD, 200))
      expect(lengths.reduce((sum, length) => sum + length)).to.equal(200)
    }),
  )

  const damages: [what: string, sql: string, sound: number][] = [
    ['a changed entry', 'UPDATE entries SET at_ms = at_ms + 1 WHERE version = 100', 99],
    ['a changed entry at the beginning', 'UPDATE entries SET at_ms = at_ms + 1 WHERE version = 1', 0],
    ['a missing entry', 'DELETE FROM entries WHERE version = 64', 63],
    ['hundreds of missing entries', 'DELETE FROM entries WHERE version BETWEEN 65 AND 400', 64],
    ['an entry that is none', "UPDATE entries SET facts_json = '[' WHERE version = 130", 129],
  ]
  for (const [what, sql, sound] of damages) {
    it(
      `gives what stands before ${what}, then says what is wrong`,
      withLongStream(async (log, entries, file) => {
        file.exec(sql)
        const read = await readAll(readInPages(log, NAME, EMPTY_HEAD))
        expect(read.entries).to.deep.equal(entries.slice(0, sound))
        if (!(read.failure instanceof ChainBroken)) throw new Error(`It was read: ${String(read.failure)}`)
        expect(read.failure.fault.version).to.equal(sound + 1)
      }),
    )
  }
})
