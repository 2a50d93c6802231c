import { expect } from 'chai'
import { RtpHeader, RtpPacket } from 'werift-rtp'
import { blackPicture } from '../../../server/recording/reading/blackPicture.ts'
import { opusDurationMs, SILENT_OPUS } from '../../../server/recording/reading/opusPacket.ts'
import { Resequencer } from '../../../server/recording/reading/resequencer.ts'
import { parseRtp } from '../../../server/recording/reading/rtpPacket.ts'
import { StreamOrder } from '../../../server/recording/reading/streamOrder.ts'
import { parseVp8Payload } from '../../../server/recording/reading/vp8Payload.ts'
import { ffmpeg } from './media.ts'

describe('reading RTP', () => {
  it('finds numbers, level and payload of a packet as another implementation wrote it', () => {
    for (const padding of [0, 4]) {
      const header = new RtpHeader({
        payloadType: 111,
        sequenceNumber: 65_535,
        timestamp: 4_294_967_295,
        ssrc: 3_000_000_000,
        marker: true,
        csrc: [1, 2],
        padding: padding > 0,
        paddingSize: padding,
        extensions: [
          { id: 1, payload: Buffer.from([7, 7, 7]) },
          { id: 10, payload: Buffer.from([0x80 | 33]) },
        ],
      })
      const rtp = parseRtp(new RtpPacket(header, Buffer.from('hello')).serialize(), 10)
      expect(rtp).to.include({ sequenceNumber: 65_535, timestamp: 4_294_967_295, ssrc: 3_000_000_000, audioLevel: 33 })
      expect(rtp).to.include({ marker: true, payloadType: 111 })
      expect(Buffer.from(rtp?.payload ?? []).toString()).to.equal('hello')
    }
  })

  it('passes over what is no whole packet', () => {
    const packet = new RtpPacket(
      new RtpHeader({ extensions: [{ id: 1, payload: Buffer.from([1]) }] }),
      Buffer.from('x'),
    ).serialize()
    for (let length = 0; length < packet.length - 1; length++)
      expect(parseRtp(packet.subarray(0, length))).to.equal(undefined)
    expect(parseRtp(Buffer.alloc(20))).to.equal(undefined)
    const padded = Buffer.from(packet)
    padded[0] = (padded[0] ?? 0) | 0x20
    padded[padded.length - 1] = 200
    expect(parseRtp(padded)).to.equal(undefined)
  })

  it('reads every form of the VP8 payload descriptor', () => {
    const key = [0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x00, 0x05, 0xd0, 0x42]
    const cases: [string, number[], object][] = [
      ['none', [0x10], { dataOffset: 1, startsFrame: true }],
      ['7 bits', [0x90, 0x80, 0x05], { dataOffset: 3, pictureId: 5, pictureIdBits: 7 }],
      ['15 bits', [0x90, 0x80, 0x81, 0x05], { dataOffset: 4, pictureId: 261, pictureIdBits: 15 }],
      ['all', [0x90, 0xf0, 0x81, 0x05, 9, 9], { dataOffset: 6, pictureId: 261 }],
      ['layers without their index', [0x90, 0x20, 0x40], { dataOffset: 3 }],
      ['key index alone', [0x90, 0x10, 0x01], { dataOffset: 3 }],
      ['a later partition', [0x12], { startsFrame: false }],
      ['a later packet', [0x00], { startsFrame: false }],
    ]
    for (const [name, descriptor, expected] of cases) {
      const parsed = parseVp8Payload(Uint8Array.from([...descriptor, ...key]))
      expect(parsed, name).to.include(expected)
      if (parsed?.startsFrame === true) expect(parsed.keyFrame, name).to.deep.equal({ width: 1280, height: 720 })
    }
    expect(parseVp8Payload(Uint8Array.from([0x90, 0x80]))).to.equal(undefined)
    expect(parseVp8Payload(Uint8Array.from([0x10, 0x11, 0, 0]))).to.not.have.property('keyFrame')
  })

  it('knows how long Opus sounds, silence of its own as well', () => {
    for (const [packet, durationMs] of [
      [[0xfc, 1], 20],
      [[0x78, 1], 20],
      [[0xe0, 1], 2.5],
      [[0x19, 1], 120],
      [[0xfb, 3, 1], 60],
      [[], 0],
      [[0xfb, 63], 0],
    ] as const) {
      expect(opusDurationMs(Uint8Array.from(packet))).to.equal(durationMs)
    }
    for (const { bytes, durationMs } of SILENT_OPUS) expect(opusDurationMs(bytes)).to.equal(durationMs)
  })

  it('unwraps numbers and times, and takes an outage for no restart', () => {
    const order = new StreamOrder<string>(48_000)
    const place = (sequence: number, timestamp: number, arrivalMs: number) =>
      order
        .place(sequence, timestamp, arrivalMs, `${sequence}`)
        .map(({ generation, sequence, ticks, packet }) => ({ generation, sequence, ticks, packet }))
    const [first] = place(65_535, 4_294_967_000, 0)
    expect(first).to.include({ sequence: 65_535, generation: 0 })
    expect(place(1, 664, 40)[0]).to.include({ sequence: 65_537, ticks: 4_294_967_960 })
    expect(place(0, 4_294_967_960 % 2 ** 32, 50)[0]).to.include({ sequence: 65_536 })
    // Two minutes without a packet: 6000 numbers on, and the time that fits.
    expect(place(6001, 664 + 120_000 * 48, 120_040)[0]).to.include({ generation: 0, sequence: 71_537 })
    // A restart: believed at its second packet, and then from its first.
    expect(place(40_000, 5, 120_060)).to.deep.equal([])
    expect(place(40_001, 965, 120_080)).to.deep.equal([
      { generation: 1, sequence: 40_000, ticks: 5, packet: '40000' },
      { generation: 1, sequence: 40_001, ticks: 965, packet: '40001' },
    ])
  })

  it('leaves out a single packet whose time fits nowhere, and none whose time only jumped or came in a burst', () => {
    const order = new StreamOrder<number>(1000)
    const packets = [
      ...([
        [0, 0, 0],
        [1, 20, 20],
        [2, 60_040, 40],
        [3, 60, 60],
      ] as const),
      // Time stood still for a minute: from its second packet on it is believed.
      ...([
        [4, 80, 60_080],
        [5, 100, 60_100],
      ] as const),
      // Late by a second, then at once on time, then late again.
      ...([
        [6, 120, 61_120],
        [7, 1100, 61_130],
        [8, 1120, 62_120],
      ] as const),
      // Sent again five seconds later.
      ...([[5, 100, 65_100]] as const),
    ]
    const placed = packets.flatMap(([sequence, ticks, ms]) => order.place(sequence, ticks, ms, sequence))
    expect(placed.map(({ packet }) => packet)).to.deep.equal([0, 1, 3, 4, 5, 6, 7, 8, 5])
    expect(placed.every(({ generation }) => generation === 0)).to.equal(true)
  })

  it('orders a stream, drops copies and counts what is missing', () => {
    const seen: (number | string)[] = []
    const order = new Resequencer<null>(
      ({ sequence }) => seen.push(sequence),
      ({ lost }) => seen.push(`lost ${lost}`),
    )
    const arrivals = [
      [11, 0],
      [10, 1],
      [12, 250],
      [14, 300],
      [14, 301],
      [12, 302],
      [13, 900],
      [17, 1000],
      [18, 7000],
      [16, 7010],
      [20, 7020],
    ]
    for (const [sequence = 0, arrivalMs = 0] of arrivals) order.push({ sequence, arrivalMs, packet: null })
    order.end()
    expect(seen).to.deep.equal([10, 11, 12, 13, 14, 'lost 2', 17, 18, 'lost 1', 20])
  })

  it('makes a picture that decodes to black in any size', async () => {
    for (const [width, height] of [
      [320, 180],
      [1280, 720],
      [17, 33],
      [720, 1281],
    ] as const) {
      const picture = blackPicture(width, height)
      const ivf = Buffer.alloc(44)
      ivf.write('DKIF')
      ivf.writeUInt16LE(32, 6)
      ivf.write('VP80', 8)
      for (const [value, at] of [
        [width, 12],
        [height, 14],
      ] as const)
        ivf.writeUInt16LE(value, at)
      for (const [value, at] of [
        [30, 16],
        [1, 20],
        [1, 24],
        [picture.length, 32],
      ] as const)
        ivf.writeUInt32LE(value, at)
      for (const decoder of ['vp8', 'libvpx']) {
        const args = ['-c:v', decoder, '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-']
        const { output, complaints } = await ffmpeg(args, Buffer.concat([ivf, picture]))
        expect(complaints).to.equal('')
        expect(output.subarray(0, width * height).every((luma) => luma <= 16)).to.equal(true)
        expect(output.subarray(width * height).every((chroma) => chroma === 128)).to.equal(true)
      }
    }
  })
})
