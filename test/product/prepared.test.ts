import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { preparedSetSchema } from '../../server/protocol/prepared.ts'
import { until } from '../facts/until.ts'
import { Product } from './product.ts'

describe('the prepared messages of a party', function () {
  this.timeout(60_000)
  let product: Product
  before(async () => (product = await Product.start()))
  after(async () => await product?.close())

  it('are told to its own consoles when they have changed, in the middle of a call, and nobody is welcomed anew', async () => {
    const [kr, jp, admin] = [
      await product.console('kr-watch'),
      await product.console('jp-watch'),
      await product.console('kr-admin'),
    ]
    const { lines, calledLines } = admin.welcome
    expect(
      [lines, calledLines?.['leaders']],
      'an admin has no place on a line, and knows what it is called',
    ).to.deep.equal([[], { ko: '정상급', ja: '首脳' }])
    const { callId } = await kr.command('call:place', { line: 'leaders', precedence: 'routine', marking: 'test' })
    const change = async (text: string): Promise<void> => {
      const read = await product.http('GET', '/api/v1/prepared', { as: 'kr-admin' })
      const { revision } = preparedSetSchema.parse(JSON.parse(read.body.toString()))
      const messages = [{ id: 'well', name: 'All is well', texts: [{ language: 'ko', text }] }]
      const json = { commandId: randomUUID(), messages, ...(revision !== undefined && { revision }) }
      expect((await product.http('POST', '/api/v1/prepared', { as: 'kr-admin', json })).status).to.equal(200)
      for (const console of [kr, admin])
        await until('it is told', () => console.heard('prepared:changed').at(-1)?.prepared[0]?.texts[0]?.text === text)
      expect(kr.heard('prepared:changed').at(-1)?.prepared).to.deep.equal(messages)
    }
    await change('이상 없습니다.')
    await change('모두 이상 없습니다.')
    // What a console asks is answered after everything that the server had to say before.
    await Promise.all([kr, jp, admin].map(async (console) => await console.request('clock:read', {})))
    expect(jp.heard('prepared:changed'), 'to another party').to.deep.equal([])
    for (const console of [kr, jp, admin]) expect(console.heard('console:welcomed')).to.have.length(1)
    await kr.command('call:cancel', { line: 'leaders', callId })
  })
})
