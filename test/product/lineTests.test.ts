import { expect } from 'chai'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { roomOf } from '../../server/calls/room.ts'
import { legsOn } from '../../server/calls/roster.ts'
import type { TestResult } from '../../server/protocol/lineTests.ts'
import { recordListSchema, recordSchema, verificationSchema } from '../../server/protocol/records.ts'
import { until } from '../facts/until.ts'
import type { TestConsole } from './console.ts'
import { Product } from './product.ts'

const LINE = 'leaders'
const ARMED = { armed: true, lamps: [], paths: [] }
/** Ten seconds of sound, its record, and a machine that does other things as well. */
const DONE_WITHIN_MS = 45_000
const CLOSED_WITHIN_MS = 5_000
/** Whoever lists records more often for long is told to slow down. */
const LIST_EVERY_MS = 400

describe('a test of a line, by the server alone', function () {
  this.timeout(90_000)
  let product: Product
  let kr: TestConsole
  let jp: TestConsole

  before(async () => {
    product = await Product.start()
    ;[kr, jp] = await Promise.all([product.console('kr-principal'), product.console('jp-principal')])
  })

  after(async () => await product?.close())

  const state = (console: TestConsole) => console.line(LINE)
  const newest = (console: TestConsole): TestResult => {
    const [result] = state(console).testResults ?? []
    if (result === undefined) throw new Error('There is no result.')
    return result
  }
  const read = async (path: string, as = 'kr-records'): Promise<unknown> =>
    JSON.parse((await product.http('GET', path, { as })).body.toString())

  const summaryOf = async (testId: string) => {
    const { summary } = recordSchema.parse(await read(`/api/v1/records/${testId}`))
    const { keptUntilMs, deletedAtMs, endedAtMs } = summary
    return { keptUntilMs, deletedAtMs, endedAtMs }
  }

  it('goes through router, recorder, seal and back, and passes with what was measured of it', async () => {
    await kr.command('test:start', { line: LINE })
    await until('both see it run', () => [kr, jp].every((at) => state(at).lineTest !== undefined))
    expect(state(jp).lineTest?.startedBy).to.deep.include({ person: 'kr-principal', party: 'kr' })
    expect(state(jp).lineTest?.participants.map(({ party, synthetic }) => [party, synthetic])).to.deep.equal([
      ['kr', true],
      ['jp', true],
      ['us', true],
    ])
    await until('it has a result', () => state(jp).testResults !== undefined, DONE_WITHIN_MS)
    const { outcome, faults, found = [] } = newest(jp)
    expect([outcome, faults]).to.deep.equal(['passed', []])
    expect(found).to.have.length(3)
    for (const { sent, heard, setUpMs, roundTripMs } of found) {
      expect([setUpMs, roundTripMs], 'there is no network that could be measured').to.deep.equal([undefined, undefined])
      for (const { kind, count, recorded } of sent) {
        expect(count, kind).to.be.greaterThan(kind === 'microphone' ? 400 : 80)
        expect(recorded, `${kind} in the sealed record`).to.equal(count)
      }
      expect(heard.map(({ kind }) => kind).toSorted()).to.deep.equal(['camera', 'camera', 'microphone', 'microphone'])
      for (const one of heard) expect(one.lossPercent, one.kind).to.equal(0)
    }
  })

  it('rings nobody, welcomes nobody to its room, and is no call of the line', async () => {
    expect(state(jp).call).to.equal(undefined)
    expect(state(jp).missed).to.deep.equal([])
    for (const at of [kr, jp]) {
      expect(at.welcome.lines.map(({ line }) => line.line)).not.to.include(roomOf(LINE))
      expect(at.said.filter(({ notice }) => 'line' in notice && notice.line === roomOf(LINE))).to.deep.equal([])
    }
    const room = roomOf(LINE)
    const commandId = '00000000-0000-4000-8000-000000000001'
    const placed = await kr.ask('call:place', { line: room, commandId, precedence: 'flash', marking: 'real' })
    expect(placed.ok ? '' : placed.refusal.code).to.equal('unknown')
    const warmed = await kr.ask('warm-line:open', { line: room })
    expect(warmed.ok ? '' : warmed.refusal.code, 'no test runs, so nobody has part in one').to.equal('not-allowed')
  })

  it('has a record that is verified like any other, and is listed where it is asked for', async () => {
    const { testId = '' } = newest(kr)
    const listed = async (query: string) =>
      recordListSchema.parse(await read(`/api/v1/records${query}`)).records.map(({ callId }) => callId)
    expect(await listed('')).to.deep.equal([])
    expect(await listed('?of=tests')).to.deep.equal([testId])
    const { summary, tracks } = recordSchema.parse(await read(`/api/v1/records/${testId}`))
    expect(summary).to.include({ marking: 'test', lineName: 'Leaders, line test', recording: 'closed' })
    expect(tracks.map(({ unreadable }) => unreadable)).to.deep.equal(Array.from({ length: 6 }, () => undefined))
    for (const { kind, speech, playable } of tracks) {
      expect(playable?.byteLength).to.be.greaterThan(1_000)
      if (kind === 'microphone') expect(speech.length, 'a browser would say so by its levels').to.be.at.least(0)
    }
    const verified = verificationSchema.parse(await read(`/api/v1/records/${testId}/verification`))
    expect(verified.faults).to.deep.equal([])
    const exceptions = await read('/api/v1/records/exceptions')
    expect(exceptions).to.deep.include({ exceptions: [] })
  })

  it('is over at once when a call is placed, which rings as fast as any', async () => {
    await kr.command('test:start', { line: LINE })
    await until('it runs', () => state(kr).lineTest !== undefined)
    const { callId } = await jp.command('call:place', { line: LINE, precedence: 'routine', marking: 'real' })
    await until('both see what became of it', () => [kr, jp].every((at) => newest(at).outcome === 'aborted'))
    expect(newest(kr)).to.include({ reason: 'call' })
    await until('it rings', () => kr.call(LINE).rings.some(({ state: ring }) => ring !== 'waiting'))
    expect(legsOn(kr.call(LINE)).map(({ person }) => person)).to.deep.equal(['jp-principal'])
    await jp.command('call:cancel', { line: LINE, callId })
    const areClosed = async () => {
      const { records } = recordListSchema.parse(await read('/api/v1/records?of=tests'))
      return records.every(({ recording }) => recording === 'closed')
    }
    await until('the record of what there was is closed', areClosed, CLOSED_WITHIN_MS, LIST_EVERY_MS)
  })

  it('waits for the consoles that are armed, and fails for one that never reports', async () => {
    await kr.request('console:report', ARMED)
    await until('the others see it armed', () => presentOf(jp).some(({ armed }) => armed))
    await jp.command('test:start', { line: LINE })
    await until('it runs', () => state(kr).lineTest !== undefined)
    const { testId = '', participants = [] } = state(kr).lineTest ?? {}
    expect(participants.filter(({ synthetic }) => !synthetic).map(({ console }) => console)).to.deep.equal([kr.id])
    const measured = { sent: [], heard: [] }
    const refused = await jp.ask('test:report', { line: LINE, testId, measured })
    expect(refused.ok ? '' : refused.refusal.code, 'who has no part in it').to.equal('not-now')
    const warmed = await jp.ask('warm-line:open', { line: roomOf(LINE) })
    expect(warmed.ok ? '' : warmed.refusal.code).to.equal('not-allowed')
    expect((await kr.ask('warm-line:open', { line: roomOf(LINE) })).ok).to.equal(true)
    await until('it has a result', () => newest(jp).testId === testId, DONE_WITHIN_MS)
    expect(newest(jp)).to.include({ outcome: 'failed' })
    expect(newest(jp).faults).to.deep.equal([{ code: 'no-report', console: kr.id }])
  })

  it('has a record that says when its recording was deleted as configured, and whose facts stay sound', async () => {
    const { testId = '' } = newest(kr)
    expect(await summaryOf(testId)).to.include({ deletedAtMs: undefined })
    const { keptUntilMs = 0, endedAtMs = 0 } = await summaryOf(testId)
    expect(keptUntilMs - endedAtMs).to.equal(product.config.testMediaDays * 86_400_000)
    await product.restart(undefined, { testMediaDays: 0 })
    ;[kr, jp] = await Promise.all([product.console('kr-principal'), product.console('jp-principal')])
    const folder = join(product.config.dataDir, 'records', testId)
    await until('its files are gone', async () => (await readdir(folder).catch(() => undefined)) === undefined)
    const { deletedAtMs = 0 } = await summaryOf(testId)
    expect(deletedAtMs).to.be.greaterThan(endedAtMs)
    const { tracks } = recordSchema.parse(await read(`/api/v1/records/${testId}`))
    for (const { unreadable } of tracks)
      expect(unreadable).to.match(/^The recording of this test was kept until 20.*, as configured\.$/)
    const verified = verificationSchema.parse(await read(`/api/v1/records/${testId}/verification`))
    expect([verified.sound, verified.faults]).to.deep.equal([true, []])
    expect(verified.checks.at(-1)?.what).to.match(/deleted, as configured/)
    expect((await product.http('GET', `/api/v1/records/${testId}/archive`, { as: 'kr-records' })).status).to.equal(404)
    expect(newest(kr).testId, 'the result stays').to.equal(testId)
  })

  it('came to nothing when the server starts again in the middle of it, and its record is closed', async () => {
    await jp.command('test:start', { line: LINE })
    await until('it is being recorded', async () => (await readdir(join(product.config.dataDir, 'records'))).length > 0)
    await product.restart()
    jp = await product.console('jp-principal')
    expect(newest(jp)).to.include({ outcome: 'aborted', reason: 'server-restarted' })
    const areClosed = async () => {
      const { records } = recordListSchema.parse(await read('/api/v1/records?of=tests'))
      return records.length === 4 && records.every(({ recording }) => recording === 'closed')
    }
    await until('every record of a test is closed', areClosed, CLOSED_WITHIN_MS, LIST_EVERY_MS)
  })
})

const presentOf = (console: TestConsole) =>
  console.said
    .flatMap(({ name, notice }) => (name === 'presence:changed' && notice.line === LINE ? [notice] : []))
    .at(-1)?.consoles ?? []
