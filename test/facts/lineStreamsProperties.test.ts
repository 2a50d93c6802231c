import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import type { LineCommand } from '../../server/calls/commands.ts'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import { LineStreams } from '../../server/facts/lineStreams.ts'
import { EMPTY_HEAD } from '../../server/facts/log.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import type { LineState } from '../../server/protocol/lineState.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { id } from '../calls/hotline.ts'
import { PEOPLE, step, timely, type Step } from '../calls/randomCommands.ts'
import { inTempFolder } from './tempFolder.ts'

const LINE = LEADERS.line
/** Far more than the commands of one run make. */
const LONGEST = 10_000

describe('any run of commands on a line that is kept', function () {
  this.timeout(60_000)

  it('leaves a log without a gap, which folds to the state in memory; a refusal leaves it as it was', async () => {
    const met = { granted: 0, refused: 0, calls: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), async (steps) => {
        await inTempFolder(async (folder) => await keepsTheLine(folder, steps, met))
      }),
      // So many that those which come to a call are far more than are wanted: every new command makes them rarer.
      { numRuns: 80 },
    )
    expect(met.granted, 'commands must have been granted').to.be.greaterThan(150)
    expect(met.refused, 'commands must have been refused').to.be.greaterThan(40)
    expect(met.calls, 'calls must have been placed').to.be.greaterThan(20)
  })

  async function keepsTheLine(folder: string, steps: readonly Step[], met: Record<string, number>): Promise<void> {
    let nowMs = 1_000_000
    const log = await SqliteLog.open(join(folder, 'ringdown.sqlite'), { pollMs: 5, onFollowError: () => {} })
    const open = async (): Promise<LineStreams> =>
      await LineStreams.open(
        {
          log,
          clock: () => nowMs,
          newId: randomUUID,
          timing: DEFAULT_TIMING,
          prepared: () => [],
          languageOf: () => undefined,
          signedIn: () => PEOPLE.map(({ console, standing }) => ({ ...console, standing, armed: true })),
          onTrouble: (message, error) => {
            throw new Error(message, { cause: error })
          },
          onBroken: (line) => {
            throw new Error(`${line} is broken.`)
          },
        },
        [LEADERS],
      )
    const lines = await open()
    const calls: string[] = []
    lines.onChange((_line, { facts }) => {
      for (const fact of facts) if (fact.type === 'call:placed') calls.push(fact.callId)
    })
    try {
      for (const { by, command, afterMs } of steps) {
        nowMs += afterMs
        const before = stateOf(lines)
        const meant = timely(named(command, calls), before)
        const answer =
          by === 'server' || 'admin' in by
            ? await lines.report(LINE, 'server', meant)
            : await lines.command(LINE, by, randomUUID(), meant)
        met['granted'] = (met['granted'] ?? 0) + Number(answer.ok)
        met['refused'] = (met['refused'] ?? 0) + Number(!answer.ok)
        if (!answer.ok) expect(stateOf(lines), 'a refusal changes nothing').to.deep.equal(before)
      }
      met['calls'] = (met['calls'] ?? 0) + calls.length
      const kept = stateOf(lines)
      const entries = await log.read(`line/${LINE}`, EMPTY_HEAD, LONGEST)
      expect(
        entries.map(({ version }) => version),
        'no version is skipped',
      ).to.deep.equal(Array.from({ length: kept.version }, (_, at) => at + 1))
      await lines.close()
      const again = await open()
      expect(stateOf(again), 'the fold of the log is the state in memory').to.deep.equal(kept)
      await again.close()
    } finally {
      await lines.close()
      await log.close()
    }
  }

  function stateOf(lines: LineStreams): LineState {
    const state = lines.state(LINE)
    if (state === undefined) throw new Error('There is no such line.')
    return state
  }

  /** The random command is about the first calls, which have names of their own here. */
  function named(command: LineCommand, calls: readonly string[]): LineCommand {
    if (!('callId' in command)) return command
    const callId = calls.find((_call, at) => id(at + 1) === command.callId)
    return callId === undefined ? command : { ...command, callId }
  }
})
