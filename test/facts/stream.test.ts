import { join } from 'node:path'
import { expect } from 'chai'
import { DatabaseSync } from 'node:sqlite'
import { ChainBroken, headOf } from '../../server/chain/entryChain.ts'
import { CommandOfAnother } from '../../server/facts/commandAuthor.ts'
import { EMPTY_HEAD, type NewEntry } from '../../server/facts/log.ts'
import { LogUnavailable } from '../../server/facts/patience.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { Stream } from '../../server/facts/stream.ts'
import { StreamBroken } from '../../server/facts/streamBroken.ts'
import type { StreamOptions } from '../../server/facts/streamOptions.ts'
import { add, type Tally, tally, type TallyFact } from './tally.ts'
import { inTempFolder } from './tempFolder.ts'
import { TroubledLog } from './troubledLog.ts'
import { until } from './until.ts'

const NAME = 'line/leaders'

interface Bench {
  readonly log: TroubledLog
  readonly stream: Stream<Tally, TallyFact>
  /** The file of the log, to be damaged from outside. */
  readonly file: string
  /** Opens another stream on the same log, as another process would; it is closed after the test. */
  readonly open: (options?: Partial<StreamOptions<Tally, TallyFact>>) => Promise<Stream<Tally, TallyFact>>
}

function withStream(test: (bench: Bench) => Promise<void>): () => Promise<void> {
  return () =>
    inTempFolder(async (folder) => {
      const file = join(folder, 'ringdown.sqlite')
      const onFollowError = (): void => {}
      const log = new TroubledLog(await SqliteLog.open(file, { pollMs: 10, onFollowError }))
      const opened: Stream<Tally, TallyFact>[] = []
      const open: Bench['open'] = async (options = {}) => {
        const stream = await Stream.open({
          log,
          name: NAME,
          retryWaitsMs: [0, 1, 1],
          onBroken: () => {},
          ...tally,
          ...options,
        })
        opened.push(stream)
        return stream
      }
      try {
        await test({ log, file, stream: await open(), open })
      } finally {
        for (const stream of opened) await stream.close()
        await log.close()
      }
    })
}

function raw(commandId: string, amount: number): NewEntry {
  return { commandId, atMs: Date.now(), by: null, facts: [{ type: 'added', v: 1, amount }] }
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => expect.fail('It succeeded.'),
    (error: unknown) => error,
  )
}

describe('stream', () => {
  it(
    'answers a command with its entry, after the state and the listeners have it',
    withStream(async ({ stream, log }) => {
      const heard: unknown[] = []
      stream.onChange(({ version, facts }, { total }) => heard.push({ version, facts, total }))
      const answer = await stream.handle(add('c-1', 5))
      expect(answer).to.deep.equal({ ok: true, entry: (await log.read(NAME, EMPTY_HEAD))[0] })
      expect(heard).to.deep.equal([{ version: 1, facts: [{ type: 'added', v: 1, amount: 5 }], total: 5 }])
      expect(stream.state).to.deep.equal({ total: 5, added: [{ commandId: 'c-1', amount: 5, version: 1 }] })
      expect(stream.head.version).to.equal(1)
    }),
  )

  it(
    'leaves everything as it was when a command is refused, when there is nothing to do, and when deciding throws',
    withStream(async ({ stream, log }) => {
      await stream.handle(add('c-1', 5))
      const before = { head: stream.head, state: stream.state, appends: log.asked.append }
      stream.onChange(() => expect.fail('Nothing has changed.'))
      expect(await stream.handle(add('c-2', 6, 10))).to.deep.equal({ ok: false, refusal: '5 and 6 are more than 10' })
      expect(await stream.handle(add('c-3', 0))).to.deep.equal({ ok: true })
      const decide = () => {
        throw new Error('I cannot decide.')
      }
      expect(String(await failureOf(stream.handle({ ...add('c-4', 1), decide })))).to.include('I cannot decide.')
      expect({ head: stream.head, state: stream.state, appends: log.asked.append }).to.deep.equal(before)
      expect(await log.read(NAME, EMPTY_HEAD)).to.have.length(1)
    }),
  )

  it(
    'gives a command that was seen before its first answer, also when it would be refused or idle now',
    withStream(async ({ stream, open }) => {
      const first = await stream.handle(add('c-1', 5, 5))
      expect(await stream.handle(add('c-1', 5))).to.deep.equal(first)
      expect(await stream.handle(add('c-1', 5, 5)), 'it would be refused now').to.deep.equal(first)
      expect(await stream.handle(add('c-1', 0)), 'it would be idle now').to.deep.equal(first)
      const other = await open()
      expect(await other.handle(add('c-1', 5, 5))).to.deep.equal(first)
      expect(other.state).to.deep.equal(stream.state)
      expect(stream.state.total).to.equal(5)
    }),
  )

  it(
    'refuses a command whose identifier somebody else has used, and still answers who used it',
    withStream(async ({ stream, log, open }) => {
      const first = await stream.handle(add('c-1', 5, 5))
      const before = { head: stream.head, state: stream.state }
      const others = { ...add('c-1', 5), by: { person: 'q' } }
      const refusedNow = { ...add('c-1', 5, 5), by: { person: 'q' } }
      const elsewhere = await open()
      for (const [at, command] of [
        [stream, others],
        [stream, refusedNow],
        [elsewhere, others],
      ] as const)
        expect(await failureOf(at.handle(command))).to.be.instanceOf(CommandOfAnother)
      expect({ head: stream.head, state: stream.state }).to.deep.equal(before)
      expect(await log.read(NAME, EMPTY_HEAD)).to.have.length(1)
      expect(await stream.handle(add('c-1', 5, 5))).to.deep.equal(first)
    }),
  )

  it(
    'knows a person again who commands from another console, and nobody else',
    withStream(async ({ stream }) => {
      const at = (person: string, console: number, role = 'principal') => {
        const id = `00000000-0000-8000-8000-${String(console).padStart(12, '0')}`
        return { kind: 'console', person, name: person, party: 'kr', role, console: id }
      }
      const first = await stream.handle({ ...add('c-1', 5), by: at('kim', 1) })
      expect(await stream.handle({ ...add('c-1', 5), by: at('kim', 2, 'watch') })).to.deep.equal(first)
      for (const by of [at('mori', 1), { kind: 'system', part: 'server' }])
        expect(await failureOf(stream.handle({ ...add('c-1', 5), by }))).to.be.instanceOf(CommandOfAnother)
    }),
  )

  it(
    'decides a refused command anew, since a refusal leaves no trace',
    withStream(async ({ stream }) => {
      expect(await stream.handle(add('c-1', 5, 4))).to.include({ ok: false })
      expect(await stream.handle(add('c-1', 5, 6))).to.include({ ok: true })
    }),
  )

  it(
    'decides again on the newer state when somebody else was first',
    withStream(async ({ stream, log, open }) => {
      log.isMute = true
      const other = await open()
      await other.handle(add('c-1', 5))
      expect(stream.state.total, 'it has not heard').to.equal(0)
      expect(await stream.handle(add('c-2', 5, 9))).to.deep.equal({ ok: false, refusal: '5 and 5 are more than 9' })
      await other.handle(add('c-3', 1))
      expect(await stream.handle(add('c-4', 3, 9))).to.include({ ok: true })
      expect(stream.state.added.map(({ commandId }) => commandId)).to.deep.equal(['c-1', 'c-3', 'c-4'])
    }),
  )

  it(
    'reaches an entry of a command seen before that it has not heard of, before it answers',
    withStream(async ({ stream, log, open }) => {
      log.isMute = true
      const other = await open()
      for (const number of [1, 2, 3]) await other.handle(add(`c-${number}`, 1))
      expect(await stream.handle(add('c-2', 1))).to.deep.equal(await other.handle(add('c-2', 1)))
      expect(stream.state).to.deep.equal(other.state)
    }),
  )

  it(
    'appends once when answers are lost',
    withStream(async ({ stream, log }) => {
      log.troubles.push('lost', 'failed', 'lost')
      expect(await stream.handle(add('c-1', 5))).to.include({ ok: true })
      log.troubles.push('failed', 'failed', 'lost')
      expect(await stream.handle(add('c-2', 5))).to.include({ ok: true })
      expect(stream.state.total).to.equal(10)
      expect(await log.read(NAME, EMPTY_HEAD)).to.have.length(2)
    }),
  )

  it(
    'gives up in the end and says that the command may have happened; sent again, it gets its answer',
    withStream(async ({ stream, log }) => {
      log.troubles.push('lost', 'failed', 'failed', 'failed')
      const failure = await failureOf(stream.handle(add('c-1', 5)))
      if (!(failure instanceof LogUnavailable)) throw failure
      expect(failure).to.include({ code: 'log-unavailable', mayHaveHappened: true })
      expect(String(failure.cause)).to.include('The disk is full.')
      await until('follow has told of it', () => stream.state.total === 5)
      expect(await stream.handle(add('c-1', 5))).to.include({ ok: true })
      expect(await stream.handle(add('c-2', 1))).to.include({ ok: true })
      expect(stream.state.total).to.equal(6)
    }),
  )

  it(
    'says that a command has not happened when it knows',
    withStream(async ({ stream, log }) => {
      log.isDown = true
      const failure = await failureOf(stream.handle(add('c-1', 5, 4)))
      expect(failure).to.be.instanceOf(LogUnavailable).and.to.include({ mayHaveHappened: false })
      log.isDown = false
      expect(await stream.handle(add('c-1', 5, 4))).to.include({ ok: false })
    }),
  )

  it(
    'lets those that waited behind a log that is down try once each',
    withStream(async ({ stream, log }) => {
      log.isDown = true
      const waiting = [1, 2, 3].map((number) => failureOf(stream.handle(add(`c-${number}`, 1))))
      for (const failure of await Promise.all(waiting)) expect(failure).to.be.instanceOf(LogUnavailable)
      expect(log.asked.append, 'four tries by the first, one each by the others').to.equal(6)
      log.isDown = false
      log.troubles.push('failed')
      expect(await stream.handle(add('c-4', 1)), 'who comes later has all its patience').to.include({ ok: true })
    }),
  )

  it(
    'appends no facts that cannot be folded, and goes on',
    withStream(async ({ stream, log }) => {
      expect(String(await failureOf(stream.handle(add('c-1', 13))))).to.include('Thirteen cannot be folded.')
      expect(log.asked.append).to.equal(0)
      expect(await stream.handle(add('c-2', 1))).to.include({ ok: true })
    }),
  )

  it(
    'stays at the last good state when an entry from elsewhere cannot be folded, and decides nothing on it',
    withStream(async ({ stream, log, open }) => {
      const broken: unknown[] = []
      const watched = await open({ onBroken: (error) => broken.push(error) })
      await stream.handle(add('c-1', 5))
      await until('it has heard', () => watched.head.version === 1)
      await stream.close()
      const bad = await log.append(NAME, watched.head, raw('c-2', 13))
      if (bad.outcome !== 'appended') throw new Error('The entry does not stand.')
      await log.append(NAME, headOf(bad.entry), raw('c-3', 1))
      await until('it has met the entry', () => broken.length > 0)
      expect(watched.state.total).to.equal(5)
      expect(String(await failureOf(watched.handle(add('c-4', 6, 10))))).to.include('Thirteen cannot be folded.')
      expect(watched.head.version).to.equal(1)
      expect(broken.map(String)).to.deep.equal([
        'StreamBroken: The stream line/leaders is broken. Thirteen cannot be folded.',
      ])
      expect(String(await failureOf(open()))).to.include('Thirteen cannot be folded.')
    }),
  )

  it(
    'tells all listeners though one throws, and nobody who has left',
    withStream(async ({ open }) => {
      const errors: string[] = []
      const stream = await open({ onListenerError: (error, { version }) => errors.push(`${version} ${String(error)}`) })
      const heard: string[] = []
      stream.onChange(() => {
        throw new Error('I am unwell.')
      })
      const leaveEarly = stream.onChange(({ commandId }) => heard.push(`early ${commandId}`))
      stream.onChange(({ commandId }) => {
        heard.push(`late ${commandId}`)
        if (commandId === 'c-1') stream.onChange((entry) => heard.push(`new ${entry.commandId}`))
      })
      expect(await stream.handle(add('c-1', 1))).to.include({ ok: true })
      leaveEarly()
      await stream.handle(add('c-2', 1))
      expect(heard).to.deep.equal(['early c-1', 'late c-1', 'late c-2', 'new c-2'])
      expect(errors).to.deep.equal(['1 Error: I am unwell.', '2 Error: I am unwell.'])
    }),
  )

  it(
    'takes commands that its listeners give, after the one under way',
    withStream(async ({ stream }) => {
      const given: Promise<unknown>[] = []
      stream.onChange(({ commandId }) => {
        if (commandId === 'c-1') given.push(stream.handle(add('c-3', 3)))
      })
      await Promise.all([stream.handle(add('c-1', 1)), stream.handle(add('c-2', 2))])
      await Promise.all(given)
      expect(stream.state.added.map(({ commandId }) => commandId)).to.deep.equal(['c-1', 'c-2', 'c-3'])
    }),
  )

  it(
    'hears what others append, without a command of its own',
    withStream(async ({ stream, open }) => {
      const other = await open()
      await stream.handle(add('c-1', 5))
      await until('the other has heard', () => other.state.total === 5)
      expect(other.head).to.deep.equal(stream.head)
    }),
  )

  it(
    'refuses to open on a chain that does not hold',
    withStream(async ({ open, log }) => {
      await log.append(NAME, EMPTY_HEAD, raw('c-1', 1))
      const { hash } = headOf((await log.read(NAME, EMPTY_HEAD))[0] ?? expect.fail('Nothing stands.'))
      const lying = new TroubledLog(log)
      lying.read = async (stream, after) => (await log.read(stream, after)).map((entry) => ({ ...entry, atMs: 1 }))
      const failure = await failureOf(open({ log: lying }))
      if (!(failure instanceof StreamBroken)) throw failure
      expect(failure.cause).to.be.instanceOf(ChainBroken)
      expect(String(failure)).to.include(`version 1`).and.to.include(`found ${hash}`)
    }),
  )

  const DAMAGE = 'DROP TRIGGER IF EXISTS entries_never_change; UPDATE entries SET at_ms = at_ms + 1 WHERE version = '
  const damaged = (file: string, version: number): void => {
    const other = new DatabaseSync(file)
    other.exec(`${DAMAGE}${version}`)
    other.close()
  }

  it(
    'appends nothing more once its chain was found broken, by whoever reads it, and says so once',
    withStream(async ({ log, file, open }) => {
      const broken: StreamBroken[] = []
      const stream = await open({ onBroken: (error) => broken.push(error) })
      for (const number of [1, 2, 3]) await stream.handle(add(`c-${number}`, 1))
      damaged(file, 2)
      const read: number[] = []
      const reading = (async () => {
        for await (const { version } of stream.entries(EMPTY_HEAD)) read.push(version)
      })()
      expect(await failureOf(reading)).to.be.instanceOf(ChainBroken)
      expect(read, 'what stands before the damage').to.deep.equal([1])
      const appends = log.asked.append
      for (const number of [4, 5])
        expect(await failureOf(stream.handle(add(`c-${number}`, 1)))).to.be.instanceOf(StreamBroken)
      expect([log.asked.append, stream.head.version, stream.isBroken]).to.deep.equal([appends, 3, true])
      expect(broken.map(({ message }) => message)).to.have.length(1)
      expect(broken[0]?.message).to.include('Stream line/leaders is broken at version 2')
      expect(await failureOf(open())).to.be.instanceOf(StreamBroken)
    }),
  )

  it(
    'is broken by a damaged entry of another process, without a command of its own',
    withStream(async ({ file, stream, open }) => {
      const broken: StreamBroken[] = []
      await stream.handle(add('c-1', 1))
      const watching = await open({ onBroken: (error) => broken.push(error) })
      const outside = new DatabaseSync(file)
      const copied = 'stream, 2, hash, ?, at_ms, by_json, facts_json, previous FROM entries WHERE version = 1'
      outside.prepare(`INSERT INTO entries SELECT ${copied}`).run('c-forged')
      outside.close()
      await until('the forged entry is met', () => broken.length > 0)
      expect(watching.state.total).to.equal(1)
      expect(await failureOf(watching.handle(add('c-2', 1)))).to.be.instanceOf(StreamBroken)
    }),
  )

  it(
    'closes after the command under way, refuses the rest, and hears nothing more',
    withStream(async ({ stream, open }) => {
      const first = stream.handle(add('c-1', 1))
      const second = failureOf(stream.handle(add('c-2', 1)))
      await Promise.resolve()
      await Promise.all([stream.close(), stream.close()])
      expect(stream.state.total, 'the command under way is done when close is').to.equal(1)
      expect(await first).to.include({ ok: true })
      expect(String(await second)).to.include('is closed')
      const other = await open()
      await other.handle(add('c-3', 1))
      expect(stream.state.total).to.equal(1)
      expect(String(await failureOf(stream.handle(add('c-4', 1))))).to.include('is closed')
    }),
  )
})
