import { createInterface } from 'node:readline'
import { headOf } from '../../server/chain/entryChain.ts'
import { EMPTY_HEAD } from '../../server/facts/log.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'

// A process of its own that appends to a log, for tests that kill it or take its disk away. For each line of its input
// it appends one entry, whose command identifier is the line, and answers with one line; the line "endless" makes it
// append for ever. It answers an append only when that was acknowledged, or says what it was told instead.

const STREAM = 'line/leaders'

const log = await SqliteLog.open(String(process.argv[2]))
let head = EMPTY_HEAD

async function append(commandId: string): Promise<void> {
  const facts = [{ type: 'said', v: 1, text: commandId.repeat(200) }]
  const outcome = await log.append(STREAM, head, { commandId, atMs: Date.now(), by: null, facts })
  if (outcome.outcome === 'appended') head = headOf(outcome.entry)
  // A pipe is written at once: what was answered is out, even if this process dies in its next step.
  process.stdout.write(`${outcome.outcome} ${commandId}\n`)
}

process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'endless') for (let number = 0; ; number += 1) await append(`c-${number}`)
  await append(line)
}
await log.close()
