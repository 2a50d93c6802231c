import { expect } from 'chai'
import { mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { observer } from 'mediasoup'
import { until } from '../facts/until.ts'
import type { TestConsole } from './console.ts'
import { Product } from './product.ts'

const LINE = 'leaders'
const PLACE = { line: LINE, precedence: 'immediate', marking: 'exercise' } as const

describe('a line whose calls are over', function () {
  this.timeout(60_000)
  let product: Product
  let transports = 0
  let routers = 0
  /** Timers that run in this process while the server does nothing: before there was any call. */
  let idleTimers = 0
  let versions: Record<string, number>
  const countTransports = (): void => void (transports += 1)

  before(async () => {
    observer.on('newworker', (worker) =>
      worker.observer.on('newrouter', (router) => {
        routers += 1
        router.observer.on('newtransport', countTransports)
      }),
    )
    product = await Product.start()
    await product.restart()
    idleTimers = await settledTimers()
  })

  after(async () => {
    observer.removeAllListeners('newworker')
    await product?.close()
  })

  it('can be seen to make things while a call is up: what is looked at below is there to be seen', async () => {
    const [kr, jp] = await Promise.all([product.console('kr-principal'), product.console('jp-principal')])
    // A call that rings on at the third party while the server starts again.
    const { callId } = await kr.command('call:place', PLACE)
    await jp.command('call:answer', { line: LINE, callId })
    await until('the recorder is up', () => kr.call(LINE).recording.state === 'on')
    await product.restart()
    expect(await settledTimers(), 'a ring, an empty call and a recorder have their timers').to.be.greaterThan(
      idleTimers,
    )
    const again = await product.console('kr-principal', kr.tab)
    await until('its recorder is up again', () => again.call(LINE).recording.keyNumber === 2)
    expect(await gauges()).to.include({ calls_up: 1, calls_recorded: 1 })
    expect(await readdir(join(product.config.dataDir, 'records', callId))).to.include('keys-2.age')
  })

  it('have made their records by the time they are over', async () => {
    const [kr, us] = await Promise.all([product.console('kr-watch'), product.console('us-principal')])
    const { callId } = kr.call(LINE)
    await kr.command('call:join', { line: LINE, callId })
    await kr.command('call:end', { line: LINE, callId })
    await sealed(kr)
    const cancelled = await kr.command('call:place', PLACE)
    await until('it rings', () => us.call(LINE).rings.some((ring) => ring.state === 'sent'))
    await kr.command('call:cancel', { line: LINE, callId: cancelled.callId })
    await sealed(kr)
    expect(await readdir(join(product.config.dataDir, 'records'))).to.have.members([callId, cancelled.callId])
    versions = await versionsOf(kr)
  })

  it('make no file when a server folds them: not even one that is missing', async () => {
    // Whatever folding would write of these calls would be new.
    const { dataDir } = product.config
    await rename(join(dataDir, 'records'), join(product.folder, 'records-set-aside'))
    await mkdir(join(dataDir, 'records'))
    const before = await filesBelow(dataDir)
    await product.restart()
    expect(await settledTimers(), 'timers').to.equal(idleTimers)
    expect(await filesBelow(dataDir)).to.deep.equal(before)
  })

  it('make no transport, track, recorder or ring', async () => {
    ;[routers, transports] = [0, 0]
    await product.restart()
    expect(await settledTimers(), 'timers').to.equal(idleTimers)
    expect([routers, transports], 'routers and transports').to.deep.equal([0, 0])
    const idle = { calls_up: 0, calls_recorded: 0, warm_lines: 0, tracks: 0, tracks_recorded: 0 }
    expect(await gauges()).to.include(idle)

    const us = await product.console('us-principal')
    const versionsNow = await versionsOf(us)
    expect(versionsNow, 'nothing was reported').to.deep.equal({ [LINE]: versions[LINE] })
    expect(us.call(LINE)).to.include({ phase: 'ended', endReason: 'cancelled' })
    expect(us.line(LINE).missed, 'the ring that was missed is still to be seen').to.have.length.greaterThan(0)
    // What a console asks after it was welcomed is answered after everything that the server had to say before.
    await us.request('clock:read', {})
    expect(us.heard('line:advanced')).to.deep.equal([])
    expect(us.heard('recording:marked')).to.deep.equal([])

    await us.request('warm-line:open', { line: LINE })
    expect([routers, transports > 0], 'what a console does ask for is counted').to.deep.equal([1, true])
  })

  /** The product's own numbers, as `GET /metrics` says them. */
  async function gauges(): Promise<Record<string, number>> {
    const { body } = await product.http('GET', '/metrics')
    const said = body.toString().matchAll(/^ringdown_(\w+) (\d+)$/gm)
    return Object.fromEntries([...said].map(([, name = '', value]) => [name, Number(value)]))
  }
})

async function sealed(console: TestConsole): Promise<void> {
  await until('the recording is closed', () => console.call(LINE).recording.state === 'closed')
  await until('the line wants nothing sealed', () => console.line(LINE).unsealed.length === 0)
}

const versionsOf = async (console: TestConsole): Promise<Record<string, number>> =>
  Object.fromEntries([...console.states].map(([line, { version }]) => [line, version]))

/** How many timers this process has, once connections that have just closed have given theirs back. */
async function settledTimers(): Promise<number> {
  let [count, same] = [-1, 0]
  await until('the number of timers stays the same', () => {
    const now = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    same = now === count ? same + 1 : 0
    count = now
    return same > 50
  })
  return count
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true })
  // SQLite makes and removes its own side files as it is opened and closed.
  return entries.filter((name) => !/-(wal|shm)$/.test(name)).toSorted()
}
