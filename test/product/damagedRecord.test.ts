import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { z } from 'zod'
import { exceptionReportSchema } from '../../server/protocol/exceptions.ts'
import { recordListSchema, recordSchema, verificationSchema } from '../../server/protocol/records.ts'
import { until } from '../facts/until.ts'
import { Product } from './product.ts'

const LINE = 'leaders'
const PLACE = { line: LINE, precedence: 'immediate', marking: 'exercise' } as const

describe('a record that is damaged while no server is there', function () {
  this.timeout(60_000)
  let product: Product
  let callId: string

  before(async () => {
    product = await Product.start()
    const kr = await product.console('kr-principal')
    ;({ callId } = await kr.command('call:place', PLACE))
    await until('the recorder is up', () => kr.call(LINE).recording.state === 'on')
    const manifest = join(product.config.dataDir, 'records', callId, 'manifest.jsonl')
    await product.restart(async () => {
      await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('leaders', 'leaderz'))
    })
  })

  after(() => product?.close())

  async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const { status, body } = await product.http('GET', `/api/v1/records${path}`, { as: 'jp-records' })
    expect(status, body.toString()).to.equal(200)
    return schema.parse(JSON.parse(body.toString()))
  }

  it('is told to the consoles of its call, which is not recorded, and is closed by nobody when that ends', async () => {
    const kr = await product.console('kr-principal')
    await until('it is told', () => kr.call(LINE).recording.damage !== undefined)
    expect(kr.call(LINE).recording.state).to.equal('failed')
    await kr.command('call:join', { line: LINE, callId })
    await kr.command('call:end', { line: LINE, callId })
    await until('the call is over', () => kr.call(LINE).phase === 'ended')
    expect(kr.call(LINE).recording.state).to.equal('damaged')
    expect(kr.line(LINE).unsealed).to.deep.equal([])
  })

  it('is said to be so in the list, on its page, by verification and in the report of the day, in the same words', async () => {
    const { records } = await read('', recordListSchema)
    expect(records.map(({ recording }) => recording)).to.deep.equal(['damaged'])
    const { call, tracks } = await read(`/${callId}`, recordSchema)
    const { fault } = call.recording.damage ?? {}
    expect(fault?.message).to.match(/^manifest\.jsonl, byte 0: hash: expected [0-9a-f]{64}, found [0-9a-f]{64}\.$/)
    expect(tracks).to.deep.equal([])
    const { sound, faults } = await read(`/${callId}/verification`, verificationSchema)
    expect(sound).to.equal(false)
    expect(faults).to.deep.include(fault)
    const { exceptions } = await read('/exceptions', exceptionReportSchema)
    const about = { callId, outcome: 'unknown', detail: fault?.message }
    expect(exceptions.find(({ cause }) => cause === 'damaged')).to.include(about)
  })
})
