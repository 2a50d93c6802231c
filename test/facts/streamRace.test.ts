import { join } from 'node:path'
import { expect } from 'chai'
import type { Answer } from '../../server/facts/command.ts'
import { EMPTY_HEAD } from '../../server/facts/log.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { Stream } from '../../server/facts/stream.ts'
import { seededRandom, SlowLog } from './slowLog.ts'
import { add, tally } from './tally.ts'
import { inTempFolder } from './tempFolder.ts'
import { until } from './until.ts'

const NAME = 'line/leaders'
const COMMANDS = 1_000
/** Reached after about four fifths of the commands. */
const LIMIT = 4_500
/** Every so many commands, one is sent to both streams at once, as a console does that has changed servers. */
const EVERY_TWICE = 10

describe('two streams on one log that answers late or not at all', () => {
  for (const where of ['in one process', 'in two processes, each with its own connection'] as const) {
    it(`keep every acknowledged command exactly once and come to one state, ${where}`, function () {
      this.timeout(60_000)
      return inTempFolder(async (folder) => {
        const file = join(folder, 'ringdown.sqlite')
        const first = await SqliteLog.open(file, { pollMs: 5 })
        const second = where === 'in one process' ? first : await SqliteLog.open(file, { pollMs: 5 })
        const seed = Date.now() % 100_000
        const random = seededRandom(seed)
        const logs = [first, second].map((log) => new SlowLog(log, { random, maxTurns: 6, unknownShare: 0.2 }))
        const streams = await Promise.all(
          logs.map((log) => Stream.open({ log, name: NAME, retryWaitsMs: Array(40).fill(0), ...tally })),
        )
        const heard = streams.map((stream) => {
          const versions: number[] = []
          stream.onChange(({ version }, state) => {
            expect(state.added.at(-1)?.version).to.equal(version)
            versions.push(version)
          })
          return versions
        })

        const answers = new Map<string, Answer<string>[]>()
        const send = async (commandId: string, amount: number, to: number): Promise<void> => {
          const answer = await streams[to]?.handle(add(commandId, amount, LIMIT))
          if (answer) answers.set(commandId, [...(answers.get(commandId) ?? []), answer])
        }
        const sending: Promise<void>[] = []
        for (let number = 0; number < COMMANDS; number += 1) {
          const amount = Math.floor(random() * 12)
          const to = random() < 0.5 ? 0 : 1
          sending.push(send(`c-${number}`, amount, to))
          if (number % EVERY_TWICE === 0) sending.push(send(`c-${number}`, amount, 1 - to))
          if (number % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
        }
        await Promise.all(sending)
        for (const log of logs) await log.settle()

        const note = `seed ${seed}`
        const entries = await first.read(NAME, EMPTY_HEAD)
        await until('both have heard all', () => streams.every(({ head }) => head.version === entries.length))
        const dense = entries.map((_, index) => index + 1)
        expect(
          entries.map(({ version }) => version),
          note,
        ).to.deep.equal(dense)
        for (const versions of heard) expect(versions, note).to.deep.equal(dense)
        expect(streams[0]?.state, note).to.deep.equal(streams[1]?.state)
        const replayed = await Stream.open({ log: first, name: NAME, ...tally })
        expect(replayed.state, note).to.deep.equal(streams[0]?.state)
        expect(replayed.state.total, 'no limit was passed, so no decision was on an old state').to.be.at.most(LIMIT)

        const standing = new Map(entries.map((entry) => [entry.commandId, entry]))
        expect(standing.size, 'no command stands twice').to.equal(entries.length)
        expect(answers.size).to.equal(COMMANDS)
        for (const [commandId, given] of answers) {
          for (const answer of given) {
            const entry = answer.ok ? answer.entry : undefined
            if (entry) expect(entry, note).to.deep.equal(standing.get(commandId))
          }
          // A command is refused or idle only when it does not stand, or was answered so before its twin was granted.
          if (given.length === 1 && !(given[0]?.ok && given[0].entry))
            expect(standing.has(commandId), note).to.equal(false)
        }
        const met = logs.map((log) => log.met)
        for (const { conflict, unknown } of met) {
          expect(conflict, `conflicts, ${note}`).to.be.above(10)
          expect(unknown, `lost answers, ${note}`).to.be.above(10)
        }
        const refused = [...answers.values()].flat().filter(({ ok }) => !ok)
        expect(refused.length, `refusals, ${note}`).to.be.above(10)

        for (const stream of [...streams, replayed]) await stream.close()
        await first.close()
        await second.close()
      })
    })
  }
})
