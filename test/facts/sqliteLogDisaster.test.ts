import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect } from 'chai'
import { EMPTY_HEAD } from '../../server/facts/log.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { seededRandom } from './slowLog.ts'
import { inTempFolder } from './tempFolder.ts'

const PROGRAM = join(import.meta.dirname, 'appendingProcess.ts')
const STREAM = 'line/leaders'

interface Appending {
  readonly child: ChildProcess
  readonly pid: number
  /** Everything that it has answered so far. */
  readonly answers: string[]
  tell(line: string): void
  /** Waits for the answers up to this number of them. */
  answered(count: number): Promise<void>
}

async function withAppending(file: string, test: (appending: Appending) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const answers: string[] = []
  lines.on('line', (line) => answers.push(line))
  const appending: Appending = {
    child,
    pid: child.pid ?? 0,
    answers,
    tell: (line) => void child.stdin.write(`${line}\n`),
    async answered(count) {
      while (answers.length < count) await Promise.race([once(lines, 'line'), exited.then(() => failed(answers))])
    },
  }
  try {
    await appending.answered(1)
    await test(appending)
  } finally {
    child.kill('SIGKILL')
    await exited
  }
}

function failed(answers: readonly string[]): never {
  throw new Error(`The process ended early, after ${answers.length} answers; the last: ${answers.at(-1)}`)
}

describe('SQLite log in a disaster', () => {
  it('has kept every acknowledged entry, whole and in order, when its process is killed at any moment', function () {
    this.timeout(60_000)
    return inTempFolder(async (folder) => {
      const random = seededRandom(Date.now())
      for (let round = 0; round < 5; round += 1) {
        const file = join(folder, `${round}.sqlite`)
        const acknowledged: string[] = []
        await withAppending(file, async ({ child, answers, tell, answered }) => {
          tell('endless')
          await answered(20 + Math.floor(random() * 200))
          child.kill('SIGKILL')
          await once(child, 'close')
          acknowledged.push(...answers.slice(1))
        })
        const log = await SqliteLog.open(file)
        const kept = (await log.read(STREAM, EMPTY_HEAD)).map(({ commandId }) => `appended ${commandId}`)
        await log.close()
        expect(kept.slice(0, acknowledged.length)).to.deep.equal(acknowledged)
        expect(kept.length - acknowledged.length, 'one entry may stand whose answer was lost').to.be.within(0, 1)
      }
    })
  })

  it('answers unknown while the disk takes nothing, and appends again, once, when it does', function () {
    this.timeout(20_000)
    return inTempFolder(async (folder) => {
      const file = join(folder, 'ringdown.sqlite')
      await withAppending(file, async ({ pid, answers, tell, answered }) => {
        const limitFileSize = (bytes: string) =>
          execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])
        const expected = ['ready']
        const append = async (commandId: string, answer: string): Promise<void> => {
          tell(commandId)
          expected.push(`${answer} ${commandId}`)
          await answered(expected.length)
          expect(answers).to.deep.equal(expected)
        }
        await append('before', 'appended')
        limitFileSize(String(statSync(`${file}-wal`).size))
        await append('without-a-disk', 'unknown')
        await append('without-a-disk', 'unknown')
        limitFileSize('unlimited')
        await append('without-a-disk', 'appended')
        await append('after', 'appended')
      })
      const log = await SqliteLog.open(file)
      const kept = (await log.read(STREAM, EMPTY_HEAD)).map(({ commandId }) => commandId)
      await log.close()
      expect(kept).to.deep.equal(['before', 'without-a-disk', 'after'])
    })
  })
})
