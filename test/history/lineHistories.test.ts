import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { LineCommand } from '../../server/calls/commands.ts'
import { DEFAULT_TIMING } from '../../server/calls/timing.ts'
import { LineStreams } from '../../server/facts/lineStreams.ts'
import { SqliteLog } from '../../server/facts/sqliteLog.ts'
import { LineHistories } from '../../server/history/lineHistories.ts'
import { testFaultSchema, type TestFound } from '../../server/protocol/lineTests.ts'
import { AdminAlarms } from '../../server/signaling/adminAlarms.ts'
import { LEADERS } from '../calls/demonstrationLines.ts'
import { at, id, jpWatch, krPrincipal, krWatch, PLACE, usWatch } from '../calls/hotline.ts'
import { inTempFolder } from '../facts/tempFolder.ts'
import { until } from '../facts/until.ts'

const PARTY_IDS = ['kr', 'jp', 'us']
const ADMIN = { person: 'jp-admin', name: 'Rin Asakura', roles: ['admin' as const], suspended: false }
const DAY = { fromMs: 0, toMs: 86_400_000 }

/** The line with its log on a disk and its history: read from the beginning, and followed. */
class Kept {
  atMs = 1_000_000
  warned: object[] = []
  changes = 0
  readonly lines: LineStreams
  readonly histories: LineHistories
  readonly #log: SqliteLog

  static async open(folder: string, atMs: number, tested = [krWatch, jpWatch]): Promise<Kept> {
    const log = await SqliteLog.open(join(folder, 'ringdown.sqlite'), { pollMs: 5, onFollowError: () => {} })
    const time = { now: () => atMs }
    const lines = await LineStreams.open(
      {
        ...{
          log,
          clock: () => time.now(),
          newId: randomUUID,
          timing: DEFAULT_TIMING,
          prepared: () => [],
          languageOf: () => undefined,
        },
        signedIn: () => [krWatch, jpWatch].map(({ console, standing }) => ({ ...console, standing, armed: true })),
        testParticipants: () => tested.map(({ console }) => ({ ...console, synthetic: false })),
        onTrouble: (message, error) => {
          throw new Error(message, { cause: error })
        },
      },
      [LEADERS],
    )
    const kept = new Kept(log, lines)
    kept.atMs = atMs
    time.now = () => kept.atMs
    await kept.histories.ready
    return kept
  }

  private constructor(log: SqliteLog, lines: LineStreams) {
    this.#log = log
    this.lines = lines
    this.histories = LineHistories.create({
      lines: () => [LEADERS],
      readLine: (line) => lines.entries(line, { version: 0, hash: '0'.repeat(64) }),
      entryOf: (line, commandId) => lines.entryOf(line, commandId),
      onEntry: (listener) => lines.onChange(listener),
      log: { warn: (bindings) => this.warned.push(bindings), error: (_bindings, message) => expect.fail(message) },
    })
    this.histories.onAlarms(() => (this.changes += 1))
  }

  async report(command: LineCommand): Promise<void> {
    expect(await this.lines.report(LEADERS.line, 'ringing', command)).to.have.property('ok', true)
  }

  async confirm(by: typeof krWatch, rollCallId: string): Promise<void> {
    const command = { name: 'rollcall:confirm', rollCallId } as const
    expect(await this.lines.command(LEADERS.line, by, randomUUID(), command)).to.have.property('ok', true)
  }

  async acknowledge(alarm: string, party: string): Promise<void> {
    const admin = { person: `${party}-admin`, name: `The admin of ${party}`, party }
    const command = { name: 'alarm:acknowledge', alarm } as const
    expect(await this.lines.commandOfAdmin(LEADERS.line, { admin }, randomUUID(), command)).to.have.property('ok', true)
  }

  /** All that is known of the day and of the alarms. */
  async known() {
    return {
      history: await this.histories.history(LEADERS, DAY.fromMs, DAY.toMs),
      alarms: this.histories.alarms('jp'),
      unacknowledged: this.histories.unacknowledged,
    }
  }

  async close(): Promise<void> {
    await this.histories.close()
    await this.lines.close()
    await this.#log.close()
  }
}

const open = (number: number, dueMs: number) =>
  ({ name: 'rollcall:open', rollCallId: id(number), dueMs, deadlineMs: dueMs + 1_000 }) as const

const found = (console: string, from: string, mouthToEarMs: number, setUpMs: number): TestFound => ({
  ...{ console, setUpMs, sent: [{ kind: 'microphone', count: 100, recorded: 100 }] },
  heard: [{ from, kind: 'microphone', packets: 99, lossPercent: mouthToEarMs / 100, mouthToEarMs }],
})

describe('the history of a line', () => {
  let kept: Kept
  afterEach(() => kept?.close())

  /** Two roll-calls of which one is missed and confirmed late, a test that passes, and ones that do not. */
  async function aDay(kept: Kept): Promise<void> {
    await kept.report(open(1, kept.atMs))
    for (const who of [krWatch, jpWatch, usWatch]) await kept.confirm(who, id(1))
    kept.atMs += 1_000
    await kept.report({ name: 'rollcall:close', rollCallId: id(1) })

    await kept.report(open(2, kept.atMs))
    await kept.confirm(krWatch, id(2))
    kept.atMs += 1_000
    await kept.report({ name: 'rollcall:close', rollCallId: id(2) })
    kept.atMs += 5_000
    await kept.confirm(jpWatch, id(2))
  }

  it('tells of every roll-call what each party did, and alarms for the one that was missed', async () => {
    await inTempFolder(async (folder) => {
      kept = await Kept.open(folder, 1_000_000)
      await aDay(kept)
      await until('the entries have been heard', () => kept.histories.alarms('jp')[0]?.kind === 'roll-call')
      await until('also the late one', () => kept.changes === 2)
      const { history, alarms } = await kept.known()
      expect(history.rollCalls.map(({ rollCallId }) => rollCallId)).to.deep.equal([id(1), id(2)])
      expect(alarms).to.have.length(1)
      const { person, name, console } = jpWatch.console
      expect(alarms[0]).to.deep.equal({
        ...{ kind: 'roll-call', alarm: id(2), line: 'leaders', lineName: 'Leaders', dueMs: 1_001_000, atMs: 1_002_000 },
        acknowledged: [],
        parties: [
          { party: 'jp', why: 'no-answer', late: { atMs: 1_007_000, person, name, console } },
          { party: 'us', why: 'nobody-signed-in' },
        ],
      })
      expect(kept.warned).to.have.length(1)
      expect(kept.histories.alarms('fr'), 'a party that is not on the line hears of nothing').to.deep.equal([])
    })
  })

  it('is the same when it is read from the log as when it was followed', async () => {
    await inTempFolder(async (folder) => {
      kept = await Kept.open(folder, 1_000_000)
      await aDay(kept)
      await kept.acknowledge(id(2), 'kr')
      await kept.acknowledge(id(2), 'us')
      await until('all has been heard', () => kept.histories.alarms('jp')[0]?.acknowledged.length === 2)
      const before = await kept.known()
      expect(before.alarms[0]?.acknowledged.map(({ party, name }) => [party, name])).to.deep.equal([
        ['kr', 'The admin of kr'],
        ['us', 'The admin of us'],
      ])
      expect(before.unacknowledged).to.equal(0)
      await kept.close()
      kept = await Kept.open(folder, kept.atMs)
      expect(await kept.known()).to.deep.equal(before)
      expect(kept.warned, 'what is read again is no news').to.deep.equal([])
    })
  })

  it('tells of every test how it went by its worst path, and alarms for all that came to nothing but for a call', async () => {
    await inTempFolder(async (folder) => {
      kept = await Kept.open(folder, 1_000_000)
      const { lines } = kept
      const begin = async (dueAtMs: number): Promise<string> => {
        kept.atMs = dueAtMs
        await kept.report({ name: 'test:begin', dueAtMs })
        const test = lines.state(LEADERS.line)?.lineTest
        if (test === undefined) throw new Error('No test has begun.')
        return test.testId
      }
      const [kr, jp] = [krWatch.console.console, jpWatch.console.console]
      const measured = [found(kr, jp, 80, 200), found(jp, kr, 120, 150)]
      const passed = await begin(2_000_000)
      await kept.report({ name: 'test:finish', testId: passed, outcome: 'passed', found: measured, faults: [] })
      const failed = await begin(3_000_000)
      const faults = [{ code: 'loss', console: kr, from: jp, kind: 'camera', value: 12 } as const]
      await kept.report({ name: 'test:finish', testId: failed, outcome: 'failed', found: [], faults })
      await begin(4_000_000)
      const called = await lines.command(LEADERS.line, krPrincipal, randomUUID(), PLACE)
      expect(called.ok).to.equal(true)
      await until('all has been heard', () => kept.histories.unacknowledged === 1)
      const { tests } = await kept.histories.history(LEADERS, 2_000_000, 4_000_001)
      expect(tests.map(({ outcome, reason }) => [outcome, reason])).to.deep.equal([
        ['passed', undefined],
        ['failed', undefined],
        ['aborted', 'call'],
      ])
      expect(tests[0]?.worst).to.deep.equal({ setUpMs: 200, lossPercent: 1.2, mouthToEarMs: 120 })
      expect(tests[1]?.faults).to.deep.equal([{ code: 'loss', party: 'kr', from: 'jp', kind: 'camera', value: 12 }])
      const [alarm] = kept.histories.alarms('us')
      expect(alarm).to.include({ kind: 'test', alarm: failed, dueMs: 3_000_000, outcome: 'failed' })
      expect(alarm).to.deep.include({ faults: [{ code: 'loss', parties: ['kr'], count: 1 }] })
    })
  })

  it('alarms for tests that came to nothing or never began, and not where a call was the reason', async () => {
    await inTempFolder(async (folder) => {
      kept = await Kept.open(folder, 1_000_000)
      const { lines } = kept
      await kept.report({ name: 'test:begin', dueAtMs: 1_000_000 })
      const testId = lines.state(LEADERS.line)?.lineTest?.testId ?? ''
      await kept.report({ name: 'test:abort', testId, reason: 'no-media' })
      kept.atMs = 5_000_000
      await kept.report({ name: 'test:begin', dueAtMs: 5_000_000, before: { dueAtMs: 4_000_000, tests: 3 } })
      await lines.command(LEADERS.line, krPrincipal, randomUUID(), PLACE)
      kept.atMs = 6_000_000
      await kept.report({ name: 'test:begin', dueAtMs: 6_000_000 })
      await until('all has been heard', () => kept?.histories.unacknowledged === 2)
      for (const party of PARTY_IDS)
        expect(
          kept.histories
            .alarms(party)
            .flatMap((alarm) => (alarm.kind === 'test' ? [[alarm.outcome, alarm.reason, alarm.missed]] : [])),
          party,
        ).to.deep.equal([
          ['missed', 'not-begun', 3],
          ['aborted', 'no-media', undefined],
        ])
    })
  })

  it('has one alarm of the tests that people ask for, the newest, however often somebody asks', async () => {
    await inTempFolder(async (folder) => {
      kept = await Kept.open(folder, 1_000_000)
      const { lines } = kept
      const fail = async (): Promise<string> => {
        const testId = lines.state(LEADERS.line)?.lineTest?.testId ?? ''
        await kept?.report({ name: 'test:finish', testId, outcome: 'failed', found: [], faults: [] })
        return testId
      }
      await kept.report({ name: 'test:begin', dueAtMs: 1_000_000 })
      const hourly = await fail()
      let newest = ''
      for (let count = 0; count < 51; count += 1) {
        kept.atMs += DEFAULT_TIMING.testAgainAfterMs
        const { ok } = await lines.command(LEADERS.line, krWatch, randomUUID(), { name: 'test:start' })
        expect(ok).to.equal(true)
        newest = await fail()
      }
      await until('all has been heard', () => kept?.histories.alarms('jp')[0]?.alarm === newest)
      expect(kept.histories.alarms('jp').map(({ alarm }) => alarm)).to.deep.equal([newest, hourly])
      expect(kept.histories.unacknowledged).to.equal(2)
      const { tests } = await kept.histories.history(LEADERS, 0, kept.atMs + 1)
      expect(tests, 'the history has all').to.have.length(52)
    })
  }).timeout(20_000)

  it('counts in its alarms what was wrong, so that a welcome stays small whatever the tests found', async () => {
    await inTempFolder(async (folder) => {
      const tested = Array.from({ length: 12 }, (_, number) => at(PARTY_IDS[number % 3] ?? 'kr', 'watch', 10 + number))
      const consoles = tested.map(({ console }) => console.console)
      // Every path between two of them, and all that can be wrong with it.
      const faults = testFaultSchema.shape.code.options.flatMap((code) =>
        consoles.flatMap((console) =>
          consoles
            .filter((from) => from !== console)
            .flatMap((from) => (['microphone', 'camera'] as const).map((kind) => ({ code, console, from, kind }))),
        ),
      )
      kept = await Kept.open(folder, 1_000_000, tested)
      for (let count = 0; count < 51; count += 1) {
        kept.atMs += 1_000
        await kept.report({ name: 'test:begin', dueAtMs: kept.atMs })
        const testId = kept.lines.state(LEADERS.line)?.lineTest?.testId ?? ''
        await kept.report({ name: 'test:finish', testId, outcome: 'failed', found: [], faults })
      }
      await until('all has been heard', () => kept.histories.unacknowledged === 51)
      const alarms = kept.histories.alarms('jp')
      expect([alarms[0]?.dueMs, alarms.at(-1)?.dueMs], 'the newest').to.deep.equal([1_051_000, 1_002_000])
      expect(alarms[0]).to.deep.include({
        faults: testFaultSchema.shape.code.options.map((code) => ({ code, parties: PARTY_IDS, count: 12 * 11 * 2 })),
      })
      const admins = new AdminAlarms({
        ...{ alarms: kept.histories, signedIn: () => [], tell: () => {} },
        ...{ directory: { person: () => undefined }, lines: { definition: () => LEADERS } },
      })
      const { alarms: welcomed } = admins.of({ ...ADMIN, party: 'jp' })
      admins.close()
      expect(welcomed).to.have.length(50)
      expect(JSON.stringify(welcomed).length, 'bytes').to.be.lessThan(64 * 1024)
    })
  }).timeout(20_000)

  it('tells what was due in a time: with its beginning, without its end', async () => {
    await inTempFolder(async (folder) => {
      kept = await Kept.open(folder, 1_000_000)
      for (const [index, dueMs] of [1_000_000, 1_005_000, 1_010_000].entries()) {
        kept.atMs = dueMs
        await kept.report(open(index + 1, dueMs))
      }
      await until('all is known', async () => (await kept.known()).history.rollCalls.length === 3)
      const { rollCalls } = await kept.histories.history(LEADERS, 1_000_000, 1_010_000)
      expect(rollCalls.map(({ dueMs }) => dueMs)).to.deep.equal([1_000_000, 1_005_000])
    })
  })
})
