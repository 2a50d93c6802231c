import { expect } from 'chai'
import { OpenFolder, OPERATOR } from '../../scripts/commandLine/dataFolder.ts'
import type { Line, RollCallTime } from '../../server/protocol/directory.ts'
import { lineHistorySchema, type Alarm } from '../../server/protocol/lineHistory.ts'
import type { RollCall } from '../../server/protocol/rollCalls.ts'
import { until } from '../facts/until.ts'
import type { TestConsole } from './console.ts'
import { Product } from './product.ts'

const LINE = 'leaders'
const MINUTE_MS = 60_000

/** A roll-call that was due at the last full minute, and that is to be confirmed within this time from now. */
function agreedNow(leftMs: number): RollCallTime {
  const nowMs = Date.now()
  const dueMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS
  const time = new Date(dueMs).toISOString().slice(11, 16)
  return { time, timeZone: 'UTC', withinMs: nowMs - dueMs + leftMs, fromMs: dueMs }
}

describe('a roll-call of a line', function () {
  this.timeout(60_000)
  let product: Product

  /** Agrees on what the line has, as the command line does beside a running server. */
  async function agree(rollCalls: RollCallTime[]): Promise<void> {
    const beside = await OpenFolder.open({ DATA_DIR: product.config.dataDir })
    const line = beside.identity.directory.lines().find((known) => known.line === LINE)
    if (line === undefined) throw new Error('The demonstration has no such line.')
    const { rollCalls: _before, ...rest } = line
    const changed: Line = rollCalls.length > 0 ? { ...rest, rollCalls } : rest
    await beside.identity.directory.changeLine(OPERATOR, changed)
    await beside.close()
  }

  const newest = (console: TestConsole): RollCall | undefined => console.line(LINE).rollCalls[0]
  const alarmsOf = (console: TestConsole): readonly Alarm[] =>
    console.heard('alarms:changed').at(-1)?.alarms ?? console.welcome.alarms ?? []
  const acknowledge = async (as: string, alarm: string): Promise<number> =>
    (await product.http('POST', `/api/v1/alarms/${alarm}/acknowledgement`, { as })).status

  beforeEach(async () => void (product = await Product.start()))
  afterEach(() => product?.close())

  it('opens when it is due, is confirmed by a watch officer, and alarms the admins of all parties of who missed it', async () => {
    const watch = await product.console('kr-watch')
    const principal = await product.console('kr-principal')
    const admins = [
      await product.console('kr-admin'),
      await product.console('jp-admin'),
      await product.console('us-admin'),
    ]
    expect(admins.map(({ welcome }) => [welcome.lines.length, welcome.alarms])).to.deep.equal([
      [0, []],
      [0, []],
      [0, []],
    ])
    expect(watch.welcome, 'who is no admin hears of no alarms').not.to.have.property('alarms')
    await watch.request('console:report', { armed: true, lamps: [], paths: [] })

    await agree([agreedNow(8_000)])
    await until('it is open', () => newest(principal) !== undefined)
    const rollCallId = newest(principal)?.rollCallId ?? ''
    expect(newest(principal)?.closedAtMs).to.equal(undefined)
    const notHis = await principal.ask('rollcall:confirm', { commandId: crypto.randomUUID(), line: LINE, rollCallId })
    expect(notHis.ok ? 'granted' : notHis.refusal.code).to.equal('not-allowed')
    await watch.command('rollcall:confirm', { line: LINE, rollCallId })
    await until('everybody sees who', () => newest(principal)?.parties[0]?.confirmed?.person === 'kr-watch')
    await until('it is closed', () => newest(watch)?.closedAtMs !== undefined, 20_000)
    expect(newest(watch)?.parties.map(({ party, missed }) => [party, missed])).to.deep.equal([
      ['kr', undefined],
      ['jp', 'nobody-signed-in'],
      ['us', 'nobody-signed-in'],
    ])

    for (const admin of admins) await until('every admin is alarmed', () => alarmsOf(admin).length === 1)
    const [alarm] = alarmsOf(admins[1] ?? watch)
    expect(alarm).to.deep.include({ kind: 'roll-call', alarm: rollCallId, line: LINE, lineName: 'Leaders' })
    expect([watch, principal].flatMap((console) => console.heard('alarms:changed'))).to.deep.equal([])

    expect(await acknowledge('jp-admin', rollCallId)).to.equal(204)
    expect(await acknowledge('jp-admin', rollCallId), 'again it is the same fact').to.equal(204)
    for (const admin of admins)
      await until('everybody sees who has seen it', () => alarmsOf(admin)[0]?.acknowledged.length === 1)
    expect(alarmsOf(admins[2] ?? watch)[0]?.acknowledged[0]).to.include({ party: 'jp', person: 'jp-admin' })
    expect(await acknowledge('kr-watch', rollCallId)).to.equal(403)
    const metrics = (await product.http('GET', '/metrics')).body.toString()
    expect(metrics).to.match(/^ringdown_alarms_unacknowledged 0$/m)

    const span = `from=${Date.now() - 3_600_000}&to=${Date.now() + 3_600_000}`
    const answer = await product.http('GET', `/api/v1/lines/${LINE}/tests?${span}`, { as: 'us-listener' })
    const { rollCalls } = lineHistorySchema.parse(JSON.parse(answer.body.toString()))
    expect(rollCalls).to.deep.equal([newest(watch)])
  })

  it('that fell into a time without a server is told by the next start, to admins who sign in later too', async () => {
    const admin = await product.console('us-admin')
    let agreed = agreedNow(0)
    await product.restart(async () => {
      agreed = { ...agreedNow(0), withinMs: 1_000 }
      // Its deadline has passed when the server is back: of a minute that has just begun, a second is waited for.
      await until('its time is over', () => Date.now() > agreed.fromMs + agreed.withinMs, 2_000)
      await agree([agreed])
    })
    const watch = await product.console('kr-watch')
    await until('it is told', () => newest(watch)?.closedAtMs !== undefined)
    expect(newest(watch)).to.include({ dueMs: agreed.fromMs, deadlineMs: agreed.fromMs + 1_000 })
    expect(newest(watch)?.parties.map(({ missed }) => missed)).to.deep.equal(['no-server', 'no-server', 'no-server'])
    expect(admin.connected).to.equal(false)
    const back = await product.console('us-admin')
    await until('the admin is alarmed', () => alarmsOf(back).length === 1)
    const rollCallId = newest(watch)?.rollCallId ?? ''

    // After its deadline it can still be confirmed: it stays missed, and the alarm says that it was late.
    await watch.command('rollcall:confirm', { line: LINE, rollCallId })
    await until('the admin sees that', () => {
      const [alarm] = alarmsOf(back)
      return alarm?.kind === 'roll-call' && alarm.parties[0]?.late?.person === 'kr-watch'
    })
    expect(newest(watch)?.parties[0]?.confirmed?.late).to.equal(true)

    // And all of it is there again after the next start.
    const before = alarmsOf(back)
    await product.restart()
    const again = await product.console('us-admin')
    await until('the alarm is there', () => alarmsOf(again).length === 1)
    expect(alarmsOf(again)).to.deep.equal(before)
    const later = await product.console('jp-watch')
    expect(later.line(LINE).rollCalls, 'and it was told once').to.have.length(1)
  })
})
