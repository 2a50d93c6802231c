import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { recordAccessesSchema } from '../../server/protocol/records.ts'
import { fileInZip, paragraphsOf } from '../memorandum/zipFile.ts'
import { Product } from './product.ts'

const LINE = 'leaders'

describe('the memorandum of a call, as records officers export it', function () {
  this.timeout(60_000)
  let product: Product
  let path: string

  before(async () => {
    product = await Product.start()
    const [kr, jp, notetaker] = await Promise.all([
      product.console('kr-principal'),
      product.console('jp-principal'),
      product.console('kr-notetaker'),
    ])
    const { callId } = await kr.command('call:place', { line: LINE, precedence: 'priority', marking: 'exercise' })
    await jp.command('call:answer', { line: LINE, callId })
    await notetaker.command('call:join', { line: LINE, callId })
    await jp.command('text:send', { line: LINE, language: 'ja', text: '直ちに会談を始めます。' })
    const note = { commandId: randomUUID(), line: LINE, callId, kind: 'decision', startedAtMs: Date.now() } as const
    const written = await notetaker.request('note:write', { ...note, text: '목요일에 다시 만나기로 함.' })
    expect(written.ok).to.equal(true)
    await kr.command('call:end', { line: LINE, callId })
    path = `/api/v1/records/${callId}`
  })
  after(() => product.close())

  const textOf = async (as: string, query = ''): Promise<string> => {
    const { status, body } = await product.http('GET', `${path}/memorandum?format=docx${query}`, { as })
    expect(status, body.toString()).to.equal(200)
    return paragraphsOf(fileInZip(body, 'word/document.xml')).join('\n')
  }

  it('has the notes of the officer’s own party, in its language, and of no other', async () => {
    const own = await textOf('kr-records')
    for (const part of ['면담록', '훈련', '목요일에 다시 만나기로 함.', '直ちに会談を始めます。'])
      expect(own).to.contain(part)
    const other = await textOf('jp-records')
    expect(other).to.contain('会談記録')
    expect(other).to.contain('直ちに会談を始めます。')
    expect(other).to.not.contain('목요일')
    expect(await textOf('jp-records', '&language=en')).to.contain('Memorandum of conversation')
  })

  it('is a PDF where that is asked for, is a pull that is written down, and for records officers alone', async () => {
    const download = `&download=${randomUUID()}`
    for (let time = 1; time <= 2; time += 1) {
      const { body, headers } = await product.http('GET', `${path}/memorandum?format=pdf${download}`, {
        as: 'us-records',
      })
      expect(body.subarray(0, 5).toString()).to.equal('%PDF-')
      expect(headers['content-disposition']).to.match(
        /^attachment; filename="ringdown-exercise-.*-memorandum-en\.pdf"$/,
      )
    }
    const { body } = await product.http('GET', `${path}/accesses`, { as: 'jp-records' })
    const { accesses } = recordAccessesSchema.parse(JSON.parse(body.toString()))
    const pulls = accesses.filter(({ fact }) => fact.type === 'record:pulled' && fact.what === 'memorandum')
    expect(pulls.filter(({ fact }) => fact.party === 'us')).to.have.length(1)
    for (const as of ['kr-principal', 'kr-notetaker', 'kr-admin']) {
      const { status } = await product.http('GET', `${path}/memorandum?format=pdf`, { as })
      expect(status, as).to.equal(403)
    }
    const { status } = await product.http('GET', `${path}/memorandum?format=rtf`, { as: 'kr-records' })
    expect(status).to.equal(400)
  })
})
