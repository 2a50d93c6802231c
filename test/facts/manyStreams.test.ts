import { join } from 'node:path'
import { expect } from 'chai'
import { LogUnavailable } from '../../server/facts/patience.ts'
import { ManyStreams } from '../../server/facts/manyStreams.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import type { Stream } from '../../server/facts/stream.ts'
import { add, type Tally, tally, type TallyFact } from './tally.ts'
import { inTempFolder } from './tempFolder.ts'
import { TroubledLog } from './troubledLog.ts'

type TallyStream = Stream<Tally, TallyFact>

function withStreams(
  keptIdle: number,
  test: (streams: ManyStreams<Tally, TallyFact>, log: TroubledLog) => Promise<void>,
): () => Promise<void> {
  return () =>
    inTempFolder(async (folder) => {
      const log = new TroubledLog(await SqliteLog.open(join(folder, 'ringdown.sqlite'), { onFollowError() {} }))
      const streams = new ManyStreams<Tally, TallyFact>(keptIdle)
      try {
        await test(streams, log)
      } finally {
        await streams.close()
        await log.close()
      }
    })
}

describe('streams of which there are ever more', () => {
  it(
    'stay open while they are used, and as many of the last used as are kept, and lose nothing by being closed',
    withStreams(2, async (streams, log) => {
      const used = <Result>(name: string, doing: (stream: TallyStream) => Promise<Result> | Result) =>
        streams.use({ log, name, retryWaitsMs: [0], ...tally }, doing)
      const begun = Promise.withResolvers<void>()
      const held = Promise.withResolvers<void>()
      const long = used('held', async (stream) => {
        begun.resolve()
        await held.promise
        return await stream.handle(add(crypto.randomUUID(), 1))
      })
      await begun.promise
      for (const name of ['a', 'b', 'c', 'd']) await used(name, (stream) => stream.handle(add(crypto.randomUUID(), 5)))
      expect(streams.size).to.equal(3)
      held.resolve()
      expect((await long).ok, 'one that is used is not closed').to.equal(true)
      expect(streams.size).to.equal(2)
      expect(await used('a', ({ state }) => state.total), 'one that was closed is read again').to.equal(5)
    }),
  )

  it(
    'are opened once by two at the same time',
    withStreams(2, async (streams, log) => {
      const one = () => streams.use({ log, name: 'a', ...tally }, (stream) => stream)
      const [first, second] = await Promise.all([one(), one()])
      expect(first).to.equal(second)
    }),
  )

  it(
    'say that the log does not answer when one cannot be opened, and open it when it does',
    withStreams(2, async (streams, log) => {
      const total = () => streams.use({ log, name: 'a', ...tally }, ({ state }) => state.total)
      log.isDown = true
      const failure = await total().then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(failure).to.be.instanceOf(LogUnavailable)
      log.isDown = false
      expect(await total()).to.equal(0)
    }),
  )
})
