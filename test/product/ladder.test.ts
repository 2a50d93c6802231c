import { expect } from 'chai'
import { OpenFolder, OPERATOR } from '../../scripts/commandLine/dataFolder.ts'
import { mediaCallOf } from '../../server/mediaWiring.ts'
import type { Ladder } from '../../server/protocol/ladders.ts'
import { until } from '../facts/until.ts'
import type { TestConsole } from './console.ts'
import { Product } from './product.ts'

const LINE = 'leaders'
const PLACE = { line: LINE, precedence: 'immediate', marking: 'exercise' } as const
const SECOND_STEP_MS = 1_500
const LADDER: Ladder = [
  { afterMs: 0, roles: ['principal', 'watch'] },
  { afterMs: SECOND_STEP_MS, roles: [], people: ['jp-adviser'] },
  // So late that no test meets it.
  { afterMs: 500_000, roles: 'everybody', insists: true },
]

describe('a party that is rung in steps', function () {
  this.timeout(60_000)
  let product: Product
  let kr: TestConsole

  before(async () => {
    product = await Product.start()
    const beside = await OpenFolder.open({ DATA_DIR: product.config.dataDir })
    const leaders = beside.identity.directory.lines().find(({ line }) => line === LINE)
    if (leaders === undefined) throw new Error('The demonstration has no such line.')
    await beside.identity.directory.changeLine(OPERATOR, { ...leaders, ladders: { jp: LADDER } })
    await beside.close()
    kr = await product.console('kr-principal')
    await until('the server has the ladder', () => {
      const line = kr
        .heard('console:welcomed')
        .at(-1)
        ?.lines.find((known) => known.line.line === LINE)
      return line?.line.ladders !== undefined
    })
  })
  after(() => product?.close())

  const ring = () => kr.call(LINE).rings.find(({ party }) => party === 'jp')

  it('rings who only joins when their step is due, makes their line ready, and lets them answer', async () => {
    const [watch, adviser, listener] = [
      await product.console('jp-watch'),
      await product.console('jp-adviser'),
      await product.console('jp-listener'),
    ]
    const { callId } = await kr.command('call:place', PLACE)
    await until('it rings', () => ring()?.state === 'sent')
    expect(ring()?.targets.map(({ person }) => person)).to.deep.equal(['jp-watch'])
    const answer = await listener.ask('call:answer', { line: LINE, callId, commandId: crypto.randomUUID() })
    expect(answer.ok ? 'granted' : answer.refusal.code).to.equal('not-allowed')
    await until('the next step rings', () => ring()?.step === 1)
    const consoles = kr.heard('presence:changed').at(-1)?.consoles ?? []
    const rung = mediaCallOf(kr.line(LINE), () => consoles)?.rung ?? []
    expect(rung, 'media readies what is rung').to.have.members([watch.id, adviser.id])
    const report = { line: LINE, callId, attempt: 1, state: 'sounding', armed: true } as const
    await adviser.command('ring:report', report)
    await until('the caller is told', () => ring()?.state === 'sounding')
    await adviser.command('call:answer', { line: LINE, callId })
    await until('the caller is told who', () => ring()?.answeredBy?.person === 'jp-adviser')
    await kr.command('call:end', { line: LINE, callId })
    for (const console of [watch, adviser, listener]) console.close()
  })

  it('goes on with its steps when the server is started again in between', async () => {
    await product.console('jp-adviser')
    await kr.command('call:place', PLACE)
    await until('it rings', () => ring()?.state === 'sent')
    const before = kr
    await product.restart()
    expect(before.call(LINE).rings[0]?.step, 'the second step was to come').to.equal(undefined)
    // The log has everything: whoever connects finds the ring where it is.
    kr = await product.console('kr-principal', kr.tab)
    await until('the next step rings', () => ring()?.step === 1)
    expect(ring()?.attempt, 'and it is the same ring').to.equal(1)
  })
})
