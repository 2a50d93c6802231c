import { cpSync } from 'node:fs'
import { cp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { roomOf } from '../../server/calls/room.ts'
import { recordListSchema, recordSchema, verificationSchema } from '../../server/protocol/records.ts'
import { until } from '../facts/until.ts'
import type { TestConsole } from './console.ts'
import { repeatTests } from './oldTests.ts'
import { Product } from './product.ts'

const LINE = 'leaders'
/** Some seconds of folding, and as many tests as six weeks have. */
const OLD_TESTS = 1_000
/** Ten seconds of sound, its record, and a machine that does other things as well. */
const DONE_WITHIN_MS = 45_000
const OPENED = 'The test room of a line is open.'

describe('the room of a line that was tested for long', function () {
  this.timeout(120_000)
  let product: Product
  let kr: TestConsole
  let jp: TestConsole
  let crashed: string
  const logged: string[] = []
  /** The tests: one of before, and one in which the server was lost. */
  const tests: { whole: string; lost: string } = { whole: '', lost: '' }

  const opened = (): number => logged.filter((line) => line.includes(OPENED)).length
  const consoles = async (): Promise<void> => {
    ;[kr, jp] = await Promise.all([product.console('kr-principal'), product.console('jp-principal')])
  }
  const restart = async (...[meanwhile, configured]: Parameters<Product['restart']>): Promise<void> => {
    logged.length = 0
    await product.restart(meanwhile, configured)
  }
  const get = async (path: string) => await product.http('GET', `/api/v1/records${path}`, { as: 'kr-records' })
  const read = async (path: string): Promise<unknown> => JSON.parse((await get(path)).body.toString())
  const summaryOf = async (testId: string) => recordSchema.parse(await read(`/${testId}`)).summary
  const verified = async (testId: string) => {
    const { sound, faults } = verificationSchema.parse(await read(`/${testId}/verification`))
    return { sound, faults }
  }
  /** @returns the test that has begun. */
  const start = async (): Promise<string> => {
    await jp.command('test:start', { line: LINE })
    await until('it runs', () => jp.line(LINE).lineTest !== undefined)
    return jp.line(LINE).lineTest?.testId ?? ''
  }
  const isThere = async (testId: string): Promise<boolean> =>
    (await stat(join(product.config.dataDir, 'records', testId)).catch(() => undefined)) !== undefined

  before(async () => {
    product = await Product.start({}, pino({ level: 'info' }, { write: (line) => void logged.push(line) }))
    crashed = join(product.folder, 'crashed')
    await consoles()
    await until('its room is open', () => opened() === 2)
    await kr.command('test:start', { line: LINE })
    await until('it has a result', () => kr.line(LINE).testResults !== undefined, DONE_WITHIN_MS)
    const [result] = kr.line(LINE).testResults ?? []
    tests.whole = result?.testId ?? ''
    expect(result?.outcome).to.equal('passed')
  })

  after(async () => await product?.close())

  it('keeps no call waiting when the server starts: the line takes one before its room is open', async () => {
    await restart(async () => repeatTests(join(product.config.dataDir, 'ringdown.sqlite'), roomOf(LINE), OLD_TESTS))
    expect((await product.http('GET', '/healthz')).status).to.equal(200)
    await consoles()
    const { callId } = await kr.command('call:place', { line: LINE, precedence: 'routine', marking: 'real' })
    await until('it rings', () => jp.line(LINE).call?.rings.some(({ state }) => state !== 'waiting') ?? false)
    await kr.command('call:cancel', { line: LINE, callId })
    const before = jp.line(LINE).testResults
    const asked = await jp.ask('test:start', { line: LINE, commandId: '00000000-0000-4000-8000-000000000001' })
    expect(asked.ok ? '' : asked.refusal.code).to.equal('not-now')
    expect(asked.ok ? '' : asked.refusal.message).to.match(/is still reading the earlier tests of this line/)
    expect(jp.line(LINE).testResults).to.deep.equal(before)
    expect(opened(), 'all that while it was not').to.equal(0)
  })

  it('is waited for by who asks for a test, and by nobody who asks for a call', async () => {
    const { records } = recordListSchema.parse(await read(''))
    expect(records.map(({ marking }) => marking)).to.deep.equal(['real'])
    expect(opened()).to.equal(0)
    const listed = recordListSchema.parse(await read('?of=tests&limit=200'))
    expect([listed.records.length, listed.next !== undefined]).to.deep.equal([200, true])
    expect(await summaryOf(tests.whole)).to.include({ recording: 'closed', marking: 'test' })
    await until('all rooms are open', () => opened() === 2, DONE_WITHIN_MS)
    expect(await verified(tests.whole)).to.deep.equal({ sound: true, faults: [] })
  })

  it('has a test closed in the middle of which the server was lost, as soon as it is open', async () => {
    tests.lost = await start()
    const folder = join(product.config.dataDir, 'records', tests.lost)
    await until('some of it is on the disk', async () => {
      const names = await readdir(folder).catch(() => [])
      return names.filter((name) => name.startsWith('track-')).length >= 6
    })
    // In one go, so that it is what a process that is killed in this moment leaves behind.
    cpSync(product.config.dataDir, crashed, { recursive: true })
    await restart(async () => {
      await rm(product.config.dataDir, { recursive: true })
      await cp(crashed, product.config.dataDir, { recursive: true })
    })
    await consoles()
    expect(jp.line(LINE).testResults?.[0]).to.include({
      ...{ testId: tests.lost, outcome: 'aborted', reason: 'server-restarted' },
    })
    expect(opened(), 'the line knows it before its room is open').to.equal(0)
    await until('it is closed', async () => (await summaryOf(tests.lost)).recording === 'closed', DONE_WITHIN_MS)
    expect(logged.some((line) => line.includes(tests.lost) && line.includes('recovered after a loss'))).to.equal(true)
    expect(await verified(tests.lost)).to.deep.equal({ sound: true, faults: [] })
    for (const testId of [tests.lost, tests.whole]) {
      const pulled = await get(`/${testId}/archive`)
      expect([pulled.status, pulled.body.includes(`${testId}/record/manifest.jsonl`)]).to.deep.equal([200, true])
    }
  })

  it('can have the next test then, as if there had been none before', async () => {
    await until('all rooms are open', () => opened() === 2, DONE_WITHIN_MS)
    const testId = await start()
    const newest = () => jp.line(LINE).testResults?.[0]
    await until('it has a result', () => newest()?.testId === testId, DONE_WITHIN_MS)
    expect(newest()).to.include({ outcome: 'passed' })
  })

  it('has what it kept long enough deleted once it is open, with facts that stay sound', async () => {
    await restart(undefined, { testMediaDays: 0 })
    expect([await isThere(tests.whole), await isThere(tests.lost), opened()]).to.deep.equal([true, true, 0])
    await until(
      'both are gone',
      async () => !(await isThere(tests.whole)) && !(await isThere(tests.lost)),
      DONE_WITHIN_MS,
    )
    expect(opened()).to.equal(2)
    for (const testId of [tests.whole, tests.lost]) {
      expect((await summaryOf(testId)).deletedAtMs).to.be.a('number')
      expect(await verified(testId)).to.deep.equal({ sound: true, faults: [] })
    }
  })
})
