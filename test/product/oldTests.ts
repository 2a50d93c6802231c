import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { canonicalJson } from '../../server/chain/canonicalJson.ts'
import { entrySchema, makeEntry, type Entry, type NewEntry } from '../../server/chain/entryChain.ts'

const UUID = /[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/g

const rowSchema = z.object({ by_json: z.string(), facts_json: z.string() }).loose()
const placedSchema = z.object({ facts: z.tuple([z.object({ callId: z.string() }).loose()]).rest(z.unknown()) }).loose()

/**
 * Writes the tests that a room has had into its stream again and again, as the log of a line has them that is tested for
 * years: each with identifiers of its own, and its recording deleted. No server may be there.
 */
export function repeatTests(file: string, room: string, times: number): void {
  const database = new DatabaseSync(file)
  try {
    const stream = `line/${room}`
    const had = database
      .prepare(
        `SELECT stream, version, previous, command_id AS commandId, at_ms AS atMs, by_json, facts_json, hash
         FROM entries WHERE stream = ? ORDER BY version`,
      )
      .all(stream)
      .map((row) => {
        const { by_json: by, facts_json: facts, ...rest } = rowSchema.parse(row)
        const parsed: unknown[] = [by, facts].map((text): unknown => JSON.parse(text))
        return entrySchema.parse({ ...rest, by: parsed[0], facts: parsed[1] })
      })
    const [first, last] = [had[0], had.at(-1)]
    if (first === undefined || last === undefined) throw new Error(`The room ${room} has had no test.`)
    const [{ callId }] = placedSchema.parse(first).facts
    const deleted: NewEntry = {
      ...{ commandId: callId, atMs: last.atMs, by: { kind: 'system', part: 'recording' } },
      facts: [{ type: 'recording:deleted', v: 1, callId }],
    }
    const insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    database.exec('BEGIN')
    let head: Entry = last
    for (let time = 1; time <= times; time += 1) {
      for (const entry of [...had, deleted]) {
        head = makeEntry(stream, head, renamed(entry, time))
        const [by, facts] = [canonicalJson(head.by), canonicalJson(head.facts)]
        insert.run(stream, head.version, head.previous, head.commandId, head.atMs, by, facts, head.hash)
      }
    }
    database.exec('COMMIT')
  } finally {
    database.close()
  }
}

/** The same entry of another test. */
function renamed({ commandId, atMs, by, facts }: NewEntry, time: number): NewEntry {
  const begin = time.toString(16).padStart(8, '0')
  const text = JSON.stringify({ commandId, by, facts }).replaceAll(UUID, begin)
  const parsed = entrySchema.pick({ commandId: true, by: true, facts: true }).parse(JSON.parse(text))
  return { ...parsed, atMs }
}
