import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { createWorker, type types } from 'mediasoup'
import { RtpPacket } from 'werift-rtp'
import { ROUTER_CODECS } from '../../server/media/codecs.ts'
import type { SenderReport, TapDescription } from '../../server/media/ports.ts'
import { RecorderTap } from '../../server/media/recorderTap.ts'
import { cameraParameters, microphoneParameters, rtpPacket, vp8KeyFrame } from './rtpPackets.ts'
import { until } from './stage.ts'

const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'

describe('A tap for the recorder', () => {
  let worker: types.Worker
  let router: types.Router
  let transport: types.DirectTransport
  let console_: types.DirectTransport

  before(async () => {
    worker = await createWorker({ logLevel: 'none' })
    router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS })
    transport = await router.createDirectTransport()
    console_ = await router.createDirectTransport()
  })

  after(() => worker.close())

  const tapOf = async (producer: types.Producer, kind: 'microphone' | 'camera', keyFramesEveryMs = 60_000) => {
    const packets: RtpPacket[] = []
    const arrivals: number[] = []
    const reports: SenderReport[] = []
    const marks: object[] = []
    const opened: TapDescription[] = []
    let closed = 0
    let floods = 0
    let nowMs = 1_000.25
    const track = {
      line: 'leaders',
      callId: randomUUID(),
      trackId: producer.id,
      console: randomUUID(),
      person: 'kr-principal',
      kind,
      muted: false,
    }
    const tap = await RecorderTap.create({
      track,
      producer,
      transport,
      rtpCapabilities: router.rtpCapabilities,
      nowMs: () => (nowMs += 1),
      keyFramesEveryMs,
      onFlood: () => (floods += 1),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      taps: {
        open: (description) => {
          opened.push(description)
          return {
            packet: (rtp, arrivalMs) => {
              packets.push(RtpPacket.deSerialize(Buffer.from(rtp)))
              arrivals.push(arrivalMs)
            },
            senderReport: (report) => reports.push(report),
            mark: (mark) => marks.push(mark),
            close: () => (closed += 1),
          }
        },
      },
    })
    if (tap === undefined) throw new Error('The recorder took the track.')
    const [description] = opened
    if (description === undefined) throw new Error('The recorder was told of the track.')
    return { tap, packets, arrivals, reports, marks, description, closed: () => closed, floods: () => floods }
  }

  it('gets sound as it was sent, with its own times and the levels of who speaks', async () => {
    const producer = await console_.produce({ kind: 'audio', rtpParameters: microphoneParameters(1_111) })
    const { packets, arrivals, description, tap } = await tapOf(producer, 'microphone')
    const payload = Buffer.from('opus that nobody decodes')
    for (let at = 0; at < 3; at += 1) {
      producer.send(
        rtpPacket({
          payloadType: 111,
          ssrc: 1_111,
          sequenceNumber: 65_534 + at < 65_536 ? 65_534 + at : 0,
          timestamp: 960 * at,
          payload,
          extensions: [{ id: 10, payload: Buffer.from([0x80 | (30 + at)]) }],
        }),
      )
    }
    await until('three packets arrive', () => packets.length === 3)
    expect(packets.map(({ header }) => header.timestamp)).to.deep.equal([0, 960, 1_920])
    expect(packets.map((packet) => packet.payload.toString())).to.deep.equal(Array(3).fill(payload.toString()))
    expect(arrivals).to.deep.equal([1_001.25, 1_002.25, 1_003.25])
    const { codec, encodings, headerExtensions } = description
    expect(codec).to.include({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2 })
    expect(packets[0]?.header.payloadType).to.equal(codec.payloadType)
    expect(encodings.map(({ ssrc }) => ssrc)).to.deep.equal([packets[0]?.header.ssrc])
    const level = headerExtensions.find(({ uri }) => uri === AUDIO_LEVEL)?.id
    const levels = packets.map(({ header }) => header.extensions.find(({ id }) => id === level)?.payload[0])
    expect(levels, 'RFC 6464 survives').to.deep.equal([0x80 | 30, 0x80 | 31, 0x80 | 32])
    tap.close()
  })

  it('gets every layer of a camera under a stream of its own, with untouched times', async () => {
    const ssrcs = [2_001, 2_002, 2_003]
    const producer = await console_.produce({ kind: 'video', rtpParameters: cameraParameters(ssrcs) })
    const { packets, description, tap } = await tapOf(producer, 'camera')
    expect(description.encodings).to.have.length(3)
    for (const [layer, ssrc] of ssrcs.entries()) {
      producer.send(
        rtpPacket({
          payloadType: 96,
          ssrc,
          sequenceNumber: 7,
          timestamp: 90_000 + layer,
          payload: vp8KeyFrame(320 << layer, 180 << layer),
        }),
      )
    }
    await until('a packet of each layer arrives', () => packets.length === 3)
    const found = packets.map(({ header }) => [
      description.encodings.findIndex(({ ssrc }) => ssrc === header.ssrc),
      header.timestamp,
    ])
    expect(found).to.deep.equal([
      [0, 90_000],
      [1, 90_001],
      [2, 90_002],
    ])
    tap.close()
  })

  it('asks for a key frame of every layer again and again', async () => {
    const ssrcs = [5_001, 5_002]
    const producer = await console_.produce({ kind: 'video', rtpParameters: cameraParameters(ssrcs) })
    const asked: number[] = []
    // PLI (RFC 4585, 6.3.1): payload-specific feedback of type 1 about the media source at byte 8.
    const onRtcp = (packet: Buffer) => {
      if (packet.readUInt8(1) === 206 && (packet.readUInt8(0) & 31) === 1) asked.push(packet.readUInt32BE(8))
    }
    console_.on('rtcp', onRtcp)
    const { packets, tap } = await tapOf(producer, 'camera', 50)
    for (const ssrc of ssrcs) {
      const payload = vp8KeyFrame(320, 180)
      producer.send(rtpPacket({ payloadType: 96, ssrc, sequenceNumber: 1, timestamp: 1, payload }))
    }
    await until('a packet of each layer arrives', () => packets.length === 2)
    asked.length = 0
    await until('both layers are asked twice', () =>
      ssrcs.every((ssrc) => asked.filter((one) => one === ssrc).length > 1),
    )
    tap.close()
    console_.off('rtcp', onRtcp)
  })

  it('gets nothing while muted, marks when, and closes once', async () => {
    const producer = await console_.produce({ kind: 'audio', rtpParameters: microphoneParameters(3_333) })
    const { packets, marks, tap, closed } = await tapOf(producer, 'microphone')
    const send = (sequenceNumber: number) =>
      producer.send(
        rtpPacket({
          payloadType: 111,
          ssrc: 3_333,
          sequenceNumber,
          timestamp: sequenceNumber * 960,
          payload: Buffer.of(1),
        }),
      )
    send(1)
    await until('the first packet arrives', () => packets.length === 1)
    await producer.pause()
    tap.mark(true, 5)
    send(2)
    await producer.resume()
    tap.mark(false, 6)
    send(3)
    await until('the third packet arrives', () => packets.at(-1)?.header.timestamp === 3 * 960)
    expect(packets.map(({ header }) => header.timestamp)).to.deep.equal([960, 3 * 960])
    expect(marks).to.deep.equal([
      { atMs: 5, type: 'muted' },
      { atMs: 6, type: 'unmuted' },
    ])
    tap.close()
    tap.close()
    expect(closed()).to.equal(1)
  })

  it('hands on no more than a microphone can send, and tells of it', async () => {
    const producer = await console_.produce({ kind: 'audio', rtpParameters: microphoneParameters(4_443) })
    const { packets, tap, floods } = await tapOf(producer, 'microphone')
    const payload = Buffer.alloc(1_000)
    for (let at = 0; at < 400; at += 1) {
      producer.send(
        rtpPacket({ payloadType: 111, ssrc: 4_443, sequenceNumber: at, timestamp: 960 * at, payload, extensions: [] }),
      )
    }
    await until('it is told', () => floods() > 0)
    expect(packets.length).to.be.within(200, 250)
    tap.close()
  })

  it('leaves nothing behind where the recorder does not want the track', async () => {
    const producer = await console_.produce({ kind: 'audio', rtpParameters: microphoneParameters(4_444) })
    const before = (await transport.dump()).consumerIds.length
    const tap = await RecorderTap.create({
      track: {
        line: 'leaders',
        callId: randomUUID(),
        trackId: producer.id,
        console: randomUUID(),
        person: 'kr-principal',
        kind: 'microphone',
        muted: false,
      },
      producer,
      transport,
      rtpCapabilities: router.rtpCapabilities,
      nowMs: () => 0,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      taps: { open: () => undefined },
      onFlood: () => undefined,
    })
    expect(tap).to.equal(undefined)
    await until('the consumer is gone', async () => (await transport.dump()).consumerIds.length === before)
  })
})
