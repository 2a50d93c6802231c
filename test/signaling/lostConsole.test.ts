import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import { until } from '../facts/until.ts'
import { Product } from '../product/product.ts'

const LINE = 'leaders'

describe('a console that is lost while its command waits for the log', function () {
  this.timeout(60_000)
  let product: Product

  before(async () => {
    product = await Product.start()
  })
  after(() => product.close())

  it('is away in the call that it has come into by then, and not there for ever', async () => {
    const [kr, jp] = await Promise.all([product.console('kr-watch'), product.console('jp-watch')])
    const { callId } = await kr.command('call:place', { line: LINE, precedence: 'routine', marking: 'test' })
    await until('the recorder is up', () => kr.call(LINE).recording.state === 'on')
    const present = () =>
      kr
        .heard('presence:changed')
        .at(-1)
        ?.consoles.map(({ console }) => console)
    const holder = new DatabaseSync(join(product.config.dataDir, 'ringdown.sqlite'))
    holder.exec('BEGIN IMMEDIATE')
    try {
      // What it asks before it goes has been read before it is gone.
      jp.ask('call:answer', { commandId: randomUUID(), line: LINE, callId }).catch(() => {})
      await jp.request('clock:read', {})
      jp.close()
      await until('it is seen that it is gone', () => present()?.includes(jp.id) === false)
    } finally {
      holder.exec('ROLLBACK')
      holder.close()
    }
    const leg = () => kr.call(LINE).legs.find(({ person }) => person === 'jp-watch')
    await until('it is away', () => leg()?.state === 'away')
    const facts = kr.heard('line:advanced').flatMap(({ entries }) => entries.flatMap((entry) => entry.facts))
    expect(facts.map(({ type }) => type)).to.include.members(['leg:joined', 'leg:away'])
    await kr.command('call:end', { line: LINE, callId })
  })
})
