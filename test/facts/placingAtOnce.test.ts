import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect } from 'chai'
import { LineStreams } from '../../server/facts/lineStreams.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { at, PLACE } from '../calls/hotline.ts'
import { seededRandom, SlowLog } from './slowLog.ts'
import { inTempFolder } from './tempFolder.ts'
import { until } from './until.ts'

const RUNS = 1000

describe('two parties that place a call in the same moment, each at a core of its own', () => {
  it('are in one call, a thousand times', function () {
    this.timeout(120_000)
    return inTempFolder(async (folder) => {
      const log = await SqliteLog.open(join(folder, 'ringdown.sqlite'))
      const seed = Date.now() % 100_000
      const random = seededRandom(seed)
      const slow = [new SlowLog(log, { random }), new SlowLog(log, { random })]
      const lines = Array.from({ length: RUNS }, (_, run) => ({ ...LEADERS, line: `leaders-${run}` }))
      const cores = await Promise.all(
        slow.map((own) =>
          LineStreams.open(
            {
              log: own,
              clock: Date.now,
              newId: randomUUID,
              timing: DEFAULT_TIMING,
              signedIn: () => [],
              prepared: () => [],
              languageOf: () => undefined,
              onTrouble: (message, error) => {
                throw new Error(message, { cause: error })
              },
            },
            lines,
          ),
        ),
      )
      const callers = [at('kr', 'principal', 1), at('us', 'principal', 2)]
      let conflicts = 0
      for (const { line } of lines) {
        const before = slow[0]!.met.conflict + slow[1]!.met.conflict
        const answers = await Promise.all(
          cores.map((core, index) => core.command(line, callers[index]!, randomUUID(), PLACE)),
        )
        if (slow[0]!.met.conflict + slow[1]!.met.conflict > before) conflicts += 1
        const calls = answers.map((answer) => (answer.ok ? answer.body.callId : answer.refusal.message))
        expect(calls[0], `seed ${seed}, ${line}: one call`).to.equal(calls[1])
        await until(`both cores know of ${line}`, () => cores.every((core) => core.state(line)?.version === 2))
        const states = cores.map((core) => core.state(line))
        expect(states[0], `seed ${seed}, ${line}: one state`).to.deep.equal(states[1])
        const people = states[0]?.call?.legs.map((leg) => leg.person).sort()
        expect(people).to.deep.equal(['kr-principal', 'us-principal'])
        expect(states[0]?.call?.phase).to.equal('up')
      }
      await Promise.all(cores.map((core) => core.close()))
      await log.close()
      expect(conflicts, 'runs that met a conflict').to.be.at.least(RUNS / 3)
    })
  })
})
