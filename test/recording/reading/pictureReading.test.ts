import { expect } from 'chai'
import { openReadableTrack, type ReadableTrack } from '../../../server/recording/reading/readableTrack.ts'
import { TrackScans } from '../../../server/recording/reading/trackScans.ts'
import type { TrackMark } from '../../../server/recording/trackFile.ts'
import { pattern, shownPictures, testPictures, vp8Payloads, wholeOf, type CodedPicture } from './media.ts'
import {
  CALL_START_MS,
  CONSOLE_A,
  MemoryTrack,
  SyntheticConsole,
  SyntheticStream,
  type TrackOptions,
} from './synthetic.ts'

const CALL = { startedAtMs: CALL_START_MS, endedAtMs: CALL_START_MS + 20_000 }
const PER_SECOND = 15
const FRAME_MS = 1000 / PER_SECOND
const SIZES = ['160x90', '320x180', '640x360'] as const

interface Layer {
  readonly pictures: readonly CodedPicture[]
  readonly fromMs?: number
  readonly toMs?: number
  readonly ssrc?: number
}

describe('pictures read from a record', function () {
  this.timeout(30_000)
  /** Twenty seconds of each size with a key frame every two seconds. */
  const coded = new Map<string, readonly CodedPicture[]>()

  before(async () => {
    for (const size of SIZES) coded.set(size, await testPictures(pattern(size, PER_SECOND, 20), PER_SECOND * 2))
  })

  const pictures = (size: (typeof SIZES)[number]) => coded.get(size) ?? []

  function layerStream(console: SyntheticConsole, layer: Layer, index: number): SyntheticStream {
    const { fromMs = 0, toMs = 20_000, ssrc = 500 + index } = layer
    const reports = { firstMs: fromMs + 1500, everyMs: 1000 }
    const firstTimestamp = 4_294_000_000 - index * 123_456
    const stream = new SyntheticStream(console, {
      ssrc,
      clockRate: 90_000,
      firstTimestamp,
      encodeMs: 15 + 5 * index,
      reports,
    })
    for (const [i, { bytes }] of layer.pictures.entries()) {
      const ms = i * FRAME_MS
      if (ms >= fromMs && ms < toMs) stream.frame(ms, vp8Payloads(bytes, 32_760 + i))
    }
    return stream
  }

  function trackOf(layers: readonly Layer[], options: TrackOptions = {}): MemoryTrack {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: -3000, driftPpm: 100 })
    const streams = layers.map((layer, i) => layerStream(console, layer, i))
    return new MemoryTrack(console, streams, { kind: 'camera', ...options })
  }

  const open = (track: MemoryTrack) => openReadableTrack(track, CALL, [], new TrackScans())

  /** Decodes without a word of complaint. */
  async function shown(readable: ReadableTrack): Promise<Awaited<ReturnType<typeof shownPictures>>['pictures']> {
    const { pictures: found, complaints } = await shownPictures(await wholeOf(readable))
    expect(complaints).to.equal('')
    expect(found[0]?.timeMs).to.be.lessThan(40)
    return found
  }

  const widthsBetween = (found: Awaited<ReturnType<typeof shown>>, fromMs: number, toMs: number) => [
    ...new Set(found.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs).map(({ width }) => width)),
  ]

  it('shows every picture of one layer at its time', async () => {
    const readable = await open(trackOf([{ pictures: pictures('320x180') }]))
    const found = await shown(readable)
    expect(readable.mimeType).to.equal('video/webm; codecs=vp8')
    for (const [i, picture] of found.slice(0, 299).entries()) {
      expect(picture.timeMs, `picture ${i}`).to.be.closeTo(i * FRAME_MS, 40)
    }
    expect(found.length).to.be.within(299, 302)
    expect(readable.gaps()).to.deep.equal([])
  })

  it('takes the best of three layers from its first key frame on', async () => {
    const found = await shown(
      await open(
        trackOf([
          { pictures: pictures('160x90') },
          { pictures: pictures('320x180'), fromMs: 1990 },
          { pictures: pictures('640x360'), fromMs: 5000 },
        ]),
      ),
    )
    expect(widthsBetween(found, 100, 1900)).to.deep.equal([160])
    expect(widthsBetween(found, 2100, 5900)).to.deep.equal([320])
    // It came up between its key frames; the next one is at six seconds.
    expect(widthsBetween(found, 6100, 20_000)).to.deep.equal([640])
    const steps = found.slice(1).map(({ timeMs }, i) => timeMs - (found[i]?.timeMs ?? 0))
    expect(Math.max(...steps)).to.be.lessThan(130)
    expect(Math.min(...steps)).to.be.greaterThan(0)
  })

  it('falls back when a layer stops, and returns', async () => {
    const whole = pictures('640x360')
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm: 0 })
    const high = new SyntheticStream(console, { ssrc: 42, clockRate: 90_000, reports: { firstMs: 900, everyMs: 1000 } })
    for (const [i, { bytes }] of whole.entries()) {
      const ms = i * FRAME_MS
      if (ms < 7000 || ms >= 14_000) high.frame(ms, vp8Payloads(bytes, i))
    }
    const low = layerStream(console, { pictures: pictures('160x90') }, 0)
    const found = await shown(await open(new MemoryTrack(console, [low, high], { kind: 'camera' })))
    expect(widthsBetween(found, 100, 5900)).to.deep.equal([640])
    expect(widthsBetween(found, 8100, 13_900)).to.deep.equal([160])
    expect(widthsBetween(found, 14_100, 20_000)).to.deep.equal([640])
    const steps = found.slice(1).map(({ timeMs }, i) => timeMs - (found[i]?.timeMs ?? 0))
    expect(Math.max(...steps), 'longest freeze').to.be.lessThan(1100)
  })

  it('leaves out what is damaged until the next key frame, and names it', async () => {
    const track = trackOf([{ pictures: pictures('640x360') }])
    const stream = track.streams[0]
    if (stream === undefined) throw new Error('no stream')
    // One packet in the middle of a picture at 4.4 s is lost.
    const lost = stream.packets.findIndex(({ sentMs }) => sentMs >= 4415)
    stream.packets.splice(lost, 1)
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 0, driftPpm: 0 })
    const readable = await open(new MemoryTrack(console, [stream], { kind: 'camera' }))
    const found = await shown(readable)
    expect(found.filter(({ timeMs }) => timeMs > 4450 && timeMs < 5950)).to.deep.equal([])
    expect(found.filter(({ timeMs }) => timeMs >= 5950 && timeMs < 7950)).to.have.length(30)
    expect(readable.gaps().map(({ reason, packets }) => ({ reason, packets }))).to.deep.equal([
      { reason: 'lost', packets: 1 },
    ])
  })

  it('puts reordered and retransmitted packets into their pictures', async () => {
    const track = trackOf([{ pictures: pictures('640x360') }])
    const plain = await wholeOf(await open(track))
    const list = track.streams[0]?.packets ?? []
    for (const [i, packet] of list.entries()) {
      if (i % 9 === 4) list[i] = { ...packet, arrivalMs: packet.arrivalMs + 30 }
      if (i % 40 === 10) list[i] = { ...packet, arrivalMs: packet.arrivalMs + 900 }
    }
    for (const [i, packet] of list.slice().entries())
      if (i % 5 === 0) list.push({ ...packet, arrivalMs: packet.arrivalMs + 300 })
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 0, driftPpm: 0 })
    const readable = await open(new MemoryTrack(console, track.streams, { kind: 'camera' }))
    const found = await shown(readable)
    const before = (await shownPictures(plain)).pictures
    expect(found.map(({ width }) => width)).to.deep.equal(before.map(({ width }) => width))
    for (const [i, { timeMs }] of found.entries()) expect(timeMs).to.be.closeTo(before[i]?.timeMs ?? 0, 12)
    expect(readable.gaps()).to.deep.equal([])
  })

  it('is black before the camera, in a mute and after it, and says which', async () => {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 3000, driftPpm: 0 })
    const stream = new SyntheticStream(console, {
      ssrc: 8,
      clockRate: 90_000,
      reports: { firstMs: 5000, everyMs: 1000 },
    })
    let id = 0
    for (const [i, { bytes }] of pictures('320x180').entries()) {
      const ms = i * FRAME_MS
      // The SFU lets a stream go on with a key frame and without a hole in its numbers.
      if ((ms >= 4000 && ms < 8000) || (ms >= 14_000 && ms < 17_000)) stream.frame(ms, vp8Payloads(bytes, id++))
    }
    const marks: TrackMark[] = [
      { type: 'muted', atMs: CALL_START_MS + 8020 },
      { type: 'unmuted', atMs: CALL_START_MS + 13_990 },
      { type: 'closed', atMs: CALL_START_MS + 17_000 },
    ]
    const readable = await open(new MemoryTrack(console, [stream], { kind: 'camera', marks }))
    const found = await shown(readable)
    expect([...new Set(found.map(({ width, height }) => `${width}x${height}`))]).to.deep.equal(['320x180'])
    const between = (fromMs: number, toMs: number) => found.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
    expect(between(0, 3950)).to.have.length(1)
    expect(between(8050, 9900)).to.deep.equal([])
    expect(between(9900, 13_950).map(({ key }) => key)).to.deep.equal([true])
    expect(between(18_850, 20_000).map(({ timeMs }) => timeMs)).to.have.length(2)
    expect(found.at(-1)?.timeMs).to.equal(19_960)
    const gaps = readable.gaps()
    expect(gaps.map(({ reason }) => reason)).to.deep.equal(['notStarted', 'muted', 'closed'])
    for (const [i, at] of [4000, 14_000].entries()) expect(gaps[i]?.toMs).to.be.closeTo(at, 80)
  })

  it('goes on through a change of camera: a new SSRC, another size', async () => {
    const found = await shown(
      await open(
        trackOf([
          { pictures: pictures('320x180'), toMs: 8000 },
          { pictures: pictures('640x360'), fromMs: 9900, ssrc: 9999 },
        ]),
      ),
    )
    expect(widthsBetween(found, 100, 7900)).to.deep.equal([320])
    expect(widthsBetween(found, 10_050, 20_000)).to.deep.equal([640])
  })

  it('leaves a still screen share alone, though no picture comes for seconds', async () => {
    const console = new SyntheticConsole(CONSOLE_A, { offsetMs: 0, driftPpm: 0 })
    const stream = new SyntheticStream(console, {
      ssrc: 8,
      clockRate: 90_000,
      reports: { firstMs: 500, everyMs: 2000 },
    })
    const still = await testPictures(pattern('640x360', 1, 6, 'smptebars'), 100)
    for (const [i, { bytes }] of still.entries()) stream.frame(i * 3300, vp8Payloads(bytes, i))
    const readable = await open(new MemoryTrack(console, [stream], { kind: 'screen' }))
    const found = await shown(readable)
    expect(found.filter(({ timeMs }) => timeMs < 17_000).map(({ key }) => key)).to.deep.equal([
      true,
      ...Array<boolean>(5).fill(false),
    ])
  })

  it('reads a track without any key frame as black', async () => {
    const readable = await open(
      trackOf([
        {
          pictures: pictures('160x90')
            .map((p) => p)
            .filter(({ key }) => !key),
        },
      ]),
    )
    const found = await shown(readable)
    expect(found.every(({ key, width }) => key && width === 320)).to.equal(true)
    expect(readable.durationMs).to.equal(20_000)
  })
})
