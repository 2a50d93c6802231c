import { expect } from 'chai'
import { randomUUID } from 'node:crypto'
import { createWorker, type types } from 'mediasoup'
import { ROUTER_CODECS } from '../../server/media/codecs.ts'
import { type Speaker, Speakers } from '../../server/media/speakers.ts'
import { Track } from '../../server/media/track.ts'
import { microphoneParameters, rtpPacket } from './rtpPackets.ts'
import { until } from './stage.ts'

/** Of one packet with a level (RFC 6464): -30 dBov, and with voice. */
const SPOKEN = Buffer.of(0x80 | 30)
const PACKET_EVERY_MS = 20

describe('Who speaks on a line', () => {
  let worker: types.Worker
  let router: types.Router
  let consoles: types.DirectTransport
  let speakers: Speakers
  let audience: string
  let told: Speaker[][]
  const speaking: NodeJS.Timeout[] = []

  before(async () => {
    worker = await createWorker({ logLevel: 'none' })
    router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS })
    consoles = await router.createDirectTransport()
  })

  after(() => worker.close())

  beforeEach(async () => {
    audience = 'kr'
    told = []
    speakers = await Speakers.create(
      router,
      () => audience,
      (list) => told.push(list),
    )
  })

  afterEach(() => {
    for (const timer of speaking.splice(0)) clearInterval(timer)
    speakers.close()
  })

  /** A microphone that is spoken into until `fallsSilent`. */
  const speaks = async (ssrc: number) => {
    const producer = await consoles.produce({ kind: 'audio', rtpParameters: microphoneParameters(ssrc) })
    const start = { line: 'leaders', callId: randomUUID(), trackId: producer.id, person: 'kr-principal' }
    const track = new Track({ ...start, console: randomUUID(), kind: 'microphone', muted: false }, producer, () => {})
    await speakers.add(track)
    let sequenceNumber = 0
    const timer = setInterval(() => {
      sequenceNumber += 1
      const timestamp = sequenceNumber * 960
      const extensions = [{ id: 10, payload: SPOKEN }]
      producer.send(rtpPacket({ payloadType: 111, ssrc, sequenceNumber, timestamp, payload: Buffer.of(1), extensions }))
    }, PACKET_EVERY_MS)
    speaking.push(timer)
    return { console: track.start.console, fallsSilent: () => clearInterval(timer) }
  }
  const names = () => told.map((list) => list.map(({ console }) => console))

  it('is told when it changes, and when nobody does any more', async () => {
    const one = await speaks(1)
    await until('the first is told', () => told.length === 1)
    one.fallsSilent()
    await until('silence is told', () => told.at(-1)?.length === 0)
    expect(names()[0]).to.deep.equal([one.console])
    expect(told[0]?.[0]?.volumeDb).to.equal(-30)
  })

  it('is told anew to others than before, though the same one speaks on', async () => {
    const one = await speaks(2)
    await until('it is told', () => told.length === 1)
    audience = 'kr,jp'
    await until('it is told to who came', () => told.length === 2)
    expect(names().slice(0, 2)).to.deep.equal([[one.console], [one.console]])
  })
})
