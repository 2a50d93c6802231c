import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { workerBin } from 'mediasoup'
import { createHealth } from '../../server/health.ts'
import { inTempFolder } from '../facts/tempFolder.ts'
import { setStage, until, type Stage } from './stage.ts'

/** Time enough for a worker that does start, also on a busy machine. */
const WITHIN_MS = 3_000
/** More than any test waits: what is over before it was not ended by the deadline. */
const LONG_MS = 60_000

/** A worker whose starts of these numbers, from 1, are stopped before they have answered anything. */
class StoppingWorker {
  readonly bin: string
  readonly #folder: string

  static async in(folder: string, stopped: readonly number[]): Promise<StoppingWorker> {
    const worker = new StoppingWorker(folder)
    const lines = [
      '#!/bin/sh',
      `cd '${folder}' || exit 1`,
      'echo $$ >> starts',
      `case $(wc -l < starts) in ${stopped.join('|')}) kill -STOP $$ ;; esac`,
      `exec '${workerBin}' "$@"`,
    ]
    await writeFile(worker.bin, `${lines.join('\n')}\n`, { mode: 0o700 })
    return worker
  }

  private constructor(folder: string) {
    this.#folder = folder
    this.bin = join(folder, 'worker')
  }

  /** The processes that were started so far, the first one first. */
  async pids(): Promise<number[]> {
    const text = await readFile(join(this.#folder, 'starts'), 'utf8').catch(() => '')
    return text.split('\n').flatMap((line) => (line === '' ? [] : [Number(line)]))
  }

  /** Whatever the test has found. */
  async end(): Promise<void> {
    for (const pid of await this.pids()) if (isThere(pid)) process.kill(pid, 'SIGKILL')
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const withStopping = (stopped: readonly number[], test: (worker: StoppingWorker, folder: string) => Promise<void>) =>
  inTempFolder(async (folder) => {
    const worker = await StoppingWorker.in(folder, stopped)
    try {
      await test(worker, folder)
    } finally {
      await worker.end()
    }
  })

/** Media whose worker has just been lost, with another on its way that is stopped. */
async function withoutWorker(worker: StoppingWorker, startWithinMs: number): Promise<Stage> {
  const stage = await setStage({ workerBin: worker.bin, startWithinMs })
  const [first] = stage.media.stats().workers
  process.kill(first?.pid ?? 0, 'SIGKILL')
  await until('another is on its way', async () => (await worker.pids()).length === 2)
  return stage
}

describe('a media worker that is stopped while it starts', function () {
  this.timeout(30_000)

  it('is killed and another is started; meanwhile the server is not ready, and the log says why', () =>
    withStopping([2], async (worker, folder) => {
      const stage = await withoutWorker(worker, WITHIN_MS)
      try {
        const health = createHealth({
          ...{ folder, recordsFolder: folder, parties: () => [], signingKeyFile: folder, media: stage.media },
          ...{ brokenLines: () => [], unrecordedLines: () => [], partyKeys: { missing: async () => [] } },
        })
        expect(await health.obstaclesToCalls()).to.include('A media worker is down.')
        await until('a third one runs', () => stage.media.stats().workers.every(({ up }) => up), 15_000)
        expect(await health.obstaclesToCalls()).not.to.include('A media worker is down.')
        const [, stopped = 0, third] = await worker.pids()
        expect(isThere(stopped), 'the one that was stopped is there').to.equal(false)
        expect(stage.media.stats().workers.map(({ pid }) => pid)).to.deep.equal([third])
        expect(stage.warned).to.have.length(1)
        expect(stage.media.stats().workersLost, 'one that never ran is not lost').to.equal(1)
      } finally {
        await stage.media.close()
      }
    }))

  it('keeps no server from ending', () =>
    withStopping([2], async (worker) => {
      const stage = await withoutWorker(worker, LONG_MS)
      await stage.media.close()
      const [, stopped = 0] = await worker.pids()
      await until('it is gone', () => !isThere(stopped))
    }))

  it('is no start at all when it is the first: whoever starts the server is told', () =>
    withStopping([1], async (worker) => {
      const started = await setStage({ workerBin: worker.bin, startWithinMs: 200 }).catch((error: unknown) => error)
      expect(started).to.be.instanceOf(Error)
      expect(started).to.include({ message: 'The media worker did not start within 200 ms and was killed.' })
      expect((await worker.pids()).filter(isThere), 'what is left of it').to.deep.equal([])
    }))
})
