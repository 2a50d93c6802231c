import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { createHealth } from '../../server/health.ts'
import { inTempFolder } from '../facts/tempFolder.ts'
import { until } from '../facts/until.ts'
import { Product } from './product.ts'

const LINE = 'leaders'

describe('whether calls can be carried and recorded', function () {
  this.timeout(60_000)
  let product: Product
  /** What this machine lacks, such as disk, before anything is taken away. */
  let ofThisMachine: readonly string[]

  before(async () => {
    product = await Product.start()
    ofThisMachine = (await readiness()).obstacles
  })
  after(() => product?.close())

  const inData = (...path: string[]): string => join(product.config.dataDir, ...path)

  async function readiness(): Promise<{ status: number; obstacles: readonly string[] }> {
    const { status, body } = await product.http('GET', '/readyz')
    return { status, ...z.object({ obstacles: z.array(z.string()) }).parse(JSON.parse(body.toString())) }
  }

  /** The answer is shared by all who ask within a second. */
  async function becomes(obstacles: readonly string[]): Promise<void> {
    const wanted = [...ofThisMachine, ...obstacles].toSorted()
    let said: readonly string[] = []
    await until(`/readyz says ${JSON.stringify(obstacles)}`, async () => {
      const { status, obstacles: now } = await readiness()
      said = now
      expect(status).to.equal(now.length === 0 ? 200 : 503)
      return JSON.stringify(now.toSorted()) === JSON.stringify(wanted)
    }).catch((error: unknown) => {
      throw new Error(`It says ${JSON.stringify(said)}.`, { cause: error })
    })
  }

  it('is denied with the reason while records cannot be written', async () => {
    await rename(inData('records'), inData('elsewhere'))
    await becomes(['Records cannot be written (ENOENT).'])
    await writeFile(inData('records'), 'a file where the folder was')
    await becomes(['Records cannot be written (ENOTDIR).'])
    expect((await product.http('GET', '/healthz')).status, 'consoles can sign in all the same').to.equal(200)
    await rm(inData('records'))
    await rename(inData('elsewhere'), inData('records'))
    await becomes([])
  })

  it('is denied with the reason while a key of a party or the key that signs is missing, or is another one', async () => {
    const missing = (party: string): string =>
      `The key of the party ${party} is missing: records cannot be sealed to it, or not be opened later.`
    await rename(inData('keys', 'jp.txt'), inData('keys', 'jp.aside'))
    await becomes([missing('jp')])
    await rename(inData('keys', 'us.txt'), inData('keys', 'jp.txt'))
    await becomes([missing('jp'), missing('us')])
    await rename(inData('keys', 'jp.txt'), inData('keys', 'us.txt'))
    await rename(inData('keys', 'jp.aside'), inData('keys', 'jp.txt'))
    await chmod(inData('keys', 'kr.txt'), 0o644)
    await becomes([missing('kr')])
    await chmod(inData('keys', 'kr.txt'), 0o600)
    await rename(inData('keys', 'signing.pem'), inData('keys', 'signing.aside'))
    await becomes(['The key that signs the records is missing.'])
    await rename(inData('keys', 'signing.aside'), inData('keys', 'signing.pem'))
    await becomes([])
  })

  it('is denied while a call is up that is not recorded', async () => {
    await rename(inData('records'), inData('elsewhere'))
    await writeFile(inData('records'), 'a file where the folder was')
    const kr = await product.console('kr-watch')
    const { callId } = await kr.command('call:place', { line: LINE, precedence: 'routine', marking: 'test' })
    await until('everybody is told', () => kr.call(LINE).recording.state === 'failed')
    await becomes(['Records cannot be written (ENOTDIR).', 'The call on the line leaders is not being recorded.'])
    await rm(inData('records'))
    await mkdir(inData('records'))
    await until('it is recorded after all', () => kr.call(LINE).recording.state === 'on')
    await becomes([])
    await kr.command('call:cancel', { line: LINE, callId })
    await until('the recording is closed', () => kr.line(LINE).unsealed.length === 0)
  })
})

describe('a disk that hangs', function () {
  this.timeout(20_000)

  it('is an obstacle too: whoever asks gets an answer, and it is asked no second time', async () => {
    await inTempFolder(async (folder) => {
      let asked = 0
      const recordsFolder = join(folder, 'records')
      await mkdir(recordsFolder)
      const health = createHealth({
        ...{ folder, recordsFolder, parties: () => [], signingKeyFile: folder },
        ...{ brokenLines: () => [], unrecordedLines: () => [], media: { stats: () => ({ workers: [] }) } },
        partyKeys: {
          missing: () => {
            asked += 1
            return new Promise(() => {})
          },
        },
      })
      for (let times = 0; times < 2; times += 1)
        expect(await health.obstaclesToCalls()).to.deep.equal(['The folder of the records does not answer.'])
      expect(asked).to.equal(1)
    })
  })
})
