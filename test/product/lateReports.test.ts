import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { until } from '../facts/until.ts'
import type { TestConsole } from './console.ts'
import { Product } from './product.ts'

const LINE = 'leaders'
const PLACE = { line: LINE, precedence: 'immediate', marking: 'exercise' } as const

describe('what happens while no fact can be written', function () {
  this.timeout(60_000)
  let product: Product
  let kr: TestConsole
  let jp: TestConsole
  let callId: string

  before(async () => {
    product = await Product.start()
    kr = await product.console('kr-principal')
    jp = await product.console('jp-principal')
    ;({ callId } = await kr.command('call:place', PLACE))
    await jp.command('call:answer', { line: LINE, callId })
    await until('the recorder is up', () => kr.call(LINE).recording.state === 'on')
  })

  after(() => product.close())

  const legOfJp = () => kr.call(LINE).legs.find((leg) => leg.person === 'jp-principal')?.state
  const isThere = () =>
    kr
      .heard('presence:changed')
      .at(-1)
      ?.consoles.some(({ console }) => console === jp.id) === true
  const factTypes = () =>
    kr.heard('line:advanced').flatMap(({ entries }) => entries.flatMap(({ facts }) => facts.map(({ type }) => type)))

  /** Another holds the write lock of the log: whatever the server appends meanwhile fails, as on a full disk. */
  async function whileTheLogFails(work: () => Promise<void>): Promise<void> {
    const holder = new DatabaseSync(join(product.config.dataDir, 'ringdown.sqlite'))
    holder.exec('BEGIN IMMEDIATE')
    try {
      await work()
      // One that waits behind it is refused: what was told before has been tried, and has failed.
      const answer = await kr.ask('call:leave', { commandId: randomUUID(), line: LINE, callId })
      expect(answer.ok ? 'granted' : answer.refusal.code).to.equal('unavailable')
    } finally {
      holder.exec('ROLLBACK')
      holder.close()
    }
  }

  it('is a fact as soon as one can be: a lost console is away', async () => {
    await whileTheLogFails(async () => {
      jp.close()
      await until('it is seen that the console is gone', () => !isThere())
    })
    await until('its leg is away', () => legOfJp() === 'away')
    expect(kr.call(LINE).legs.find((leg) => leg.person === 'kr-principal')?.state).to.equal('on')
  })

  it('is no fact when it is not so any more: a console that has come back was never away', async () => {
    jp = await product.console('jp-principal', jp.tab)
    await jp.command('call:join', { line: LINE, callId })
    await until('it is back', () => legOfJp() === 'on')
    const lostBefore = factTypes().filter((type) => type === 'leg:away').length
    await whileTheLogFails(async () => {
      jp.close()
      await until('it is seen that the console is gone', () => !isThere())
      jp = await product.console('jp-principal', jp.tab)
    })
    // Reports are taken in their order: after the next one is a fact, this one would have been.
    const us = await product.console('us-watch')
    await us.command('call:join', { line: LINE, callId })
    us.close()
    await until('the next lost console is away', () =>
      kr.call(LINE).legs.some((leg) => leg.person === 'us-watch' && leg.state === 'away'),
    )
    expect(legOfJp()).to.equal('on')
    expect(factTypes().filter((type) => type === 'leg:away')).to.have.length(lostBefore + 1)
  })
})
