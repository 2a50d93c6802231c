import { expect } from 'chai'
import { createWorker, type types } from 'mediasoup'
import { ROUTER_CODECS } from '../../server/media/codecs.ts'
import { PathChecks } from '../../server/media/pathChecks.ts'
import { RefusedError } from '../../server/protocol/refusal.ts'
import { setStage, somebody, until, type Stage } from './stage.ts'

const line = 'leaders'
const fingerprint = { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') } as const
const dtlsParameters = { fingerprints: [fingerprint] }

const codeOf = async (asked: Promise<unknown>): Promise<string> => {
  try {
    await asked
    return 'granted'
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.code
    throw error
  }
}

describe('The check of a path', () => {
  let stage: Stage
  const kr = somebody('kr')
  const jp = somebody('jp')

  before(async () => {
    stage = await setStage()
  })
  after(async () => await stage.media.close())

  const open = async (who = kr, protocol: 'udp' | 'tcp' = 'udp') =>
    await stage.media.handlers['path:open'](who, { line, protocol })
  const count = () => stage.media.stats().pathChecks

  it('offers a transport of its protocol and of no other', async () => {
    for (const protocol of ['udp', 'tcp'] as const) {
      const { transport } = await open(kr, protocol)
      expect(
        transport.iceCandidates.map((candidate) => candidate.protocol),
        protocol,
      ).to.deep.equal([protocol])
    }
    expect(count()).to.equal(2)
  })

  it('is one of a protocol for each console, however often it is asked for', async () => {
    const many = await Promise.all([open(), open(), open(), open(kr, 'tcp'), open(jp)])
    expect(count(), 'two of kr, one of jp').to.equal(3)
    const connect = async (transport: string) =>
      await codeOf(stage.media.handlers['path:connect'](kr, { line, transport, dtlsParameters }))
    const ids = many.slice(0, 3).map(({ transport }) => transport.id)
    const codes = await Promise.all(ids.map(connect))
    expect(codes.toSorted()).to.deep.equal(['granted', 'too-late', 'too-late'])
    expect(await connect(many[4]?.transport.id ?? ''), 'that of another console').to.equal('too-late')
  })

  it('is closed when the console says so, and with its socket', async () => {
    stage.media.consoleGone(jp.console)
    stage.media.consoleGone(kr.console)
    expect(count()).to.equal(0)
    const { transport } = await open()
    await stage.media.handlers['path:close'](kr, { line, transport: transport.id })
    expect(count()).to.equal(0)
    expect(await codeOf(stage.media.handlers['path:close'](kr, { line, transport: transport.id }))).to.equal('granted')
  })

  it('is refused to who has no part in the line, and leaves nothing of a console that went meanwhile', async () => {
    const us = somebody('us')
    stage.refuses.add(`${us.console} ${line}`)
    expect(await codeOf(open(us))).to.equal('not-allowed')
    stage.gone.add(jp.console)
    expect(await codeOf(open(jp))).to.equal('too-late')
    expect(count()).to.equal(0)
  })

  it('is closed by itself after its time, and with its line', async () => {
    const worker: types.Worker = await createWorker({ logLevel: 'none' })
    try {
      const router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS })
      const ip = '127.0.0.1'
      const webRtcServer = await worker.createWebRtcServer({
        listenInfos: [
          { protocol: 'udp', ip },
          { protocol: 'tcp', ip },
        ],
      })
      const checks = new PathChecks({ router, running: { worker, webRtcServer }, closedAfterMs: 20 })
      await checks.open(kr, 'udp', () => true)
      await until('it is closed', () => checks.size === 0)
      await until('the worker has it no more', async () => (await router.dump()).transportIds.length === 0)
      const patient = new PathChecks({ router, running: { worker, webRtcServer } })
      const making = codeOf(patient.open(kr, 'tcp', () => true))
      patient.close()
      expect(await making).to.equal('unavailable')
      await until('that one is gone as well', async () => (await router.dump()).transportIds.length === 0)
    } finally {
      worker.close()
    }
  })
})
