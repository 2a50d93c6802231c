import { expect } from 'chai'
import { createWorker, type types } from 'mediasoup'
import { ROUTER_CODECS } from '../../server/media/codecs.ts'
import { WarmLine } from '../../server/media/warmLine.ts'
import { somebody, until } from './stage.ts'

describe('A warm line', () => {
  let worker: types.Worker
  let router: types.Router
  let webRtcServer: types.WebRtcServer

  before(async () => {
    worker = await createWorker({ logLevel: 'none' })
    router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS })
    webRtcServer = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] })
  })

  after(() => worker.close())

  const open = async (connectWithinMs: number, onLost = () => {}) =>
    await WarmLine.create({ router, running: { worker, webRtcServer }, who: somebody('kr'), connectWithinMs, onLost })

  it('that is not connected in time is lost, and one that was closed is not', async () => {
    let lost = 0
    const closed = await open(1, () => (lost += 100))
    closed.close()
    const open_ = await open(20, () => (lost += 1))
    await until('it is lost', () => lost > 0)
    expect(lost).to.equal(1)
    open_.close()
  })

  it('has one probe: asked again, the one before is closed', async () => {
    const warmLine = await open(60_000)
    const probe = async (streamId: number) =>
      await warmLine.openProbe({
        line: 'leaders',
        warmLine: warmLine.id,
        sctpStreamParameters: { streamId, ordered: false, maxRetransmits: 0 },
      })
    await probe(1)
    await Promise.all([probe(2), probe(3)])
    const again = await probe(1)
    const { dataProducerIds } = await warmLine.send.dump()
    expect(dataProducerIds).to.deep.equal([again.dataProducer])
    await until('one consumer is left', async () => (await warmLine.receive.dump()).dataConsumerIds.length === 1)
    warmLine.close()
  })

  it('leaves no probe behind where nothing can come back', async () => {
    const warmLine = await open(60_000)
    warmLine.receive.close()
    const sctpStreamParameters = { streamId: 1, ordered: false, maxRetransmits: 0 }
    const failure = await warmLine
      .openProbe({ line: 'leaders', warmLine: warmLine.id, sctpStreamParameters })
      .catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(Error)
    await until('it is closed', async () => (await warmLine.send.dump()).dataProducerIds.length === 0)
    warmLine.close()
  })
})
